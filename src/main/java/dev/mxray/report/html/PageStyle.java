package dev.mxray.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The style and the script of the page, and the policy that allows these two and nothing else. The
 * texts are this program's own.
 */
final class PageStyle {
  private static final PageStyle BUNDLED = new PageStyle();

  private final String style = read("report.css");
  private final String script = read("report.js");
  private final String policy =
      "default-src 'none'; style-src "
          + digest(style)
          + "; script-src "
          + digest(script)
          + "; base-uri 'none'; form-action 'none'";

  private PageStyle() {}

  static PageStyle bundled() {
    return BUNDLED;
  }

  String style() {
    return style;
  }

  String script() {
    return script;
  }

  /** For a meta element (CSP Level 3 §3.3). */
  String policy() {
    return policy;
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(String file) {
    try (InputStream in = PageStyle.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
