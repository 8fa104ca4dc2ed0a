package dev.mxray.peers;

import dev.mxray.lab.LabCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Exim with one SMTP service, which throws all mail away. */
final class Exim {
  static final Unpacked PACKAGE = Unpacked.named("exim");

  private final Path directory;
  private final int port = Daemon.freePort();

  private Exim(Path directory) {
    this.directory = directory;
  }

  static Exim in(Path directory) throws IOException {
    return new Exim(Daemon.open(directory));
  }

  int port() {
    return port;
  }

  /**
   * Starts it as mx.example.com.
   *
   * @param settings of its main section
   * @param acls the lists of conditions that the settings name
   */
  Daemon start(LabCertificate certificate, String settings, String acls) throws IOException {
    // It writes there as a user of its own.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(directory.resolve("chain.pem"), certificate.pem());
    Files.writeString(directory.resolve("key.pem"), Daemon.pem(certificate.key()));
    Path configuration = directory.resolve("exim.conf");
    Files.writeString(
        configuration,
        """
        primary_hostname = mx.example.com
        spool_directory = DIR/spool
        log_file_path = DIR/%slog
        pid_file_path = DIR/pid
        keep_environment =
        host_lookup =
        rfc1413_query_timeout = 0s
        local_interfaces = 127.0.0.2
        daemon_smtp_ports = PORT
        tls_certificate = DIR/chain.pem
        tls_privatekey = DIR/key.pem
        SETTINGS
        begin acl
        ACLS
        begin routers
        all:
          driver = redirect
          data = :blackhole:
        begin authenticators
        plain:
          driver = plaintext
          public_name = PLAIN
          server_condition = no
        """
            .replace("SETTINGS", settings)
            .replace("ACLS", acls)
            .replace("DIR", directory.toString())
            .replace("PORT", Integer.toString(port)));
    return PACKAGE.start(
        directory,
        "",
        List.of("/usr/sbin/exim4", "-bdf", "-C", configuration.toString()),
        List.of(port));
  }
}
