package dev.mxray.check.dmarc;

import dev.mxray.domain.MailAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code rua} or {@code ruf} (RFC 9989 §4.6).
 *
 * @param text the entry as published, without the white space around it
 * @param kind what it can be used for
 * @param destination the domain that a mailto address is at, A-labels, lower case; null unless the
 *     kind is MAILTO
 */
public record ReportUri(String text, Kind kind, @Nullable String destination) {

  /** What an entry can be used for. */
  public enum Kind {
    /** An address that reports can be sent to. */
    MAILTO,
    /**
     * A URI of another scheme: valid, but receivers need to support mailto only (RFC 9989 §4.7).
     */
    OTHER_SCHEME,
    /** No URI, or a mailto URI without one usable address. */
    INVALID
  }

  /**
   * RFC 3986 §2 without {@code !} and {@code ,}, which have to be encoded here (RFC 9989 §4.8). One
   * character class, so that a long value costs no stack; what follows a percent sign is checked
   * apart.
   */
  private static final Pattern URI =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\\[\\]@$&'()*+;=%-]+");

  /** The size limit that RFC 7489 §6.2 allowed behind a URI; now ignored (RFC 9989 §4.8). */
  private static final Pattern OBSOLETE_SIZE = Pattern.compile("!\\d+[kmgtKMGT]?\\z");

  private static final String MAILTO = "mailto:";

  /** Reads the value of {@code rua} or {@code ruf}: every entry, usable or not, in order. */
  static List<ReportUri> list(String value) {
    var uris = new ArrayList<ReportUri>();
    for (String entry : value.split(",", -1)) {
      uris.add(of(Wsp.strip(entry)));
    }
    return uris;
  }

  private static ReportUri of(String entry) {
    String uri = OBSOLETE_SIZE.matcher(entry).replaceFirst("");
    if (!URI.matcher(uri).matches() || !percentEncoded(uri)) {
      return new ReportUri(entry, Kind.INVALID, null);
    }
    if (!uri.toLowerCase(Locale.ROOT).startsWith(MAILTO)) {
      return new ReportUri(entry, Kind.OTHER_SCHEME, null);
    }
    String address = uri.substring(MAILTO.length()).split("\\?", 2)[0];
    // One recipient (RFC 6068 §2).
    return MailAddress.parse(decoded(address))
        .map(to -> new ReportUri(entry, Kind.MAILTO, to.domain().ascii()))
        .orElseGet(() -> new ReportUri(entry, Kind.INVALID, null));
  }

  /** True when reports can be sent there by mail. */
  public boolean usable() {
    return kind == Kind.MAILTO;
  }

  /** True when it is a URI, of whatever scheme. */
  public boolean valid() {
    return kind != Kind.INVALID;
  }

  private static boolean percentEncoded(String uri) {
    for (int i = uri.indexOf('%'); i >= 0; i = uri.indexOf('%', i + 1)) {
      if (i + 2 >= uri.length()
          || Character.digit(uri.charAt(i + 1), 16) < 0
          || Character.digit(uri.charAt(i + 2), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Percent-encoded octets as UTF-8 (RFC 6068 §2). The digits have been checked. */
  private static String decoded(String text) {
    var octets = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        octets.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        octets.write(text.charAt(i));
      }
    }
    return octets.toString(StandardCharsets.UTF_8);
  }
}
