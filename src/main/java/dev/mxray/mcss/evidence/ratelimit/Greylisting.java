package dev.mxray.mcss.evidence.ratelimit;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.exim.EximConfig;
import dev.mxray.mcss.evidence.postfix.PostfixConfig;
import dev.mxray.mcss.evidence.postfix.Setting;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;

/** POLICY-005: mail of unknown senders is put off, by whatever does it. */
final class Greylisting {
  private static final String FILE = "policy/postgrey.txt";

  /** The tests of postscreen that need a second connection. */
  private static final List<String> DEEP =
      List.of(
          "postscreen_pipelining_enable",
          "postscreen_non_smtp_command_enable",
          "postscreen_bare_newline_enable");

  private Greylisting() {}

  static HostVerdict of(Evidence evidence) {
    Optional<PostfixConfig> postfix = PostfixConfig.of(evidence);
    Optional<HostVerdict> found =
        postfix
            .flatMap(Greylisting::byPostfix)
            .or(() -> byExim(evidence))
            .or(() -> byRspamd(evidence));
    if (found.isPresent()) {
      return found.get();
    }
    Optional<EvidenceFile> file = evidence.file(FILE);
    if (file.isEmpty()) {
      return HostVerdict.missing(FILE);
    }
    if (postfix.isEmpty() && EximConfig.of(evidence).isEmpty()) {
      return HostVerdict.missing(PostfixConfig.ACTIVE);
    }
    return HostVerdict.fail(file.get().quote(), Sentence.of("ratelimit.nothing-greylists"));
  }

  private static Optional<HostVerdict> byPostfix(PostfixConfig config) {
    Optional<HostVerdict> service =
        PolicyServices.configured(config).stream()
            .filter(PolicyServices.Asked::isGreylisting)
            .findFirst()
            .map(
                s ->
                    HostVerdict.pass(
                        s.quote(), Sentence.of("ratelimit.service-greylists", s.endpoint())));
    boolean postscreen = config.services().stream().anyMatch(s -> s.command().equals("postscreen"));
    if (service.isPresent() || !postscreen) {
      return service;
    }
    return DEEP.stream()
        .flatMap(name -> config.setting(name).stream())
        .filter(s -> s.asBoolean().orElse(false))
        .findFirst()
        .map(Greylisting::byPostscreen);
  }

  private static HostVerdict byPostscreen(Setting test) {
    return HostVerdict.pass(
        test.quote(), Sentence.of("ratelimit.postscreen-greylists", test.said()));
  }

  private static Optional<HostVerdict> byExim(Evidence evidence) {
    return evidence
        .file("exim/security/acl_summary.txt")
        .or(() -> evidence.file(EximConfig.FILE))
        .flatMap(file -> line(file, "greylist"))
        .map(
            quote -> HostVerdict.pass(quote, Sentence.of("ratelimit.exim-greylists")).indicative());
  }

  private static Optional<Quote> line(EvidenceFile file, String word) {
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1).strip();
      if (!text.startsWith("#") && text.contains(word)) {
        return Optional.of(file.quote(line));
      }
    }
    return Optional.empty();
  }

  /** Rspamd's own module, where its settings were collected. */
  private static Optional<HostVerdict> byRspamd(Evidence evidence) {
    Optional<EvidenceFile> file = evidence.file(FILE);
    boolean inside = false;
    for (int line = 1; line <= file.map(f -> f.lines().size()).orElse(0); line++) {
      String text = file.orElseThrow().lines().get(line - 1).strip();
      if (text.startsWith("## ")) {
        inside = text.contains("rspamd") && text.contains("greylist");
      } else if (inside && text.matches("enabled\\s*=\\s*(false|no|off);?")) {
        return Optional.of(
            HostVerdict.fail(
                file.orElseThrow().quote(line), Sentence.of("ratelimit.rspamd-greylisting-off")));
      } else if (inside
          && text.matches("(enabled\\s*=\\s*(true|yes|on)|timeout\\s*=.*|servers\\s*=.*);?")) {
        return Optional.of(
            HostVerdict.pass(
                    file.orElseThrow().quote(line), Sentence.of("ratelimit.rspamd-greylists"))
                .indicative());
      }
    }
    return Optional.empty();
  }
}
