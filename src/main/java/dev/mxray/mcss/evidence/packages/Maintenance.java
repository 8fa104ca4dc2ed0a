package dev.mxray.mcss.evidence.packages;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Lines;
import dev.mxray.text.Sentence;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Whether somebody still repairs the installed release: its authors, or a distribution that puts
 * their repairs into its package. The day that counts is that of the evidence.
 */
public final class Maintenance {
  private static final String SUMMARY = "00_summary.txt";

  /** From this age on the list of releases may miss ends, and the reason says so. */
  private static final long STALE_MONTHS = 6;

  private final Evidence evidence;
  private final Product product;
  private final LocalDate today;

  private Maintenance(Evidence evidence, Product product) {
    this.evidence = evidence;
    this.product = product;
    this.today =
        evidence.collectedAt() == null
            ? Releases.known().dated()
            : LocalDate.ofInstant(evidence.collectedAt(), ZoneOffset.UTC);
  }

  /** The verdict on one product that is on the host. */
  public static HostVerdict of(Evidence evidence, Product product) {
    return new Maintenance(evidence, product).judge();
  }

  private record Found(SoftwareVersion version, Quote quote) {}

  private HostVerdict judge() {
    Optional<Found> told = toldVersion();
    List<InstalledPackage> installed =
        product
            .packageFile(evidence)
            .map(file -> InstalledPackage.in(file, product))
            .orElse(List.of());
    Optional<Found> found =
        told.or(
            () ->
                installed.stream()
                    .flatMap(p -> p.upstream().map(v -> new Found(v, p.quote())).stream())
                    .findFirst());
    if (found.isEmpty()) {
      return HostVerdict.missing(product.versionPath());
    }
    Optional<InstalledPackage> own =
        installed.stream()
            .filter(p -> p.upstream().map(v -> sameRelease(v, found.get().version)).orElse(false))
            .filter(p -> p.distribution(system()).isPresent())
            .findFirst();
    return own.map(this::byDistribution).orElseGet(() -> byAuthors(found.get()));
  }

  /** A package's version may have more or fewer numbers than what the program says. */
  private static boolean sameRelease(SoftwareVersion one, SoftwareVersion other) {
    return one.isOf(other.text()) || other.isOf(one.text());
  }

  private Optional<Found> toldVersion() {
    Optional<EvidenceFile> file = product.versionFile(evidence);
    for (int line = 1; line <= file.map(f -> f.lines().size()).orElse(0); line++) {
      String text = file.orElseThrow().lines().get(line - 1);
      Optional<SoftwareVersion> version =
          text.startsWith("#") ? Optional.empty() : SoftwareVersion.in(text);
      if (version.isPresent()) {
        return Optional.of(new Found(version.get(), file.orElseThrow().quote(line)));
      }
    }
    return Optional.empty();
  }

  private String system() {
    return evidence
        .file(SUMMARY)
        .flatMap(file -> file.lines().stream().filter(l -> l.startsWith("OS:")).findFirst())
        .orElse("");
  }

  private HostVerdict byDistribution(InstalledPackage installed) {
    Releases.Release release = installed.distribution(system()).orElseThrow();
    String who = title(release.product()) + " " + release.branch();
    LocalDate end = release.end();
    String what = product.title() + " " + installed.version();
    if (end != null && !today.isBefore(end)) {
      return HostVerdict.fail(
          installed.quote(), Sentence.of("packages.distribution-ended", what, who, end));
    }
    Optional<Lines.Told> waiting =
        product
            .packageFile(evidence)
            .flatMap(file -> AptPolicy.of(file, installed.name()))
            .flatMap(AptPolicy::waiting);
    if (waiting.isPresent()) {
      return HostVerdict.partial(
          waiting.get().quote(),
          Sentence.of("packages.newer-package", what, waiting.get().value()));
    }
    return HostVerdict.pass(
            installed.quote(),
            aged(
                end == null
                    ? Sentence.of("packages.distribution-repairs", what, who)
                    : Sentence.of("packages.distribution-repairs-until", what, who, end)))
        .indicative();
  }

  private HostVerdict byAuthors(Found found) {
    Releases known = Releases.known();
    String what = product.title() + " " + found.version;
    Optional<Releases.Release> release = known.of(product.key(), found.version);
    if (release.isEmpty()) {
      return unknownBranch(found, what);
    }
    LocalDate end = release.get().end();
    if (end != null && !today.isBefore(end)) {
      return HostVerdict.fail(
          found.quote, Sentence.of("packages.branch-ended", what, release.get().branch(), end));
    }
    String newest = release.get().newest();
    if (!newest.isEmpty() && found.version.compareTo(new SoftwareVersion(newest)) < 0) {
      return HostVerdict.partial(
          found.quote, aged(Sentence.of("packages.newer-release", what, newest)));
    }
    return HostVerdict.pass(
            found.quote,
            aged(Sentence.of("packages.branch-maintained", what, release.get().branch())))
        .indicative();
  }

  private HostVerdict unknownBranch(Found found, String what) {
    Optional<Releases.Release> newest = Releases.known().newest(product.key());
    boolean newer =
        newest.map(n -> found.version.compareTo(new SoftwareVersion(n.branch())) > 0).orElse(false);
    if (newer) {
      return HostVerdict.pass(
              found.quote,
              aged(Sentence.of("packages.newer-than-list", what, Releases.known().dated())))
          .indicative();
    }
    boolean older =
        newest.isPresent()
            && Releases.known().all().stream()
                .filter(r -> r.product().equals(product.key()))
                .allMatch(r -> found.version.compareTo(new SoftwareVersion(r.branch())) < 0);
    return older
        ? HostVerdict.fail(found.quote, Sentence.of("packages.older-than-list", what))
        : HostVerdict.notAssessed(Sentence.of("packages.no-branch", found.quote.place(), what));
  }

  /** The same, with a warning where the list of releases may be too old to say so. */
  private Sentence aged(Sentence told) {
    LocalDate dated = Releases.known().dated();
    long months = ChronoUnit.MONTHS.between(dated, today);
    return months < STALE_MONTHS
        ? told
        : Sentence.joined(" ", List.of(told, Sentence.of("packages.list-stale", dated, months)));
  }

  private static String title(String product) {
    return switch (product) {
      case "debian" -> "Debian";
      case "ubuntu" -> "Ubuntu";
      case "rhel" -> "Enterprise Linux";
      default -> product;
    };
  }
}
