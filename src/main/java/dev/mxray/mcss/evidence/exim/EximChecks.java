package dev.mxray.mcss.evidence.exim;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the conditions in the access lists of Exim look at: HELO, rates, SPF, malware, spam. */
final class EximChecks {
  private EximChecks() {}

  /** EXIM-007. */
  static HostVerdict helo(EximConfig config) {
    Optional<EximOption> hosts =
        config.option("helo_verify_hosts").filter(o -> !o.value().isEmpty());
    if (hosts.isPresent()) {
      return HostVerdict.pass(
          hosts.get().quote(), Sentence.of("exim.helo-verified", hosts.get().said()));
    }
    if (config.acls().isEmpty()) {
      return HostVerdict.missing(EximConfig.ACLS);
    }
    return of(
        config,
        config.sessionAcls().stream()
            .flatMap(list -> list.statements().stream())
            .filter(EximChecks::looksAtHelo)
            .toList(),
        Acl.Statement::refuses,
        new Told(
            Sentence.of("exim.helo-decides"),
            Sentence.of("exim.helo-looked-at"),
            Sentence.of("exim.helo-not-looked-at")));
  }

  /**
   * What is said of statements of one kind.
   *
   * @param acting when one of them has an effect
   * @param looking when they have none
   * @param none when there is none
   */
  private record Told(Sentence acting, Sentence looking, Sentence none) {}

  /** The first of these statements that has an effect, or else the first at all. */
  private static HostVerdict of(
      EximConfig config, List<Acl.Statement> statements, Predicate<Acl.Statement> acts, Told told) {
    return statements.stream()
        .filter(acts)
        .findFirst()
        .map(acting -> HostVerdict.pass(acting.quote(), told.acting))
        .or(
            () ->
                statements.stream()
                    .findFirst()
                    .map(looking -> HostVerdict.partial(looking.quote(), told.looking)))
        .orElseGet(() -> none(config, told.none));
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
          hosts.get().quote(), Sentence.of("exim.rates-limited", hosts.get().said()));
    }
    if (config.acls().isEmpty()) {
      return HostVerdict.missing("exim/security/ratelimit_config.txt");
    }
    return of(
        config,
        EximConfig.statementsWith(config.sessionAcls(), "ratelimit").toList(),
        statement -> statement.refuses() || statement.has("delay"),
        new Told(
            Sentence.of("exim.rates-limited-by-list"),
            Sentence.of("exim.rates-measured"),
            Sentence.of("exim.no-rate-limit")));
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
    return of(
        config,
        checking,
        Acl.Statement::refuses,
        new Told(
            Sentence.of("exim.spf-decides"),
            Sentence.of("exim.spf-evaluated"),
            Sentence.of("exim.spf-not-evaluated")));
  }

  /**
   * EXIM-014 and EXIM-015.
   *
   * @param condition {@code malware} or {@code spam}: in the access list, and what is scanned for
   * @param option that names the scanner
   * @param standard its value when nobody sets it
   */
  static HostVerdict scanned(EximConfig config, String condition, String option, String standard) {
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
      return none(config, Sentence.of("exim.no-scanning", condition));
    }
    boolean unset =
        config
            .option(option)
            .map(o -> o.value().isEmpty() || o.value().equals(standard))
            .orElse(false);
    return unset
        ? HostVerdict.partial(
            scanning.get().quote(), Sentence.of("exim.scanner-not-set", condition, option))
        : HostVerdict.pass(scanning.get().quote(), Sentence.of("exim.scanned", condition));
  }

  /** Nothing found: a fault where the whole configuration was looked at. */
  private static HostVerdict none(EximConfig config, Sentence reason) {
    return config.file().isPresent() && config.hasWholeFile()
        ? HostVerdict.fail(config.file().get().quote(), reason)
        : HostVerdict.notAssessed(Sentence.of("exim.only-part", reason, EximConfig.FILE));
  }
}
