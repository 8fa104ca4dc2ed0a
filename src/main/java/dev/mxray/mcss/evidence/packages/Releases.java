package dev.mxray.mcss.evidence.packages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Until when releases are maintained, as of one day: {@value #RESOURCE}. */
final class Releases {
  private static final String RESOURCE = "/dev/mxray/mcss/evidence/packages/releases.csv";
  private static final String DATED = "# dated ";
  private static final Releases KNOWN = read();

  private final LocalDate dated;
  private final List<Release> releases;

  private Releases(LocalDate dated, List<Release> releases) {
    this.dated = dated;
    this.releases = List.copyOf(releases);
  }

  static Releases known() {
    return KNOWN;
  }

  /**
   * A branch of a product.
   *
   * @param end the first day without fixes; null when it was maintained at the day of the list
   * @param newest the newest release of it at that day, or a distribution's code name; may be empty
   */
  record Release(String product, String branch, @Nullable LocalDate end, String newest) {}

  /** The day of the list. */
  LocalDate dated() {
    return dated;
  }

  /** The branch that this version is of; the longest name counts. */
  Optional<Release> of(String product, SoftwareVersion version) {
    return releases.stream()
        .filter(release -> release.product.equals(product) && version.isOf(release.branch))
        .max(Comparator.comparingInt(release -> release.branch.length()));
  }

  Optional<Release> branch(String product, String branch) {
    return releases.stream()
        .filter(release -> release.product.equals(product) && release.branch.equals(branch))
        .findFirst();
  }

  /** The newest branch of a product: the first one in the list. */
  Optional<Release> newest(String product) {
    return releases.stream().filter(release -> release.product.equals(product)).findFirst();
  }

  List<Release> all() {
    return releases;
  }

  private static Releases read() {
    LocalDate dated = LocalDate.EPOCH;
    var releases = new ArrayList<Release>();
    try (InputStream in = Objects.requireNonNull(Releases.class.getResourceAsStream(RESOURCE));
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith(DATED)) {
          dated = LocalDate.parse(line.substring(DATED.length(), DATED.length() + 10));
        } else if (!line.startsWith("#") && !line.isBlank()) {
          String[] cells = line.split(",", -1);
          releases.add(
              new Release(
                  cells[0],
                  cells[1],
                  cells[3].isEmpty() ? null : LocalDate.parse(cells[3]),
                  cells[4]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
    return new Releases(dated, releases);
  }
}
