package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** POSTFIX-018: a service for users on port 587, with TLS and a login required. */
final class SubmissionJudgement {
  private static final List<String> LISTS =
      List.of(
          "smtpd_client_restrictions",
          "smtpd_helo_restrictions",
          "smtpd_sender_restrictions",
          "smtpd_relay_restrictions",
          "smtpd_recipient_restrictions");

  private SubmissionJudgement() {}

  static HostVerdict of(PostfixConfig config) {
    Optional<EvidenceFile> master = config.master();
    if (master.isEmpty()) {
      return HostVerdict.missing(PostfixConfig.MASTER);
    }
    List<MasterService> submission =
        config.submissionServers().stream()
            .filter(s -> PostfixConfig.isPort(s, "submission", "587"))
            .toList();
    if (!submission.isEmpty()) {
      return submission.stream().map(s -> one(config, s)).reduce(Judgement::worse).orElseThrow();
    }
    return config.submissionServers().stream()
        .findFirst()
        .map(
            other ->
                HostVerdict.partial(
                    other.line().quote(""), "Users submit on port 465 only, not on port 587."))
        .orElseGet(
            () ->
                HostVerdict.fail(
                    master.get().quote(), "master.cf has no submission service on port 587."));
  }

  private static HostVerdict one(PostfixConfig config, MasterService service) {
    var wrong = new ArrayList<String>();
    var said = service.line().quote("");
    Optional<Setting> level = config.setting(service, "smtpd_tls_security_level");
    boolean tls =
        level.map(l -> l.value().equals("encrypt")).orElse(false)
            || on(config, service, "smtpd_enforce_tls");
    if (!tls) {
      wrong.add(
          "TLS is not required ("
              + level.map(Setting::said).orElse("smtpd_tls_security_level is not told")
              + ")");
    }
    if (!on(config, service, "smtpd_sasl_auth_enable")) {
      wrong.add("logins are not enabled (smtpd_sasl_auth_enable)");
      return HostVerdict.fail(
          said, "The submission service " + service.name() + ": " + String.join(", ", wrong) + ".");
    }
    boolean othersRefused =
        LISTS.stream()
            .flatMap(list -> config.setting(service, list).stream())
            .anyMatch(
                list ->
                    RestrictionWalk.of(config, Optional.of(service), list, RestrictionWalk.Wish.ANY)
                            .end()
                        == RestrictionWalk.End.REFUSED);
    if (!othersRefused) {
      wrong.add("no list of restrictions rejects clients that have not logged in");
    }
    if (wrong.isEmpty()) {
      return HostVerdict.pass(
          said, "The submission service " + service.name() + " requires TLS and a login.");
    }
    String reason =
        "The submission service " + service.name() + ": " + String.join(", ", wrong) + ".";
    return wrong.size() == 1 ? HostVerdict.partial(said, reason) : HostVerdict.fail(said, reason);
  }

  private static boolean on(PostfixConfig config, MasterService service, String name) {
    return config.setting(service, name).flatMap(Setting::asBoolean).orElse(false);
  }
}
