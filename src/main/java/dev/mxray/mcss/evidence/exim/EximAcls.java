package dev.mxray.mcss.evidence.exim;

import dev.mxray.mcss.evidence.HostVerdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the access lists of Exim decide. */
final class EximAcls {
  private static final Set<String> CONTENT =
      Set.of(
          "malware",
          "spam",
          "regex",
          "mime_regex",
          "condition",
          "verify",
          "dkim_status",
          "dmarc_status",
          "dnslists",
          "acl");

  private EximAcls() {}

  /** EXIM-004. */
  static HostVerdict recipients(EximConfig config) {
    Optional<EximOption> named = config.option("acl_smtp_rcpt");
    if (named.isEmpty()) {
      return untold("acl_smtp_rcpt");
    }
    String name = named.get().value();
    if (name.isEmpty()) {
      return HostVerdict.fail(
          named.get().quote(), "acl_smtp_rcpt names no access list: every recipient is refused.");
    }
    if (name.startsWith("accept")) {
      return HostVerdict.fail(
          named.get().quote(), "acl_smtp_rcpt is no list but accepts every recipient.");
    }
    Acl acl = config.acls().get(name);
    if (acl == null) {
      return config.hasWholeFile() && name.matches("[A-Za-z0-9_.-]+")
          ? HostVerdict.fail(
              named.get().quote(),
              "acl_smtp_rcpt names " + name + ", which the configuration does not have.")
          : HostVerdict.pass(
                  named.get().quote(),
                  "acl_smtp_rcpt names " + name + "; the list itself was not collected.")
              .indicative();
    }
    return acl.statements().isEmpty()
        ? HostVerdict.fail(named.get().quote(), "The access list " + name + " is empty.")
        : HostVerdict.pass(
            named.get().quote(),
            "The access list "
                + name
                + " with "
                + acl.statements().size()
                + " statements decides on recipients.");
  }

  /** EXIM-005. */
  static HostVerdict content(EximConfig config) {
    Optional<EximOption> named = config.option("acl_smtp_data");
    if (named.isEmpty()) {
      return untold("acl_smtp_data");
    }
    if (named.get().value().isEmpty() || named.get().value().startsWith("accept")) {
      return HostVerdict.fail(named.get().quote(), "acl_smtp_data names no access list.");
    }
    List<Acl> lists = config.aclsOf("acl_smtp_data");
    if (lists.isEmpty()) {
      return HostVerdict.pass(
              named.get().quote(),
              "acl_smtp_data names " + named.get().value() + "; the list itself was not collected.")
          .indicative();
    }
    return lists.stream()
        .flatMap(list -> list.statements().stream())
        .filter(Acl.Statement::refuses)
        .filter(statement -> statement.items().stream().anyMatch(i -> CONTENT.contains(i.name())))
        .findFirst()
        .map(
            statement ->
                HostVerdict.pass(
                    statement.quote(),
                    "The access list " + named.get().value() + " looks at messages."))
        .orElseGet(
            () ->
                HostVerdict.partial(
                    named.get().quote(),
                    "The access list " + named.get().value() + " refuses nothing by its content."));
  }

  /** EXIM-006. */
  static HostVerdict relay(EximConfig config) {
    Optional<EximOption> named = config.option("acl_smtp_rcpt");
    if (named.isEmpty()) {
      return untold("acl_smtp_rcpt");
    }
    if (named.get().value().isEmpty()) {
      return HostVerdict.pass(
          named.get().quote(), "acl_smtp_rcpt names no access list: every recipient is refused.");
    }
    if (named.get().value().strip().equals("accept")) {
      return HostVerdict.fail(named.get().quote(), "Everybody may relay: acl_smtp_rcpt = accept.");
    }
    Acl acl = config.acls().get(named.get().value());
    if (acl == null) {
      return HostVerdict.notAssessed(
          "The evidence does not hold the access list "
              + named.get().value()
              + ": neither "
              + EximConfig.FILE
              + " nor "
              + EximConfig.ACLS
              + " has it.");
    }
    AclWalk.Result result = new AclWalk(config).through(acl);
    if (result.end() == AclWalk.End.ACCEPTED && result.decider() != null) {
      return HostVerdict.fail(
          result.decider(),
          "The access list " + acl.name() + " accepts foreign recipients of strangers here.");
    }
    if (!result.mayAccept().isEmpty()) {
      return HostVerdict.partial(
          result.mayAccept().get(0),
          "The access list "
              + acl.name()
              + " refuses foreign recipients of strangers, unless this accepts them, which the evidence does not show.");
    }
    return HostVerdict.pass(
        result.decider() == null ? named.get().quote() : result.decider(),
        "The access list "
            + acl.name()
            + " refuses foreign recipients of strangers"
            + (result.decider() == null ? " at its end." : " here."));
  }

  /** EXIM-007. */
  static HostVerdict helo(EximConfig config) {
    for (String name : List.of("helo_verify_hosts", "helo_try_verify_hosts")) {
      Optional<EximOption> hosts = config.option(name).filter(o -> !o.value().isEmpty());
      if (hosts.isPresent() && name.equals("helo_verify_hosts")) {
        return HostVerdict.pass(
            hosts.get().quote(), "HELO is verified: " + hosts.get().said() + ".");
      }
    }
    if (config.acls().isEmpty()) {
      return HostVerdict.missing(EximConfig.ACLS);
    }
    List<Acl.Statement> looking =
        config.sessionAcls().stream()
            .flatMap(list -> list.statements().stream())
            .filter(EximAcls::looksAtHelo)
            .toList();
    Optional<Acl.Statement> refusing = looking.stream().filter(Acl.Statement::refuses).findFirst();
    if (refusing.isPresent()) {
      return HostVerdict.pass(refusing.get().quote(), "An access list refuses by HELO or EHLO.");
    }
    return looking.stream()
        .findFirst()
        .map(
            statement ->
                HostVerdict.partial(
                    statement.quote(),
                    "An access list looks at HELO or EHLO, but refuses nobody by it."))
        .orElseGet(() -> none(config, "No access list looks at HELO or EHLO."));
  }

  private static boolean looksAtHelo(Acl.Statement statement) {
    return statement.items().stream()
        .anyMatch(
            item ->
                (item.name().equals("verify") && item.value().startsWith("helo"))
                    || (item.name().equals("condition")
                        && item.value().contains("sender_helo_name")));
  }

  /** EXIM-011. */
  static HostVerdict rates(EximConfig config) {
    Optional<EximOption> hosts =
        config.option("smtp_ratelimit_hosts").filter(o -> !o.value().isEmpty());
    boolean limits =
        Stream.of("smtp_ratelimit_mail", "smtp_ratelimit_rcpt")
            .anyMatch(name -> config.option(name).map(o -> !o.value().isEmpty()).orElse(false));
    if (hosts.isPresent() && limits) {
      return HostVerdict.pass(
          hosts.get().quote(), "Rates are limited: " + hosts.get().said() + ".");
    }
    if (config.acls().isEmpty()) {
      return HostVerdict.missing("exim/security/ratelimit_config.txt");
    }
    List<Acl.Statement> limiting =
        EximConfig.statementsWith(config.sessionAcls(), "ratelimit").toList();
    Optional<Acl.Statement> acting =
        limiting.stream().filter(s -> s.refuses() || s.has("delay")).findFirst();
    if (acting.isPresent()) {
      return HostVerdict.pass(acting.get().quote(), "An access list limits rates.");
    }
    return limiting.stream()
        .findFirst()
        .map(
            s ->
                HostVerdict.partial(
                    s.quote(), "Rates are measured, but nobody is slowed down or refused."))
        .orElseGet(() -> none(config, "No access list has a ratelimit condition."));
  }

  /** EXIM-013. */
  static HostVerdict spf(EximConfig config) {
    if (config.acls().isEmpty()) {
      return HostVerdict.missing("exim/security/spf_config.txt");
    }
    List<Acl> lists = config.sessionAcls();
    List<Acl.Statement> checking =
        Stream.concat(
                EximConfig.statementsWith(lists, "spf"),
                Stream.concat(
                    EximConfig.statementsWith(lists, "dmarc_status"),
                    lists.stream()
                        .flatMap(list -> list.statements().stream())
                        .filter(
                            s ->
                                s.items().stream()
                                    .anyMatch(
                                        i ->
                                            i.value().contains("$spf_result")
                                                || i.value().contains("spfquery")))))
            .toList();
    Optional<Acl.Statement> refusing = checking.stream().filter(Acl.Statement::refuses).findFirst();
    if (refusing.isPresent()) {
      return HostVerdict.pass(refusing.get().quote(), "An access list evaluates SPF.");
    }
    return checking.stream()
        .findFirst()
        .map(s -> HostVerdict.partial(s.quote(), "SPF is evaluated, but nothing is refused by it."))
        .orElseGet(() -> none(config, "No access list evaluates SPF."));
  }

  /** EXIM-014 and EXIM-015. */
  static HostVerdict scanned(
      EximConfig config, String condition, String option, String standard, String what) {
    if (config.acls().isEmpty()) {
      return HostVerdict.missing("exim/security/content_scanning.txt");
    }
    List<Acl> lists =
        Stream.of("acl_smtp_data", "acl_smtp_mime", "acl_smtp_data_prdr", "acl_not_smtp")
            .flatMap(name -> config.aclsOf(name).stream())
            .distinct()
            .toList();
    Optional<Acl.Statement> scanning = EximConfig.statementsWith(lists, condition).findFirst();
    if (scanning.isEmpty()) {
      return none(config, "No access list for messages has the condition " + condition + ".");
    }
    boolean unset =
        config
            .option(option)
            .map(o -> o.value().isEmpty() || o.value().equals(standard))
            .orElse(false);
    return unset
        ? HostVerdict.partial(
            scanning.get().quote(),
            "Messages are to be scanned for " + what + ", but " + option + " is not set.")
        : HostVerdict.pass(scanning.get().quote(), "Messages are scanned for " + what + ".");
  }

  /** Nothing found: a fault where the whole configuration was looked at. */
  static HostVerdict none(EximConfig config, String reason) {
    return config.file().isPresent() && config.hasWholeFile()
        ? HostVerdict.fail(config.file().get().quote(), reason)
        : HostVerdict.notAssessed(
            reason
                + " But the evidence holds only a part of the configuration: no whole "
                + EximConfig.FILE
                + ".");
  }

  static HostVerdict untold(String option) {
    return HostVerdict.notAssessed(
        "The evidence does not tell " + option + ": it holds no " + EximConfig.OPTIONS + ".");
  }
}
