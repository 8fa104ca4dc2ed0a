package dev.mxray.mcss.evidence.packages;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.text.Sentence;
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
        ? HostVerdict.fail(file.quote(), Sentence.of("packages.in-no-package", product.title()))
        : HostVerdict.notAssessed(
            Sentence.of("packages.package-unread", file.path(), product.title()));
  }

  private static HostVerdict byPolicy(InstalledPackage one, EvidenceFile file) {
    String what = one.name() + " " + one.version();
    Optional<AptPolicy> policy = AptPolicy.of(file, one.name());
    if (policy.isEmpty()) {
      return HostVerdict.notAssessed(
          Sentence.of("packages.origin-untold", one.quote().place(), what, file.path()));
    }
    List<Quote> sources = policy.get().sources();
    Optional<Quote> known =
        sources.stream().filter(s -> KNOWN.matcher(s.text()).find()).findFirst();
    if (known.isPresent()) {
      return HostVerdict.pass(
          known.get(), Sentence.of("packages.from-distribution-or-authors", what));
    }
    return sources.isEmpty()
        ? HostVerdict.partial(one.quote(), Sentence.of("packages.in-no-repository", what))
        : HostVerdict.partial(sources.get(0), Sentence.of("packages.from-other-repository", what));
  }

  private static HostVerdict byVendor(InstalledPackage one, EvidenceFile file) {
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1).toLowerCase(Locale.ROOT);
      if ((text.startsWith("signature") && text.contains("(none)"))
          || text.contains("signature:(none)")) {
        return HostVerdict.fail(file.quote(line), Sentence.of("packages.unsigned", one.name()));
      }
    }
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1).toLowerCase(Locale.ROOT);
      boolean tells = text.startsWith("vendor") || line == one.quote().line();
      if (tells && VENDORS.stream().anyMatch(text::contains)) {
        return HostVerdict.pass(
            file.quote(line), Sentence.of("packages.from-distribution", one.name()));
      }
      if (text.startsWith("vendor")) {
        return HostVerdict.partial(
            file.quote(line), Sentence.of("packages.from-other-vendor", one.name()));
      }
    }
    return one.version().contains(".el") || one.version().contains(".fc")
        ? HostVerdict.pass(
                one.quote(),
                Sentence.of("packages.version-of-distribution", one.name(), one.version()))
            .indicative()
        : HostVerdict.notAssessed(Sentence.of("packages.vendor-untold", file.path(), one.name()));
  }
}
