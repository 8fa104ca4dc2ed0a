package dev.mxray.scan;

import dev.mxray.check.mx.Exchange;
import dev.mxray.check.mx.MxObservation;
import dev.mxray.check.smtp.ServerObservation;
import dev.mxray.check.smtp.ServerObservation.Hello;
import dev.mxray.check.smtp.SmtpObservation;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.mcss.ServerView;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns mail servers as they were seen into what the assessment of controls leans on. */
final class ServerViews {
  private ServerViews() {}

  static List<ServerView> of(SmtpObservation smtp) {
    return smtp.servers().stream().map(ServerViews::of).toList();
  }

  /** The exchanges whose servers were not talked to; one that has no address has no server. */
  static List<String> notProbed(SmtpObservation smtp, MxObservation mx) {
    return Stream.concat(
            smtp.notProbed().stream(),
            mx.hosts().stream()
                .filter(host -> host.addresses().isEmpty() && !host.hasNoAddress())
                .map(Exchange::host))
        .distinct()
        .toList();
  }

  private static ServerView of(ServerObservation server) {
    Hello clear = server.implicitTls() ? null : server.ehlo();
    Hello inside = server.implicitTls() ? server.ehlo() : server.ehloInsideTls();
    ServerObservation.Said greeting = server.greeting();
    return new ServerView(
        server.host(),
        server.address(),
        server.port(),
        ServerView.State.valueOf(server.state().name()),
        server.software().map(software -> software.toLowerCase(Locale.ROOT)).orElse(null),
        greeting == null ? null : String.join(" ", greeting.texts()),
        capabilities(inside != null ? inside : clear),
        startTls(server),
        server.implicitTls() ? List.of() : auth(clear),
        auth(inside),
        session(server.tls()),
        /* certificate= */ null);
  }

  /** After HELO a server has no way to say what it can do. */
  private static @Nullable List<String> capabilities(@Nullable Hello hello) {
    return hello == null || hello.helo() ? null : hello.capabilities();
  }

  private static @Nullable List<String> auth(@Nullable Hello hello) {
    return hello == null ? null : hello.auth();
  }

  private static ServerView.@Nullable StartTls startTls(ServerObservation server) {
    ServerObservation.Starttls starttls = server.starttls();
    return starttls == null ? null : ServerView.StartTls.valueOf(starttls.name());
  }

  private static ServerView.@Nullable Session session(@Nullable TlsObservation tls) {
    return tls == null
        ? null
        : new ServerView.Session(
            tls.version(), tls.cipherSuite(), tls.group(), /* versions= */ null);
  }
}
