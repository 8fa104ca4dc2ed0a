package dev.mxray.check.mtasts;

import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A policy file (RFC 8461 §3.2), read to the end whatever is wrong in it.
 *
 * @param mode null when it is missing or wrong
 * @param maxAge how long senders keep the policy, in seconds; null when it is missing or wrong
 * @param mx the patterns that are names or wildcards, lower case, in order
 * @param faults why senders do not use the policy; empty when they do
 */
public record StsPolicy(
    @Nullable Mode mode, @Nullable Long maxAge, List<String> mx, List<Fault> faults) {

  /** What senders do with mail that the policy forbids to deliver. */
  public enum Mode {
    ENFORCE,
    TESTING,
    NONE;

    /** The word of the policy. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is wrong.
   *
   * @param line from 1; 0 when something is missing
   * @param token the line, verbatim and cut short; empty when something is missing
   * @param told what, for people
   */
  public record Fault(int line, String token, Sentence told) {
    /** The fault in English. */
    public String reason() {
      return told.toString();
    }
  }

  /** A year and a bit (RFC 8461 §3.2). */
  static final long MAX_MAX_AGE = 31_557_600;

  /** Lines are not looked at beyond this one; a policy of 64 KiB could have 16,000 patterns. */
  private static final int MAX_LINES = 5000;

  /** Faults that are kept; the first ones tell what is wrong. */
  private static final int MAX_FAULTS = 20;

  private static final int MAX_TOKEN = 200;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

  /** A label of RFC 5321 §4.1.2; underscores are not in it, but hosts have them. */
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");

  private static final int MAX_DOMAIN = 253;

  public StsPolicy {
    mx = List.copyOf(mx);
    faults = List.copyOf(faults);
  }

  /** True when senders can use it. */
  public boolean isValid() {
    return faults.isEmpty();
  }

  /**
   * Whether an exchange is one that the policy names (RFC 8461 §4.1).
   *
   * @param host the name of the MX record, A-labels, no final dot
   */
  public boolean matches(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    String wild = dot > 0 ? "*" + name.substring(dot) : "";
    return mx.stream().anyMatch(pattern -> pattern.equals(name) || pattern.equals(wild));
  }

  /**
   * Reads a file.
   *
   * @param text every octet as the char of the same number
   */
  public static StsPolicy parse(String text) {
    return new Reader().read(text);
  }

  /** Reads one file. */
  private static final class Reader {
    private final Set<String> seen = new HashSet<>();
    private final List<String> mx = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private @Nullable Mode mode;
    private @Nullable Long maxAge;

    StsPolicy read(String text) {
      int number = 0;
      int from = 0;
      while (from < text.length() && number < MAX_LINES) {
        int end = text.indexOf('\n', from);
        int to = end < 0 ? text.length() : end;
        boolean crlf = to > from && text.charAt(to - 1) == '\r';
        line(++number, text.substring(from, crlf ? to - 1 : to));
        from = to + 1;
      }
      if (from < text.length()) {
        fault(number + 1, "", Sentence.of("mtasts.too-many-lines", MAX_LINES));
      }
      for (String required : List.of("version", "mode", "max_age")) {
        if (!seen.contains(required)) {
          fault(0, "", Sentence.of("mtasts.missing", required));
        }
      }
      if (mode != Mode.NONE && mode != null && !seen.contains("mx")) {
        fault(0, "", Sentence.of("mtasts.no-mx", mode.id()));
      }
      return new StsPolicy(mode, maxAge, mx, faults);
    }

    /** The grammar has no empty lines; senders are known to skip them. */
    private void line(int number, String line) {
      String stripped = trimmed(line);
      if (stripped.isEmpty()) {
        return;
      }
      int colon = stripped.indexOf(':');
      String name = colon < 0 ? "" : stripped.substring(0, colon);
      if (!NAME.matcher(name).matches()) {
        fault(number, line, Sentence.of("mtasts.no-field"));
        return;
      }
      String value = stripped.substring(colon + 1).replaceFirst("^[ \\t]+", "");
      boolean first = seen.add(name);
      if (name.equals("mx")) {
        pattern(number, line, value);
      } else if (first) { // of everything else only the first counts
        field(number, line, name, value);
      }
    }

    private void field(int number, String line, String name, String value) {
      switch (name) {
        case "version" -> {
          if (!value.equals("STSv1")) {
            fault(number, line, Sentence.of("mtasts.version"));
          }
        }
        case "mode" -> {
          mode = mode(value);
          if (mode == null) {
            fault(number, line, Sentence.of("mtasts.mode"));
          }
        }
        case "max_age" -> {
          maxAge = maxAge(value);
          if (maxAge == null) {
            fault(number, line, Sentence.of("mtasts.max-age", MAX_MAX_AGE));
          }
        }
        default -> {
          if (!isExtensionValue(value)) {
            fault(number, line, Sentence.of("mtasts.field-value"));
          }
        }
      }
    }

    private void pattern(int number, String line, String value) {
      String domain = value.startsWith("*.") ? value.substring(2) : value;
      boolean name =
          domain.length() <= MAX_DOMAIN
              && List.of(domain.split("\\.", -1)).stream()
                  .allMatch(label -> LABEL.matcher(label).matches());
      if (name) {
        mx.add(value.toLowerCase(Locale.ROOT));
      } else {
        fault(number, line, Sentence.of("mtasts.mx"));
      }
    }

    private static @Nullable Mode mode(String value) {
      return Optional.of(value).stream()
          .flatMap(word -> List.of(Mode.values()).stream().filter(mode -> mode.id().equals(word)))
          .findFirst()
          .orElse(null);
    }

    private static @Nullable Long maxAge(String value) {
      return NUMBER.matcher(value).matches() && Long.parseLong(value) <= MAX_MAX_AGE
          ? Long.valueOf(value)
          : null;
    }

    /** Not empty, and no control characters; what is beyond ASCII is UTF-8 there. */
    private static boolean isExtensionValue(String value) {
      return !value.isEmpty() && value.chars().allMatch(c -> c >= ' ' && c != 0x7f);
    }

    private static String trimmed(String line) {
      int end = line.length();
      while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
        end--;
      }
      return line.substring(0, end);
    }

    private void fault(int line, String token, Sentence reason) {
      if (faults.size() < MAX_FAULTS) {
        faults.add(
            new Fault(
                line, token.length() > MAX_TOKEN ? token.substring(0, MAX_TOKEN) : token, reason));
      }
    }
  }
}
