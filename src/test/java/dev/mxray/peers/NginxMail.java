package dev.mxray.peers;

import dev.mxray.lab.LabCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** nginx as a proxy of mail, which nobody ever logs in to. */
final class NginxMail {
  static final Unpacked PACKAGE = Unpacked.named("nginx-mail");

  private final Path directory;
  private final Map<Integer, Integer> ports = new TreeMap<>();

  private NginxMail(Path directory) {
    this.directory = directory;
    List.of(587, 143, 110).forEach(port -> ports.put(port, Daemon.freePort()));
  }

  static NginxMail in(Path directory) throws IOException {
    return new NginxMail(Daemon.open(directory));
  }

  /** The ports that it listens on, by those that they stand for. */
  Map<Integer, Integer> ports() {
    return ports;
  }

  /**
   * Starts it as mx.example.com.
   *
   * @param settings of its section for mail
   */
  Daemon start(LabCertificate certificate, String settings) throws IOException {
    Files.writeString(directory.resolve("chain.pem"), certificate.pem());
    Files.writeString(directory.resolve("key.pem"), Daemon.pem(certificate.key()));
    Path configuration = directory.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        load_module MODULE;
        daemon off;
        pid DIR/nginx.pid;
        error_log DIR/error.log;
        events {}
        mail {
          server_name mx.example.com;
          auth_http 127.0.0.2:9/;
          ssl_certificate DIR/chain.pem;
          ssl_certificate_key DIR/key.pem;
          SETTINGS
          server { listen 127.0.0.2:P587; protocol smtp; }
          server { listen 127.0.0.2:P143; protocol imap; }
          server { listen 127.0.0.2:P110; protocol pop3; }
        }
        """
            .replace("MODULE", PACKAGE.file("usr/lib/nginx/modules/ngx_mail_module.so").toString())
            .replace("SETTINGS", settings)
            .replace("DIR", directory.toString())
            .replace("P587", ports.get(587).toString())
            .replace("P143", ports.get(143).toString())
            .replace("P110", ports.get(110).toString()));
    return PACKAGE.start(
        directory,
        "mkdir -p /var/lib/nginx",
        List.of(
            "/usr/sbin/nginx",
            "-c",
            configuration.toString(),
            "-p",
            directory.toString(),
            "-e",
            directory.resolve("error.log").toString()),
        ports.values());
  }
}
