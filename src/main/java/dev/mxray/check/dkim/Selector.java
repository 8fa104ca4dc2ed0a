package dev.mxray.check.dkim;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A selector to ask for (RFC 6376 §3.1).
 *
 * @param name one or more labels, lower case: DNS names know no case
 * @param provider who uses a selector of this name; null when many do
 */
public record Selector(String name, @Nullable String provider) {
  /** A name has to leave room for {@code ._domainkey.} and a domain within 253 characters. */
  static final int MAX_LENGTH = 180;

  /** RFC 6376 §3.1 takes sub-domain of RFC 5321; providers use underscores as well. */
  private static final Pattern NAME =
      Pattern.compile(
          "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*");

  public Selector {
    name = name.toLowerCase(Locale.ROOT);
  }

  /** True when the text can be a selector: labels of letters, digits, dashes and underscores. */
  public static boolean isName(String text) {
    return text.length() <= MAX_LENGTH && NAME.matcher(text.toLowerCase(Locale.ROOT)).matches();
  }

  /** The name under which the key of this selector is published. */
  public String keyName(String domain) {
    return name + "._domainkey." + domain;
  }
}
