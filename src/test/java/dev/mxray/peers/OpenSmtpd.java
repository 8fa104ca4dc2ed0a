package dev.mxray.peers;

import dev.mxray.lab.LabCertificate;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** OpenSMTPD with one SMTP service, which keeps what it is given to itself. */
final class OpenSmtpd {
  static final Unpacked PACKAGE = Unpacked.named("opensmtpd");

  private static final String FOLDERS =
      "mkdir -p /var/lib/opensmtpd/empty /var/spool/smtpd && chmod 711 /var/spool/smtpd";

  private final Path directory;
  private final int port = Daemon.freePort();

  private OpenSmtpd(Path directory) {
    this.directory = directory;
  }

  static OpenSmtpd in(Path directory) throws IOException {
    return new OpenSmtpd(Daemon.open(directory));
  }

  int port() {
    return port;
  }

  /**
   * Starts it as mx.example.com.
   *
   * @param listener what follows address, port and name of the listener
   * @param rules which mail is taken, for {@code action "hold"}
   */
  Daemon start(LabCertificate certificate, String listener, String rules) throws IOException {
    Path key = directory.resolve("key.pem");
    Files.writeString(directory.resolve("chain.pem"), certificate.pem());
    Files.writeString(key, Daemon.pem(certificate.key()));
    for (Path file : List.of(key, directory.resolve("chain.pem"))) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    Path configuration = directory.resolve("smtpd.conf");
    Files.writeString(
        configuration,
        """
        pki mx.example.com cert "DIR/chain.pem"
        pki mx.example.com key "DIR/key.pem"
        listen on 127.0.0.2 port PORT hostname mx.example.com LISTENER
        action "hold" relay host smtp://127.0.0.2:9
        RULES
        """
            .replace("LISTENER", listener)
            .replace("RULES", rules)
            .replace("DIR", directory.toString())
            .replace("PORT", Integer.toString(port)));
    return PACKAGE.start(
        directory,
        FOLDERS,
        List.of("/usr/sbin/smtpd", "-d", "-f", configuration.toString()),
        List.of(port));
  }

  /** What another client says of its TLS. */
  boolean takesTls() throws IOException {
    try {
      Process client =
          new ProcessBuilder(
                  "openssl", "s_client", "-starttls", "smtp", "-connect", "127.0.0.2:" + port)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(directory.resolve("client.log").toFile())
              .start();
      if (!client.waitFor(10, TimeUnit.SECONDS)) {
        client.destroyForcibly();
        return false;
      }
      return !Files.readString(directory.resolve("client.log"), StandardCharsets.ISO_8859_1)
          .contains("SSL alert number");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
