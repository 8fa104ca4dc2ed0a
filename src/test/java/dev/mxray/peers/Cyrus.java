package dev.mxray.peers;

import dev.mxray.lab.LabCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cyrus IMAP with IMAP, POP3 and ManageSieve. */
final class Cyrus {
  static final Unpacked PACKAGE = Unpacked.named("cyrus");

  private static final Map<Integer, String> SERVICES =
      Map.of(
          110, "pop3d",
          143, "imapd",
          993, "imapd -s",
          995, "pop3d -s",
          4190, "timsieved");

  private static final String FOLDERS =
      """
      mkdir -p /var/lib/cyrus/proc /var/lib/cyrus/socket /var/lib/cyrus/db /var/spool/cyrus /var/spool/sieve /run/cyrus/socket
      chown -R cyrus:mail /var/lib/cyrus /var/spool/cyrus /var/spool/sieve /run/cyrus
      """;

  private final Path directory;
  private final Map<Integer, Integer> ports = new TreeMap<>();

  private Cyrus(Path directory, List<Integer> services) {
    this.directory = directory;
    services.forEach(port -> ports.put(port, Daemon.freePort()));
  }

  /**
   * Some of its services.
   *
   * @param services by the ports that they stand for
   */
  static Cyrus in(Path directory, List<Integer> services) throws IOException {
    return new Cyrus(Daemon.open(directory), services);
  }

  /** The ports that it listens on, by those that they stand for. */
  Map<Integer, Integer> ports() {
    return ports;
  }

  /**
   * Starts it as mx.example.com.
   *
   * @param settings lines of imapd.conf
   */
  Daemon start(LabCertificate certificate, String settings) throws IOException {
    Files.writeString(directory.resolve("chain.pem"), certificate.pem());
    Files.writeString(directory.resolve("key.pem"), Daemon.pem(certificate.key()));
    Path configuration = directory.resolve("imapd.conf");
    Files.writeString(
        configuration,
        """
        configdirectory: /var/lib/cyrus
        partition-default: /var/spool/cyrus
        defaultpartition: default
        sievedir: /var/spool/sieve
        servername: mx.example.com
        syslog_prefix: cyrus
        sasl_pwcheck_method: auxprop
        tls_server_cert: DIR/chain.pem
        tls_server_key: DIR/key.pem
        """
                .replace("DIR", directory.toString())
            + settings);
    var services = new StringBuilder("START {\n}\nSERVICES {\n");
    ports.forEach(
        (port, actual) ->
            services.append(
                "  p%d cmd=\"%s -C %s\" listen=\"127.0.0.2:%d\" prefork=0\n"
                    .formatted(port, SERVICES.get(port), configuration, actual)));
    Path list = directory.resolve("cyrus.conf");
    Files.writeString(list, services + "}\nEVENTS {\n}\n");
    return PACKAGE.start(
        directory,
        FOLDERS,
        List.of(
            "/usr/lib/cyrus/bin/master",
            "-D",
            "-M",
            list.toString(),
            "-C",
            configuration.toString(),
            "-p",
            "/run/cyrus-master.pid"),
        ports.values());
  }
}
