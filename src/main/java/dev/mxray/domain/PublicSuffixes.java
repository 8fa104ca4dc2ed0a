package dev.mxray.domain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public suffix list: under which names the public can register names. Both parts of the list
 * count, the suffixes of registries (ICANN) and those of companies (PRIVATE): a name below either
 * may be open to registration.
 *
 * <p>The format and the algorithm are those of <a
 * href="https://github.com/publicsuffix/list/wiki/Format">publicsuffix.org</a>: the longest
 * matching rule prevails, an exception over all others, and {@code *} is the rule where none
 * matches. A wildcard is understood as the leftmost label only, as in all of the published list.
 */
public final class PublicSuffixes {
  private static final String BUNDLED = "public_suffix_list_20230209.dat";
  private static final String BUNDLED_VERSION = "2023-02-09";

  /** Octets of a list; the published one has a third of a million. */
  static final int MAX_OCTETS = 8 << 20;

  /** Newer lists say when they were made, in a comment at the top. */
  private static final Pattern VERSION =
      Pattern.compile("//\\s*VERSION:\\s*(\\d{4}-\\d{2}-\\d{2}).*");

  private final Set<String> rules = new HashSet<>();

  /** What stands behind {@code *.} in wildcard rules. */
  private final Set<String> wildcards = new HashSet<>();

  private final Set<String> exceptions = new HashSet<>();
  private String version;

  private PublicSuffixes(String version) {
    this.version = version;
  }

  /** Reads the bundled list when it is first asked for, not before. */
  private static final class Bundled {
    static final PublicSuffixes LIST = load();

    private static PublicSuffixes load() {
      try (InputStream in = PublicSuffixes.class.getResourceAsStream(BUNDLED)) {
        if (in == null) {
          throw new IllegalStateException(BUNDLED + " is missing from the class path");
        }
        return parse(
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), BUNDLED_VERSION);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The list that comes with the program, read once, at the first call. */
  public static PublicSuffixes bundled() {
    return Bundled.LIST;
  }

  /**
   * Reads a list from a file of at most 8 MiB in UTF-8.
   *
   * @throws IllegalArgumentException when it cannot be read or is no such list; the message is one
   *     line that names the file, and the line where there is one
   */
  public static PublicSuffixes read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAX_OCTETS + 1);
      if (octets.length > MAX_OCTETS) {
        throw new IllegalArgumentException(
            file + ": too large for a public suffix list (over " + (MAX_OCTETS >> 20) + " MiB)");
      }
      // Unlike new String, the decoder refuses what is not UTF-8.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      var list = parse(new BufferedReader(new StringReader(text)), "unknown");
      if (list.rules.isEmpty() && list.wildcards.isEmpty()) {
        throw new IllegalArgumentException(file + ": there is no rule in this file");
      }
      return list;
    } catch (MalformedRule e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": no such file", e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + ": not a text in UTF-8", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Reads rules from text, for tests and callers that have it at hand. */
  static PublicSuffixes parse(String text) {
    try {
      return parse(new BufferedReader(new StringReader(text)), "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PublicSuffixes parse(BufferedReader in, String version) throws IOException {
    var list = new PublicSuffixes(version);
    int number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      list.add(line, number);
    }
    return list;
  }

  private void add(String line, int number) {
    String rule = untilSpace(line);
    if (rule.startsWith("//")) {
      Matcher matcher = VERSION.matcher(line);
      if (matcher.matches()) {
        version = matcher.group(1);
      }
    } else if (rule.startsWith("!")) {
      exceptions.add(name(rule.substring(1), number));
    } else if (rule.startsWith("*.")) {
      wildcards.add(name(rule.substring(2), number));
    } else if (!rule.isEmpty() && !rule.equals("*")) { // "*" alone is the default anyway
      rules.add(name(rule, number));
    }
  }

  /** Each line is only read up to the first white space. */
  private static String untilSpace(String line) {
    int end = 0;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    return line.substring(0, end);
  }

  private static String name(String text, int number) {
    try {
      String ascii = IDN.toASCII(text.startsWith(".") ? text.substring(1) : text);
      String name = ascii.toLowerCase(Locale.ROOT);
      if (name.isEmpty() || !name.chars().allMatch(PublicSuffixes::mayStandInName)) {
        throw new MalformedRule(number);
      }
      return name;
    } catch (IllegalArgumentException e) {
      throw e instanceof MalformedRule ? e : new MalformedRule(number);
    }
  }

  private static boolean mayStandInName(int c) {
    return c == '.' || c == '-' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
  }

  /**
   * The name that someone registered, or could register, for a name to exist: its public suffix and
   * one label more.
   *
   * @param asciiName A-labels, in any case, with or without a final dot
   * @return empty for a public suffix, a single label, and what is no name at all
   */
  public Optional<String> registrableDomain(String asciiName) {
    String name = asciiName.toLowerCase(Locale.ROOT);
    String[] labels =
        (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).split("\\.", -1);
    if (Arrays.stream(labels).anyMatch(String::isEmpty)) {
      return Optional.empty();
    }
    int suffix = suffixStart(labels);
    return suffix == 0 ? Optional.empty() : Optional.of(from(labels, suffix - 1));
  }

  /** When the list was made, {@code 2023-02-09}; {@code unknown} when it does not say. */
  public String version() {
    return version;
  }

  /** The index of the label with which the public suffix begins. */
  private int suffixStart(String[] labels) {
    int start = labels.length - 1;
    for (int i = labels.length - 1; i >= 0; i--) {
      String name = from(labels, i);
      if (exceptions.contains(name)) {
        return i + 1;
      }
      if (rules.contains(name) || wildcards.contains(from(labels, i + 1))) {
        start = i;
      }
    }
    return start;
  }

  private static String from(String[] labels, int index) {
    return String.join(".", Arrays.asList(labels).subList(index, labels.length));
  }

  /** A line that is neither a rule nor a comment. */
  private static final class MalformedRule extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    MalformedRule(int number) {
      super("line " + number + " is no public suffix rule");
    }
  }
}
