package dev.mxray.mcss.evidence.packages;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The controls on versions, packages and how programs are built. */
public final class PackageAssessors {
  private PackageAssessors() {}

  /** By the id of the control. */
  public static Map<String, Assessor> all() {
    return Map.of(
        "PATCHING-001", PackageAssessors::maintained,
        "PATCHING-002", PackageAssessors::origins,
        "PATCHING-003", Hardening::of);
  }

  private static HostVerdict maintained(Evidence evidence) {
    var verdicts = new ArrayList<HostVerdict>();
    for (Product product : Product.values()) {
      if (product.versionFile(evidence).isPresent() || hasPackage(evidence, product)) {
        verdicts.add(Maintenance.of(evidence, product));
      }
    }
    return worst(verdicts, HostVerdict.missing("*/version.txt"));
  }

  private static boolean hasPackage(Evidence evidence, Product product) {
    return product
        .packageFile(evidence)
        .map(file -> !InstalledPackage.in(file, product).isEmpty())
        .orElse(false);
  }

  private static HostVerdict origins(Evidence evidence) {
    var verdicts = new ArrayList<HostVerdict>();
    for (Product product : Product.values()) {
      product
          .packageFile(evidence)
          .filter(file -> product != Product.OPENSSL || hasPackage(evidence, product))
          .ifPresent(file -> verdicts.add(PackageOrigin.of(evidence, product, file)));
    }
    return worst(verdicts, HostVerdict.missing("*/package_info.txt"));
  }

  /** The worst of them; what is not assessed only where nothing worse is. */
  static HostVerdict worst(List<HostVerdict> verdicts, HostVerdict none) {
    return verdicts.stream().reduce(HostVerdict::worse).orElse(none);
  }

  /** The lines of a file that are no comment of the collector's. */
  static boolean hasContent(EvidenceFile file) {
    return file.lines().stream().anyMatch(line -> !line.isBlank() && !line.startsWith("#"));
  }
}
