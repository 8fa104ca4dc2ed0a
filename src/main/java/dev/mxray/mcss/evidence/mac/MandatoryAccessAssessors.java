package dev.mxray.mcss.evidence.mac;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.Lines;
import dev.mxray.text.Sentence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What decides the controls about mandatory access control. The catalogue's component is SELinux;
 * what is about AppArmor by its title is judged by AppArmor, and what asks after confined processes
 * by whichever is in use.
 */
public final class MandatoryAccessAssessors {
  static final String TYPE = "mac/type.txt";

  private MandatoryAccessAssessors() {}

  public static Map<String, Assessor> all() {
    Map<String, Assessor> all = new LinkedHashMap<>();
    all.put("MAC-001", MandatoryAccessAssessors::inUse);
    all.put("MAC-002", only("selinux", "mac/selinux_status.txt", SeLinux::enforcing));
    all.put("MAC-003", only("apparmor", "mac/apparmor_status.txt", AppArmor::loaded));
    all.put("MAC-004", only("apparmor", "mac/apparmor_enforcement.txt", AppArmor::profiles));
    all.put("MAC-005", only("selinux", "mac/selinux_booleans_mail.txt", SeLinux::switches));
    all.put("MAC-006", MandatoryAccessAssessors::confined);
    all.put("MAC-007", only("selinux", "mac/selinux_avc_denials.txt", SeLinux::denials));
    all.put("MAC-008", only("apparmor", "mac/apparmor_violations.txt", AppArmor::violations));
    all.put("MAC-009", only("selinux", "mac/selinux_ports.txt", SeLinux::ports));
    return all;
  }

  private static Optional<Lines.Told> type(Evidence evidence) {
    return evidence.file(TYPE).flatMap(file -> Lines.told(file, "mac_type"));
  }

  private static HostVerdict inUse(Evidence evidence) {
    Optional<Lines.Told> type = type(evidence);
    if (type.isEmpty()) {
      return HostVerdict.missing(TYPE);
    }
    return switch (type.get().value()) {
      case "selinux" -> HostVerdict.pass(type.get().quote(), Sentence.of("mac.selinux-in-use"));
      case "apparmor" -> HostVerdict.pass(type.get().quote(), Sentence.of("mac.apparmor-in-use"));
      case "none" -> HostVerdict.fail(type.get().quote(), Sentence.of("mac.none-in-use"));
      default -> HostVerdict.notAssessed(Sentence.of("mac.use-not-told", TYPE));
    };
  }

  /** Moot where another kind is in use; where none is, unless the file tells all the same. */
  private static Assessor only(String kind, String path, Assessor assessor) {
    return evidence -> {
      Optional<Lines.Told> type = type(evidence);
      boolean told = evidence.file(path).isPresent();
      boolean other = type.isPresent() && !type.get().value().equals(kind);
      if (other && (!told || !type.get().value().equals("none"))) {
        String title = kind.equals("selinux") ? "SELinux" : "AppArmor";
        return HostVerdict.notApplicable(type.get().quote(), Sentence.of("mac.not-in-use", title));
      }
      return told ? assessor.assess(evidence) : HostVerdict.missing(path);
    };
  }

  private static HostVerdict confined(Evidence evidence) {
    Optional<Lines.Told> type = type(evidence);
    if (type.isPresent() && type.get().value().equals("none")) {
      return HostVerdict.fail(type.get().quote(), Sentence.of("mac.nothing-confines"));
    }
    boolean apparmor = type.map(told -> told.value().equals("apparmor")).orElse(false);
    String path = apparmor ? "mac/apparmor_enforcement.txt" : "mac/selinux_contexts.txt";
    if (evidence.file(path).isEmpty()) {
      return HostVerdict.missing(path);
    }
    return apparmor ? AppArmor.confined(evidence) : SeLinux.confined(evidence);
  }
}
