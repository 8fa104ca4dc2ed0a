package dev.mxray.peers;

import dev.mxray.lab.LabCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Dovecot with IMAP, POP3 and ManageSieve. */
final class Dovecot {
  static final String PROGRAM = "/usr/sbin/dovecot";

  private final Path directory;
  private final Map<Integer, Integer> ports = new TreeMap<>();

  private Dovecot(Path directory) {
    this.directory = directory;
    List.of(110, 143, 993, 995, 4190).forEach(port -> ports.put(port, Daemon.freePort()));
  }

  static Dovecot in(Path directory) throws IOException {
    return new Dovecot(Daemon.open(directory));
  }

  /** The ports that it listens on, by those that they stand for. */
  Map<Integer, Integer> ports() {
    return ports;
  }

  /**
   * Starts it.
   *
   * @param settings lines of its configuration
   */
  Daemon start(LabCertificate certificate, String settings) throws IOException {
    Files.writeString(directory.resolve("chain.pem"), certificate.pem());
    Files.writeString(directory.resolve("key.pem"), Daemon.pem(certificate.key()));
    Path configuration = directory.resolve("dovecot.conf");
    Files.writeString(
        configuration,
        """
        base_dir = DIR/run
        state_dir = DIR/state
        log_path = DIR/dovecot.log
        listen = 127.0.0.2
        protocols = imap pop3 sieve
        ssl_cert = <DIR/chain.pem
        ssl_key = <DIR/key.pem
        passdb {
          driver = static
          args = password=none
        }
        userdb {
          driver = static
          args = uid=nobody gid=nogroup home=DIR/home
        }
        service stats {
          process_min_avail = 0
        }
        service imap-login {
          inet_listener imap {
            port = P143
          }
          inet_listener imaps {
            port = P993
          }
        }
        service pop3-login {
          inet_listener pop3 {
            port = P110
          }
          inet_listener pop3s {
            port = P995
          }
        }
        service managesieve-login {
          inet_listener sieve {
            port = P4190
          }
        }
        """
                .replace("DIR", directory.toString())
                .replace("P143", ports.get(143).toString())
                .replace("P993", ports.get(993).toString())
                .replace("P110", ports.get(110).toString())
                .replace("P995", ports.get(995).toString())
                .replace("P4190", ports.get(4190).toString())
            + settings);
    return Daemon.start(
        directory,
        Map.of(),
        List.of(PROGRAM, "-F", "-c", configuration.toString()),
        ports.values());
  }
}
