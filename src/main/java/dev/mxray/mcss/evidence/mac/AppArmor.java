package dev.mxray.mcss.evidence.mac;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Lines;
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
          .map(quote -> HostVerdict.fail(quote, "AppArmor is not loaded."))
          .orElseGet(
              () -> HostVerdict.notAssessed(file.path() + " does not tell whether it is loaded."));
    }
    if (profiles.isPresent()) {
      return profiles.get().text().startsWith("0 ")
          ? HostVerdict.partial(profiles.get(), "AppArmor is loaded, but no profile is.")
          : HostVerdict.pass(profiles.get(), "AppArmor is loaded, and profiles are.");
    }
    return HostVerdict.pass(module.get(), "AppArmor is loaded; its profiles are not told.")
        .indicative();
  }

  static HostVerdict profiles(Evidence evidence) {
    EvidenceFile file = file(evidence, "mac/apparmor_enforcement.txt");
    if (file.lines().stream().anyMatch(line -> line.matches("# \\S+ may not be read"))) {
      return HostVerdict.notAssessed(file.path() + " holds no profiles: they may not be read.");
    }
    List<Quote> profiles =
        Lines.of(file).filter(quote -> PROFILE.matcher(quote.text()).matches()).toList();
    if (profiles.isEmpty()) {
      return HostVerdict.fail(file.quote(), "No profile for mail software is loaded.");
    }
    List<Quote> loose =
        profiles.stream()
            .filter(quote -> !quote.text().strip().matches(".*\\((enforce|kill)\\)"))
            .toList();
    if (loose.isEmpty()) {
      return HostVerdict.pass(profiles.get(0), "The profiles of mail software are enforced.");
    }
    return loose.size() == profiles.size()
        ? HostVerdict.fail(loose.get(0), "No profile of mail software is enforced.")
        : HostVerdict.partial(loose.get(0), "This profile is not enforced, others are.");
  }

  static HostVerdict confined(Evidence evidence) {
    EvidenceFile file = file(evidence, "mac/apparmor_enforcement.txt");
    List<Quote> processes =
        Lines.of(file).filter(quote -> PROCESS.matcher(quote.text()).matches()).toList();
    if (processes.isEmpty()) {
      return HostVerdict.notAssessed(file.path() + " shows no mail process.");
    }
    List<Quote> free =
        processes.stream()
            .filter(quote -> quote.text().matches(".*confinement=(unconfined|)\\s*"))
            .toList();
    if (free.isEmpty()) {
      return HostVerdict.pass(
          processes.get(0), "The mail processes run confined, by profiles of AppArmor.");
    }
    return free.size() == processes.size()
        ? HostVerdict.fail(free.get(0), "No mail process runs confined by AppArmor.")
        : HostVerdict.partial(free.get(0), "This mail process does not run confined, others do.");
  }

  static HostVerdict violations(Evidence evidence) {
    EvidenceFile file = file(evidence, "mac/apparmor_violations.txt");
    if (file.lines().stream().anyMatch(line -> line.startsWith("# neither "))) {
      return HostVerdict.notAssessed(file.path() + " could not be filled: no log may be read.");
    }
    Optional<Quote> denied = Lines.first(file, text -> text.contains("apparmor=\"DENIED\""));
    if (denied.isPresent()) {
      return HostVerdict.fail(denied.get(), "AppArmor has denied mail software something.");
    }
    return Lines.first(file, text -> text.contains("apparmor=\"ALLOWED\""))
        .map(quote -> HostVerdict.partial(quote, "A profile would have denied this, if enforced."))
        .orElseGet(
            () -> HostVerdict.pass(file.quote(), "No violation by mail software is in the log."));
  }
}
