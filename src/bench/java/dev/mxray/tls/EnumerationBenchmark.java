import dev.mxray.address.IpAddress;
import dev.mxray.net.EventLoops;
import dev.mxray.net.guard.AddressPolicy;
import dev.mxray.net.guard.ConnectionBudget;
import dev.mxray.net.guard.Dialer;
import dev.mxray.net.guard.Route;
import dev.mxray.net.mail.MailboxProtocol;
import dev.mxray.net.mail.MailboxTarget;
import dev.mxray.net.mail.SmtpClient;
import dev.mxray.net.mail.SmtpTarget;
import dev.mxray.net.mail.TalkingMailboxClient;
import dev.mxray.net.tls.Enumeration.Known;
import dev.mxray.net.tls.TlsSupport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Times the enumeration of one port alone, without the rest of a scan: PROTOCOL ADDRESS PORT HOST
 * CONNECTIONS ROUNDS, where PROTOCOL is smtp, smtps, imap, imaps, pop3, pop3s or sieve. Prints each
 * round: connections, suites and milliseconds; the first is that of a cold JVM.
 */
final class EnumerationBenchmark {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private EnumerationBenchmark() {}

  public static void main(String[] arguments) {
    IpAddress address = IpAddress.parse(arguments[1]).orElseThrow();
    int port = Integer.parseInt(arguments[2]);
    int width = Integer.parseInt(arguments[4]);
    try (EventLoops loops = EventLoops.open()) {
      var budget = new ConnectionBudget(width, ConnectionBudget.DEFAULT_IN_ALL);
      var dialer =
          new Dialer(loops, new AddressPolicy(true), budget, Route.DIRECT, Duration.ofSeconds(15));
      for (int round = 0; round < Integer.parseInt(arguments[5]); round++) {
        long started = System.nanoTime();
        TlsSupport support = enumerate(arguments[0], arguments[3], address, port, dialer);
        long millis = (System.nanoTime() - started) / 1_000_000;
        System.out.println(
            support.connections()
                + " connections, "
                + support.versions().stream().mapToInt(one -> one.suites().size()).sum()
                + " suites, "
                + millis
                + " ms"
                + (support.trouble() == null ? "" : " " + support.trouble()));
      }
    }
  }

  private static TlsSupport enumerate(
      String protocol, String host, IpAddress address, int port, Dialer dialer) {
    CompletableFuture<Optional<TlsSupport>> asked =
        switch (protocol) {
          case "smtp", "smtps" ->
              new SmtpClient(dialer, Optional.empty(), TIMEOUT)
                  .enumerate(
                      new SmtpTarget(host, address, port, protocol.endsWith("s"), true),
                      Known.NOTHING,
                      new CompletableFuture<>());
          default ->
              new TalkingMailboxClient(dialer, TIMEOUT)
                  .enumerate(
                      new MailboxTarget(
                          protocol.startsWith("imap")
                              ? MailboxProtocol.IMAP
                              : protocol.startsWith("pop3")
                                  ? MailboxProtocol.POP3
                                  : MailboxProtocol.SIEVE,
                          host,
                          address,
                          port,
                          protocol.endsWith("s")),
                      Known.NOTHING,
                      new CompletableFuture<>());
        };
    return asked.join().orElseThrow();
  }
}
