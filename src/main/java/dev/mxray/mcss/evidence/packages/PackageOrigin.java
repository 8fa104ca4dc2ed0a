package dev.mxray.mcss.evidence.packages;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where an installed package comes from: the distribution, the authors, or somebody else. */
final class PackageOrigin {
  /** Folders of mirrors of Debian and Ubuntu, and hosts of authors, in a repository's address. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "://[^/ ]*(?:debian|ubuntu|dovecot|rspamd|cyrusimap|postfix|exim)[^/ ]*(?:/| |$)|/(?:debian|debian-security|ubuntu|ubuntu-ports)/? ");

  private static final List<String> VENDORS =
      List.of("red hat", "rocky", "almalinux", "centos", "fedora", "oracle", "suse", "amazon");

  private PackageOrigin() {}

  static HostVerdict of(Evidence evidence, Product product, EvidenceFile file) {
    List<InstalledPackage> installed = InstalledPackage.in(file, product);
    if (installed.isEmpty()) {
      return none(evidence, product, file);
    }
    InstalledPackage one = installed.get(0);
    return one.rpm() ? byVendor(one, file) : byPolicy(one, file);
  }

  private static HostVerdict none(Evidence evidence, Product product, EvidenceFile file) {
    boolean asked =
        file.lines().stream().anyMatch(l -> l.startsWith("## dpkg") || l.startsWith("## rpm"));
    return asked && !file.truncated() && product.versionFile(evidence).isPresent()
        ? HostVerdict.fail(
            file.quote(), product.title() + " is on the host, but no package holds it.")
        : HostVerdict.notAssessed(
            file.path() + " names no package of " + product.title() + " that can be read.");
  }

  private static HostVerdict byPolicy(InstalledPackage one, EvidenceFile file) {
    String what = one.name() + " " + one.version();
    Optional<AptPolicy> policy = AptPolicy.of(file, one.name());
    if (policy.isEmpty()) {
      return HostVerdict.notAssessed(
          one.quote().place()
              + ": "
              + what
              + " is installed; "
              + file.path()
              + " does not tell from where.");
    }
    List<Quote> sources = policy.get().sources();
    Optional<Quote> known =
        sources.stream().filter(s -> KNOWN.matcher(s.text()).find()).findFirst();
    if (known.isPresent()) {
      return HostVerdict.pass(known.get(), what + " comes from the distribution or the authors.");
    }
    return sources.isEmpty()
        ? HostVerdict.partial(
            one.quote(), what + " is in no repository that this host is configured to use.")
        : HostVerdict.partial(
            sources.get(0),
            what + " comes from a repository that is neither the distribution's nor the authors'.");
  }

  private static HostVerdict byVendor(InstalledPackage one, EvidenceFile file) {
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1).toLowerCase(Locale.ROOT);
      if ((text.startsWith("signature") && text.contains("(none)"))
          || text.contains("signature:(none)")) {
        return HostVerdict.fail(file.quote(line), one.name() + " is not signed.");
      }
    }
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1).toLowerCase(Locale.ROOT);
      boolean tells = text.startsWith("vendor") || line == one.quote().line();
      if (tells && VENDORS.stream().anyMatch(text::contains)) {
        return HostVerdict.pass(file.quote(line), one.name() + " comes from the distribution.");
      }
      if (text.startsWith("vendor")) {
        return HostVerdict.partial(
            file.quote(line), one.name() + " comes from another source than the distribution.");
      }
    }
    return one.version().contains(".el") || one.version().contains(".fc")
        ? HostVerdict.pass(
                one.quote(),
                one.name() + " " + one.version() + " has the version of a distribution's package.")
            .indicative()
        : HostVerdict.notAssessed(
            file.path() + " does not tell where " + one.name() + " comes from.");
  }
}
