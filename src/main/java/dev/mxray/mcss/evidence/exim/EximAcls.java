package dev.mxray.mcss.evidence.exim;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which access lists of Exim decide on recipients and messages, and who may relay by them. */
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
      return config.untold("acl_smtp_rcpt");
    }
    String name = named.get().value();
    if (name.isEmpty()) {
      return HostVerdict.fail(named.get().quote(), Sentence.of("exim.every-recipient-refused"));
    }
    if (name.startsWith("accept")) {
      return HostVerdict.fail(named.get().quote(), Sentence.of("exim.every-recipient-accepted"));
    }
    Acl acl = config.acls().get(name);
    if (acl == null) {
      return config.hasWholeFile() && name.matches("[A-Za-z0-9_.-]+")
          ? HostVerdict.fail(
              named.get().quote(), Sentence.of("exim.list-not-there", named.get().name(), name))
          : notCollected(named.get());
    }
    return acl.statements().isEmpty()
        ? HostVerdict.fail(named.get().quote(), Sentence.of("exim.list-empty", name))
        : HostVerdict.pass(
            named.get().quote(), Sentence.of("exim.list-decides", name, acl.statements().size()));
  }

  /** EXIM-005. */
  static HostVerdict content(EximConfig config) {
    Optional<EximOption> named = config.option("acl_smtp_data");
    if (named.isEmpty()) {
      return config.untold("acl_smtp_data");
    }
    if (named.get().value().isEmpty() || named.get().value().startsWith("accept")) {
      return HostVerdict.fail(named.get().quote(), Sentence.of("exim.no-list-for-data"));
    }
    List<Acl> lists = config.aclsOf("acl_smtp_data");
    if (lists.isEmpty()) {
      return notCollected(named.get());
    }
    return lists.stream()
        .flatMap(list -> list.statements().stream())
        .filter(Acl.Statement::refuses)
        .filter(statement -> statement.items().stream().anyMatch(i -> CONTENT.contains(i.name())))
        .findFirst()
        .map(
            statement ->
                HostVerdict.pass(
                    statement.quote(), Sentence.of("exim.content-examined", named.get().value())))
        .orElseGet(
            () ->
                HostVerdict.partial(
                    named.get().quote(),
                    Sentence.of("exim.content-not-refused", named.get().value())));
  }

  /** The option names a list, which shows nothing of what the list does. */
  private static HostVerdict notCollected(EximOption named) {
    return HostVerdict.pass(
            named.quote(), Sentence.of("exim.list-not-collected", named.name(), named.value()))
        .indicative();
  }

  /** EXIM-006. */
  static HostVerdict relay(EximConfig config) {
    Optional<EximOption> named = config.option("acl_smtp_rcpt");
    if (named.isEmpty()) {
      return config.untold("acl_smtp_rcpt");
    }
    if (named.get().value().isEmpty()) {
      return HostVerdict.pass(named.get().quote(), Sentence.of("exim.every-recipient-refused"));
    }
    if (named.get().value().strip().equals("accept")) {
      return HostVerdict.fail(named.get().quote(), Sentence.of("exim.relay-for-all"));
    }
    Acl acl = config.acls().get(named.get().value());
    if (acl == null) {
      return HostVerdict.notAssessed(
          Sentence.of("exim.list-untold", named.get().value(), EximConfig.FILE, EximConfig.ACLS));
    }
    AclWalk.Result result = new AclWalk(config).through(acl);
    if (result.end() == AclWalk.End.ACCEPTED && result.decider() != null) {
      return HostVerdict.fail(result.decider(), Sentence.of("exim.relay-accepted", acl.name()));
    }
    if (!result.mayAccept().isEmpty()) {
      return HostVerdict.partial(
          result.mayAccept().get(0), Sentence.of("exim.relay-perhaps", acl.name()));
    }
    return result.decider() == null
        ? HostVerdict.pass(
            named.get().quote(), Sentence.of("exim.relay-refused-at-end", acl.name()))
        : HostVerdict.pass(result.decider(), Sentence.of("exim.relay-refused", acl.name()));
  }
}
