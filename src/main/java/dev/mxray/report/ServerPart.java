package dev.mxray.report;

import dev.mxray.check.dane.DaneObservation;
import dev.mxray.check.mailbox.MailboxObservation;
import dev.mxray.check.mailbox.MailboxServer;
import dev.mxray.check.mx.Exchange;
import dev.mxray.check.mx.MxObservation;
import dev.mxray.check.smtp.ServerObservation;
import dev.mxray.check.smtp.SmtpObservation;
import dev.mxray.check.smtp.SmtpPlan;
import dev.mxray.check.tls.TlsProfile;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One host, address and port that was dialled, or should have been: what it said and how far the
 * dialogue got.
 *
 * @param state {@code open} (a complete 220 greeting was read; what goes wrong later is findings),
 *     {@code refused}, {@code timeout}, {@code reset}, {@code closed}, {@code rejected} (a greeting
 *     of 4xx or 5xx), {@code protocol_error}, {@code blocked} (the network of the scanner, or its
 *     machine, lets nobody out) or {@code not_probed}
 * @param replyCode of the greeting; null when no reply was read
 * @param greeting its lines as they were sent, parted by line feeds; null when no reply was read
 * @param software what the greeting or EHLO names; null when they name none
 * @param capabilities what EHLO offered first: in the clear, or inside implicit TLS
 * @param starttls {@code ok}, {@code not_offered}, {@code failed} or {@code implicit} (TLS from the
 *     first octet); null when the dialogue did not get there
 * @param authBeforeTls mechanisms that are offered in the clear
 * @param authAfterTls mechanisms that are offered inside TLS
 * @param tls null without a finished handshake
 * @param dialogue what else the port gave away; null when it was not dialled
 */
public record ServerPart(
    String host,
    String address,
    int port,
    String state,
    @Nullable Integer replyCode,
    @Nullable String greeting,
    @Nullable String software,
    List<String> capabilities,
    @Nullable String starttls,
    List<String> authBeforeTls,
    List<String> authAfterTls,
    @Nullable TlsPart tls,
    @Nullable DialoguePart dialogue) {

  /** Of which no more is known. */
  public ServerPart(
      String host,
      String address,
      int port,
      String state,
      @Nullable Integer replyCode,
      @Nullable String greeting,
      @Nullable String software,
      List<String> capabilities,
      @Nullable String starttls,
      List<String> authBeforeTls,
      List<String> authAfterTls,
      @Nullable TlsPart tls) {
    this(
        host,
        address,
        port,
        state,
        replyCode,
        greeting,
        software,
        capabilities,
        starttls,
        authBeforeTls,
        authAfterTls,
        tls,
        /* dialogue= */ null);
  }

  /**
   * The servers that were talked to, and those of the exchanges beyond the limit.
   *
   * @param profile that they are compared with; null for none
   */
  public static List<ServerPart> of(
      SmtpObservation smtp, MxObservation mx, DaneObservation dane, @Nullable TlsProfile profile) {
    return Stream.concat(
            smtp.servers().stream().map(server -> of(server, dane, profile)),
            mx.hosts().stream()
                .filter(exchange -> smtp.notProbed().contains(exchange.host()))
                .flatMap(ServerPart::notProbed))
        .toList();
  }

  private static ServerPart of(
      ServerObservation server, DaneObservation dane, @Nullable TlsProfile profile) {
    ServerObservation.Said greeting = server.greeting();
    ServerObservation.Hello clear = server.implicitTls() ? null : server.ehlo();
    ServerObservation.Hello inside = server.implicitTls() ? server.ehlo() : server.ehloInsideTls();
    ServerObservation.Starttls starttls = server.starttls();
    return new ServerPart(
        server.host(),
        server.address(),
        server.port(),
        server.state().name().toLowerCase(Locale.ROOT),
        greeting == null ? null : greeting.code(),
        greeting == null ? null : String.join("\n", greeting.lines()),
        server.software().orElse(null),
        clear != null ? clear.capabilities() : inside != null ? inside.capabilities() : List.of(),
        starttls == null ? null : starttls.name().toLowerCase(Locale.ROOT),
        clear == null ? List.of() : clear.auth(),
        inside == null ? List.of() : inside.auth(),
        TlsPart.of(server, dane, profile),
        DialoguePart.of(server));
  }

  /** The mailbox servers that were talked to. */
  public static List<ServerPart> of(MailboxObservation mailbox, @Nullable TlsProfile profile) {
    return mailbox.servers().stream().map(server -> of(server, profile)).toList();
  }

  private static ServerPart of(MailboxServer server, @Nullable TlsProfile profile) {
    ServerObservation.Starttls starttls = server.starttls();
    MailboxServer.Abilities first = server.clear() == null ? server.inside() : server.clear();
    return new ServerPart(
        server.host(),
        server.address(),
        server.port(),
        server.state().name().toLowerCase(Locale.ROOT),
        null,
        server.greeting(),
        server.software().orElse(null),
        first == null ? List.of() : first.words(),
        starttls == null ? null : starttls.name().toLowerCase(Locale.ROOT),
        server.authBeforeTls(),
        server.authAfterTls(),
        TlsPart.of(server.tls(), null, profile),
        DialoguePart.of(server));
  }

  /** The same after so many connections to it. */
  public ServerPart after(int connections) {
    return dialogue == null
        ? this
        : new ServerPart(
            host,
            address,
            port,
            state,
            replyCode,
            greeting,
            software,
            capabilities,
            starttls,
            authBeforeTls,
            authAfterTls,
            tls,
            dialogue.after(connections));
  }

  private static Stream<ServerPart> notProbed(Exchange exchange) {
    return exchange.addresses().stream()
        .map(
            address ->
                new ServerPart(
                    exchange.host(),
                    address,
                    SmtpPlan.RELAY_PORT,
                    "not_probed",
                    null,
                    null,
                    null,
                    List.of(),
                    null,
                    List.of(),
                    List.of(),
                    null));
  }
}
