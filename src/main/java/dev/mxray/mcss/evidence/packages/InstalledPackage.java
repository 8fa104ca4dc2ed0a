package dev.mxray.mcss.evidence.packages;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package as dpkg or rpm names it.
 *
 * @param version with epoch and the distribution's part: {@code 3.7.11-0+deb12u1}
 * @param rpm true when rpm names it
 */
record InstalledPackage(String name, String version, boolean rpm, Quote quote) {
  /** {@code ii postfix 3.7.11-0+deb12u1 amd64}, with more behind it in dpkg's own list. */
  private static final Pattern DPKG =
      Pattern.compile(
          "^[hi]i\\s+([a-z0-9][a-z0-9.+-]*)(?::[a-z0-9]+)?\\s+([0-9][A-Za-z0-9.+:~-]*)(?:\\s.*)?");

  /** {@code postfix-3.5.25-1.el9.x86_64}, or {@code postfix 3.5.25-1.el9 x86_64 …}. */
  private static final Pattern RPM =
      Pattern.compile(
          "^([A-Za-z0-9][A-Za-z0-9_+.-]*?)[- ]([0-9][A-Za-z0-9.~^]*-[A-Za-z0-9._~^]+?)(?:[. ](?:x86_64|i686|aarch64|noarch|ppc64le|s390x)\\b.*)?$");

  private static final Pattern DEBIAN = Pattern.compile("(?:\\+|~)deb([0-9]{1,3})u?");
  private static final Pattern BACKPORT = Pattern.compile("~bpo([0-9]{1,3})\\+");
  private static final Pattern ENTERPRISE = Pattern.compile("\\.el([0-9]{1,2})(?:[_.].*)?$");

  /** All packages in a file that hold this product. */
  static List<InstalledPackage> in(EvidenceFile file, Product product) {
    var found = new ArrayList<InstalledPackage>();
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1);
      if (text.length() > 1_000) {
        continue;
      }
      Matcher dpkg = DPKG.matcher(text);
      Matcher rpm = RPM.matcher(text);
      boolean isDpkg = dpkg.matches();
      if (!isDpkg && !rpm.matches()) {
        continue;
      }
      Matcher matcher = isDpkg ? dpkg : rpm;
      if (product.isIn(matcher.group(1))) {
        found.add(
            new InstalledPackage(matcher.group(1), matcher.group(2), !isDpkg, file.quote(line)));
      }
    }
    return found;
  }

  /** The authors' part of the version: without epoch and without the distribution's revision. */
  Optional<SoftwareVersion> upstream() {
    String text = version.substring(version.indexOf(':') + 1);
    int dash = text.lastIndexOf('-');
    return SoftwareVersion.in(dash < 0 ? text : text.substring(0, dash));
  }

  /**
   * The distribution's release that it is made for, told by its version or by the system's name;
   * empty when neither tells.
   *
   * @param system as the summary names it: {@code Debian GNU/Linux 12 (bookworm)}; may be empty
   */
  Optional<Releases.Release> distribution(String system) {
    Releases known = Releases.known();
    Matcher enterprise = ENTERPRISE.matcher(version);
    if (rpm) {
      return enterprise.find() ? known.branch("rhel", enterprise.group(1)) : Optional.empty();
    }
    for (Pattern pattern : List.of(BACKPORT, DEBIAN)) {
      Matcher debian = pattern.matcher(version);
      if (debian.find()) {
        return known.branch("debian", debian.group(1));
      }
    }
    String revision = version.substring(version.lastIndexOf('-') + 1);
    Matcher ubuntu = Pattern.compile("Ubuntu ([0-9]{2}\\.[0-9]{2})").matcher(system);
    if (revision.contains("ubuntu") || ubuntu.find()) {
      return ubuntu.reset().find() ? known.branch("ubuntu", ubuntu.group(1)) : Optional.empty();
    }
    Matcher debian = Pattern.compile("Debian GNU/Linux ([0-9]{1,3})").matcher(system);
    return debian.find() && version.contains("-")
        ? known.branch("debian", debian.group(1))
        : Optional.empty();
  }
}
