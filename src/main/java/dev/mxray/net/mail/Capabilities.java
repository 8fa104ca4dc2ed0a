package dev.mxray.net.mail;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a server offers in its reply to EHLO (RFC 5321 §4.1.1.1): one keyword with its parameters on
 * each line after the first.
 *
 * @param lines as sent; hostile text
 */
public record Capabilities(List<String> lines) {
  /** A client that nobody needs any more wrote this, and some servers still offer it. */
  private static final String OLD_AUTH = "AUTH=";

  public Capabilities {
    lines = List.copyOf(lines);
  }

  /** The capabilities of a positive reply to EHLO; none for one to HELO, which has one line. */
  public static Capabilities of(Reply ehlo) {
    return new Capabilities(ehlo.texts().subList(1, ehlo.texts().size()));
  }

  /** True when there is a line with this keyword, in whatever case. */
  public boolean has(String keyword) {
    return lines.stream().anyMatch(line -> words(line)[0].equalsIgnoreCase(keyword));
  }

  /** The mechanisms of AUTH (RFC 4954 §3), upper case, in the order in which they are named. */
  public List<String> auth() {
    Set<String> mechanisms = new LinkedHashSet<>();
    for (String line : lines) {
      String[] words =
          words(line.strip().toUpperCase(Locale.ROOT).replaceFirst("^" + OLD_AUTH, "AUTH "));
      if (words[0].equals("AUTH")) {
        Stream.of(words).skip(1).forEach(mechanisms::add);
      }
    }
    return List.copyOf(mechanisms);
  }

  private static String[] words(String line) {
    return line.strip().split(" +");
  }
}
