package dev.mxray.mcss.evidence.mac;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Lines;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** AppArmor, by aa-status, the kernel's list of profiles and its log. */
final class AppArmor {
  private static final Pattern PROFILE =
      Pattern.compile("^\\S.* \\((enforce|complain|kill|unconfined|mixed)\\)\\s*$");
  private static final Pattern PROCESS = Pattern.compile("^process: (\\S+) .*confinement=(.*)$");

  private AppArmor() {}

  private static EvidenceFile file(Evidence evidence, String path) {
    return evidence.file(path).orElseThrow();
  }

  static HostVerdict loaded(Evidence evidence) {
    EvidenceFile file = file(evidence, "mac/apparmor_status.txt");
    Optional<Quote> module = Lines.first(file, text -> text.contains("apparmor module is loaded"));
    Optional<Quote> profiles =
        Lines.first(file, text -> text.matches("\\d+ profiles are loaded.*"));
    if (module.isEmpty()) {
      return Lines.first(
              file,
              text ->
                  text.contains("not loaded")
                      || text.contains("not present")
                      || text.contains("disabled"))
          .map(quote -> HostVerdict.fail(quote, Sentence.of("mac.apparmor-not-loaded")))
          .orElseGet(
              () -> HostVerdict.notAssessed(Sentence.of("mac.apparmor-not-told", file.path())));
    }
    if (profiles.isPresent()) {
      return profiles.get().text().startsWith("0 ")
          ? HostVerdict.partial(profiles.get(), Sentence.of("mac.apparmor-no-profile"))
          : HostVerdict.pass(profiles.get(), Sentence.of("mac.apparmor-loaded"));
    }
    return HostVerdict.pass(module.get(), Sentence.of("mac.profiles-not-told")).indicative();
  }

  static HostVerdict profiles(Evidence evidence) {
    EvidenceFile file = file(evidence, "mac/apparmor_enforcement.txt");
    if (file.lines().stream().anyMatch(line -> line.matches("# \\S+ may not be read"))) {
      return HostVerdict.notAssessed(Sentence.of("mac.profiles-unreadable", file.path()));
    }
    List<Quote> profiles =
        Lines.of(file).filter(quote -> PROFILE.matcher(quote.text()).matches()).toList();
    if (profiles.isEmpty()) {
      return HostVerdict.fail(file.quote(), Sentence.of("mac.no-mail-profile"));
    }
    List<Quote> loose =
        profiles.stream()
            .filter(quote -> !quote.text().strip().matches(".*\\((enforce|kill)\\)"))
            .toList();
    if (loose.isEmpty()) {
      return HostVerdict.pass(profiles.get(0), Sentence.of("mac.profiles-enforced"));
    }
    return loose.size() == profiles.size()
        ? HostVerdict.fail(loose.get(0), Sentence.of("mac.no-profile-enforced"))
        : HostVerdict.partial(loose.get(0), Sentence.of("mac.profile-not-enforced"));
  }

  static HostVerdict confined(Evidence evidence) {
    EvidenceFile file = file(evidence, "mac/apparmor_enforcement.txt");
    List<Quote> processes =
        Lines.of(file).filter(quote -> PROCESS.matcher(quote.text()).matches()).toList();
    if (processes.isEmpty()) {
      return HostVerdict.notAssessed(Sentence.of("mac.no-mail-process", file.path()));
    }
    List<Quote> free =
        processes.stream()
            .filter(quote -> quote.text().matches(".*confinement=(unconfined|)\\s*"))
            .toList();
    if (free.isEmpty()) {
      return HostVerdict.pass(processes.get(0), Sentence.of("mac.apparmor-confines"));
    }
    return free.size() == processes.size()
        ? HostVerdict.fail(free.get(0), Sentence.of("mac.none-confined"))
        : HostVerdict.partial(free.get(0), Sentence.of("mac.process-not-confined"));
  }

  static HostVerdict violations(Evidence evidence) {
    EvidenceFile file = file(evidence, "mac/apparmor_violations.txt");
    if (file.lines().stream().anyMatch(line -> line.startsWith("# neither "))) {
      return HostVerdict.notAssessed(Sentence.of("mac.no-log", file.path()));
    }
    Optional<Quote> denied = Lines.first(file, text -> text.contains("apparmor=\"DENIED\""));
    if (denied.isPresent()) {
      return HostVerdict.fail(denied.get(), Sentence.of("mac.apparmor-denied"));
    }
    return Lines.first(file, text -> text.contains("apparmor=\"ALLOWED\""))
        .map(quote -> HostVerdict.partial(quote, Sentence.of("mac.apparmor-would-deny")))
        .orElseGet(() -> HostVerdict.pass(file.quote(), Sentence.of("mac.no-violation")));
  }
}
