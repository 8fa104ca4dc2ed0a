package dev.mxray.watch.alert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManagerFactory;

/** Files with passwords, keys and certificates, read when they are needed. */
final class Secrets {
  private static final int MAX_OCTETS = 4096;

  private Secrets() {}

  /** The first line of a file. */
  static String firstLine(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAX_OCTETS);
      String line = new String(octets, StandardCharsets.UTF_8).lines().findFirst().orElse("");
      if (line.isEmpty()) {
        throw new IOException(file + ": is empty");
      }
      return line;
    } catch (java.nio.file.FileSystemException e) {
      throw new IOException(file + ": cannot be read", e);
    }
  }

  /** Trust in the certificates of a file (PEM), and no others. */
  static TrustManagerFactory trust(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      var anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        anchors.setCertificateEntry("ca" + anchors.size(), certificate);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(anchors);
      return trust;
    } catch (java.nio.file.FileSystemException e) {
      throw new IOException(file + ": cannot be read", e);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": is not a file of PEM certificates", e);
    }
  }
}
