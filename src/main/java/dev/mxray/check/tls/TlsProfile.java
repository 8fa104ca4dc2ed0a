package dev.mxray.check.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an authority recommends for TLS, and how servers compare with it. */
public final class TlsProfile {
  private static final String TABLE = "profiles.txt";

  /** How something stands, the best first. */
  public enum Level {
    GOOD,
    SUFFICIENT,
    PHASE_OUT,
    INSUFFICIENT;

    /** In lower case. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How one thing that a server accepts stands.
   *
   * @param kind {@code version}, {@code suite}, {@code group}, {@code key}, {@code compression},
   *     {@code extended_master_secret} or {@code early_data}
   * @param value which one
   */
  public record Item(String kind, String value, Level level) {}

  /**
   * How a server stands.
   *
   * @param profile the name
   * @param level the worst of all
   * @param items what is not good, the worst first
   */
  public record Verdict(String profile, Level level, List<Item> items) {
    public Verdict {
      items = List.copyOf(items);
    }
  }

  /** One line of the table: a pattern, or a type of key and its bits. */
  private record Line(String kind, Pattern pattern, String type, int bits, Level level) {}

  private static final class Bundled {
    static final Map<String, TlsProfile> ALL = load();
  }

  private static final Pattern ANY = Pattern.compile(".*");

  private final String name;
  private final List<Line> lines = new ArrayList<>();

  private TlsProfile(String name) {
    this.name = name;
  }

  /** The names of all profiles. */
  public static Set<String> names() {
    return Bundled.ALL.keySet();
  }

  /** The profile with this name. */
  public static Optional<TlsProfile> named(String name) {
    return Optional.ofNullable(Bundled.ALL.get(name));
  }

  private static Map<String, TlsProfile> load() {
    var profiles = new LinkedHashMap<String, TlsProfile>();
    try (InputStream in =
        Objects.requireNonNull(TlsProfile.class.getResourceAsStream(TABLE), TABLE)) {
      var current = new TlsProfile("");
      for (String text :
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .toList()) {
        if (text.startsWith("[")) {
          current = new TlsProfile(text.substring(1, text.length() - 1));
          profiles.put(current.name, current);
        } else if (!text.isEmpty() && !text.startsWith("#")) {
          current.lines.add(line(List.of(text.split(" ", -1))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return profiles;
  }

  private static Line line(List<String> words) {
    String kind = words.get(0);
    Level level = Level.valueOf(words.get(words.size() - 1).toUpperCase(Locale.ROOT));
    if (kind.equals("key")) {
      return new Line(kind, ANY, words.get(1), Integer.parseInt(words.get(2)), level);
    }
    return new Line(kind, words.size() == 2 ? ANY : Pattern.compile(words.get(1)), "", 0, level);
  }

  /** As the command line names it. */
  public String name() {
    return name;
  }

  /** How what is known of a server stands. */
  public Verdict judge(TlsObservation server) {
    var items = new ArrayList<Item>();
    AcceptedTls accepted = server.accepted();
    if (accepted == null) {
      items.add(item("version", server.version()));
      items.add(item("suite", server.cipherSuite()));
      if (server.group() != null) {
        items.add(item("group", server.group()));
      }
    } else {
      accepted.accepted().forEach(version -> version(version, items));
    }
    TlsObservation.Tickets tickets = server.tickets();
    if (tickets != null && tickets.earlyData() > 0) {
      habit("early_data", "early_data", server.version(), items);
    }
    keys(server).forEach(key -> items.add(key(key)));
    List<Item> remarkable =
        items.stream()
            .distinct()
            .filter(item -> item.level() != Level.GOOD)
            .sorted((one, other) -> other.level().compareTo(one.level()))
            .toList();
    Level worst = remarkable.isEmpty() ? Level.GOOD : remarkable.get(0).level();
    return new Verdict(name, worst, remarkable);
  }

  private void version(AcceptedTls.Version version, List<Item> items) {
    items.add(item("version", version.id()));
    version.suites().forEach(suite -> items.add(item("suite", suite)));
    version.groups().forEach(group -> items.add(item("group", group)));
    if (version.smallestField() > 0) {
      items.add(item("group", "ffdhe" + version.smallestField()));
    }
    if (Boolean.TRUE.equals(version.compression())) {
      habit("compression", "compression", version.id(), items);
    }
    if (Boolean.FALSE.equals(version.extendedMasterSecret())) {
      habit("no_extended_master_secret", "extended_master_secret", version.id(), items);
    }
  }

  private void habit(String kind, String shown, String version, List<Item> items) {
    lines.stream()
        .filter(line -> line.kind().equals(kind))
        .findFirst()
        .ifPresent(line -> items.add(new Item(shown, version, line.level())));
  }

  private static List<CertificateObservation> keys(TlsObservation server) {
    var certificates = new ArrayList<CertificateObservation>();
    CertificateObservation own = server.certificate();
    if (own != null) {
      certificates.add(own);
    }
    AcceptedTls accepted = server.accepted();
    if (accepted != null) {
      certificates.addAll(accepted.certificates());
    }
    return certificates;
  }

  private Item item(String kind, String value) {
    return new Item(
        kind,
        value,
        lines.stream()
            .filter(line -> line.kind().equals(kind) && line.pattern().matcher(value).matches())
            .findFirst()
            .map(Line::level)
            .orElse(Level.INSUFFICIENT));
  }

  private Item key(CertificateObservation certificate) {
    String type = Objects.requireNonNullElse(certificate.keyType(), "unreadable");
    int bits = Objects.requireNonNullElse(certificate.keyBits(), 0);
    return new Item(
        "key",
        type + " " + bits,
        lines.stream()
            .filter(line -> line.kind().equals("key") && line.type().equals(type))
            .filter(line -> bits >= line.bits())
            .findFirst()
            .map(Line::level)
            .orElse(Level.INSUFFICIENT));
  }
}
