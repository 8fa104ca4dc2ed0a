package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** POSTFIX-018: a service for users on port 587, with TLS and a login required. */
final class SubmissionJudgement {
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
                    other.line().quote(""), Sentence.of("postfix.submission-465-only")))
        .orElseGet(
            () -> HostVerdict.fail(master.get().quote(), Sentence.of("postfix.submission-none")));
  }

  private static HostVerdict one(PostfixConfig config, MasterService service) {
    var wrong = new ArrayList<Sentence>();
    var said = service.line().quote("");
    Optional<Setting> level = config.setting(service, "smtpd_tls_security_level");
    boolean tls =
        level.map(l -> l.value().equals("encrypt")).orElse(false)
            || on(config, service, "smtpd_enforce_tls");
    if (!tls) {
      wrong.add(
          level
              .map(l -> Sentence.of("postfix.submission-without-tls", l.said()))
              .orElseGet(() -> Sentence.of("postfix.submission-tls-untold")));
    }
    if (!on(config, service, "smtpd_sasl_auth_enable")) {
      wrong.add(Sentence.of("postfix.submission-without-logins"));
      return HostVerdict.fail(said, lacking(service, wrong));
    }
    boolean othersRefused =
        PostfixConfig.RESTRICTION_LISTS.stream()
            .flatMap(list -> config.setting(service, list).stream())
            .anyMatch(
                list ->
                    RestrictionWalk.of(config, Optional.of(service), list, RestrictionWalk.Wish.ANY)
                            .end()
                        == RestrictionWalk.End.REFUSED);
    if (!othersRefused) {
      wrong.add(Sentence.of("postfix.submission-open"));
    }
    if (wrong.isEmpty()) {
      return HostVerdict.pass(said, Sentence.of("postfix.submission-secured", service.name()));
    }
    Sentence reason = lacking(service, wrong);
    return wrong.size() == 1 ? HostVerdict.partial(said, reason) : HostVerdict.fail(said, reason);
  }

  private static Sentence lacking(MasterService service, List<Sentence> wrong) {
    return Sentence.of("postfix.submission-lacks", service.name(), Sentence.joined(", ", wrong));
  }

  private static boolean on(PostfixConfig config, MasterService service, String name) {
    return config.setting(service, name).flatMap(Setting::asBoolean).orElse(false);
  }
}
