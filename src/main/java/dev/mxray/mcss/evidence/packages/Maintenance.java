package dev.mxray.mcss.evidence.packages;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
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
          installed.quote(),
          what + " is a package of " + who + ", which has had no fixes since " + end + ".");
    }
    Optional<AptPolicy> policy =
        product.packageFile(evidence).flatMap(file -> AptPolicy.of(file, installed.name()));
    if (policy.map(AptPolicy::isBehind).orElse(false)) {
      return HostVerdict.partial(
          policy.orElseThrow().candidateLine() == null
              ? installed.quote()
              : policy.orElseThrow().candidateLine(),
          what
              + ": the distribution has a newer package, "
              + policy.orElseThrow().candidate()
              + ".");
    }
    return HostVerdict.pass(
            installed.quote(),
            what
                + " is a package of "
                + who
                + ", which puts repairs into it"
                + (end == null ? "" : " until " + end)
                + "."
                + stale())
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
          found.quote,
          what
              + " is of the branch "
              + release.get().branch()
              + ", which its authors have not maintained since "
              + end
              + ", and no package of a maintained distribution was found.");
    }
    String newest = release.get().newest();
    if (!newest.isEmpty() && found.version.compareTo(new SoftwareVersion(newest)) < 0) {
      return HostVerdict.partial(
          found.quote, what + " is of a maintained branch, but " + newest + " is newer." + stale());
    }
    return HostVerdict.pass(
            found.quote,
            what
                + " is of the branch "
                + release.get().branch()
                + ", which its authors maintain."
                + stale())
        .indicative();
  }

  private HostVerdict unknownBranch(Found found, String what) {
    Optional<Releases.Release> newest = Releases.known().newest(product.key());
    boolean newer =
        newest.map(n -> found.version.compareTo(new SoftwareVersion(n.branch())) > 0).orElse(false);
    if (newer) {
      return HostVerdict.pass(
              found.quote,
              what
                  + " is newer than every release in the list of "
                  + Releases.known().dated()
                  + "."
                  + stale())
          .indicative();
    }
    boolean older =
        newest.isPresent()
            && Releases.known().all().stream()
                .filter(r -> r.product().equals(product.key()))
                .allMatch(r -> found.version.compareTo(new SoftwareVersion(r.branch())) < 0);
    return older
        ? HostVerdict.fail(
            found.quote,
            what
                + " is older than every release in the list, all of the oldest of which have ended.")
        : HostVerdict.notAssessed(
            found.quote.place() + ": the list of releases has no branch of " + what + ".");
  }

  private String stale() {
    long months = ChronoUnit.MONTHS.between(Releases.known().dated(), today);
    return months < STALE_MONTHS
        ? ""
        : " The list of releases is of "
            + Releases.known().dated()
            + ", "
            + months
            + " months older than the evidence: the data is stale.";
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
