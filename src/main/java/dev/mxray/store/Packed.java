package dev.mxray.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Documents as they are kept: gzip, a tenth of their size. */
final class Packed {
  /** What the embedded database's type holds. */
  private static final int MAX_PACKED = 1 << 20;

  /** Beyond what any report has; a damaged row must not fill the memory. */
  private static final int MAX_DOCUMENT = 64 << 20;

  private Packed() {}

  static byte[] pack(String document) throws SQLException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(document.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (packed.size() > MAX_PACKED) {
      throw new SQLException("a document of " + document.length() + " characters is too large");
    }
    return packed.toByteArray();
  }

  static String unpack(byte[] packed) throws SQLException {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] document = gzip.readNBytes(MAX_DOCUMENT + 1);
      if (document.length > MAX_DOCUMENT) {
        throw new SQLException("a document that was kept is too large");
      }
      return new String(document, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SQLException("a document that was kept is damaged", e);
    }
  }
}
