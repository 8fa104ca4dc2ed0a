package dev.mxray.peers;

import dev.mxray.lab.LabCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** nginx with one site over HTTPS. */
final class Nginx {
  static final String PROGRAM = "/usr/sbin/nginx";

  private final Path directory;
  private final int port = Daemon.freePort();

  private Nginx(Path directory) {
    this.directory = directory;
  }

  static Nginx in(Path directory) throws IOException {
    return new Nginx(Daemon.open(directory));
  }

  int port() {
    return port;
  }

  /**
   * Starts it.
   *
   * @param location what stands in the block of the policy's location
   */
  Daemon start(LabCertificate certificate, String location) throws IOException {
    Files.writeString(directory.resolve("chain.pem"), certificate.pem());
    Files.writeString(directory.resolve("key.pem"), Daemon.pem(certificate.key()));
    Path configuration = directory.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        daemon off;
        pid DIR/nginx.pid;
        error_log DIR/error.log;
        events {}
        http {
          access_log off;
          client_body_temp_path DIR/body;
          proxy_temp_path DIR/proxy;
          fastcgi_temp_path DIR/fastcgi;
          uwsgi_temp_path DIR/uwsgi;
          scgi_temp_path DIR/scgi;
          server {
            listen 127.0.0.2:PORT ssl;
            ssl_certificate DIR/chain.pem;
            ssl_certificate_key DIR/key.pem;
            gzip on;
            gzip_types text/plain;
            gzip_min_length 1;
            location = /.well-known/mta-sts.txt {
              default_type text/plain;
              LOCATION
            }
          }
        }
        """
            .replace("LOCATION", location)
            .replace("DIR", directory.toString())
            .replace("PORT", Integer.toString(port)));
    return Daemon.start(
        directory,
        Map.of(),
        List.of(
            PROGRAM,
            "-c",
            configuration.toString(),
            "-p",
            directory.toString(),
            "-e",
            directory.resolve("error.log").toString()),
        List.of(port));
  }
}
