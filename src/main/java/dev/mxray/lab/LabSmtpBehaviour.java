package dev.mxray.lab;

import dev.mxray.lab.LabSmtpAct.Mischief;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link LabSmtp} behaves. It begins as an ordinary server without TLS, and the methods give
 * variants of it:
 *
 * <pre>{@code
 * LabSmtpBehaviour.of("mx.example.com").starttls(certificates.expired("mx.example.com"))
 * LabSmtpBehaviour.of("mx.example.com").at(Moment.EHLO, Mischief.RESET)
 * }</pre>
 *
 * @param host the name in the greeting and in replies
 * @param capabilities EHLO keywords in the clear, without STARTTLS, which is added where there is
 *     something to start
 * @param capabilitiesInside EHLO keywords inside TLS
 * @param tls null for a server without a certificate
 * @param acts what it does in place of what it should do
 * @param mostConnections open connections from which on a further one gets 421
 * @param answers replies to commands by how these begin, upper case; the longest beginning counts
 */
public record LabSmtpBehaviour(
    String host,
    Greeting greeting,
    List<String> capabilities,
    List<String> capabilitiesInside,
    @Nullable Tls tls,
    Map<Moment, LabSmtpAct> acts,
    Delivery delivery,
    int mostConnections,
    Map<String, String> answers) {
  private static final List<String> CAPABILITIES =
      List.of("PIPELINING", "SIZE 10240000", "8BITMIME");
  private static final String AUTH = "AUTH PLAIN LOGIN";
  private static final int TARPIT_LINES = 1000;

  /** The moments at which a server may do something else than it should. */
  public enum Moment {
    /** Connected: in place of the greeting. */
    CONNECT,
    /** Behind the greeting. */
    GREETING,
    /** In place of the answer to EHLO in the clear. */
    EHLO,
    /** In place of the answer to HELO. */
    HELO,
    /** In place of 220 to STARTTLS, which is offered for it. */
    STARTTLS,
    /**
     * In place of a handshake, when the client's first octets for it come: behind 220 to STARTTLS,
     * which is offered for it, or on a port with implicit TLS.
     */
    HANDSHAKE,
    /** Behind the handshake; with implicit TLS in place of the greeting. */
    SECURED,
    /** In place of the answer to EHLO inside TLS. */
    EHLO_INSIDE,
    /** In place of 221 and the close. */
    QUIT
  }

  /**
   * The greeting.
   *
   * @param lines as they are sent, with code, without line end; ISO 8859-1
   * @param delay before the first line
   * @param pause between the lines
   * @param strict whether to hang up on a client that talks before the greeting is complete
   */
  public record Greeting(List<String> lines, Duration delay, Duration pause, boolean strict) {
    public Greeting {
      lines = List.copyOf(lines);
    }
  }

  /**
   * The server's TLS.
   *
   * @param protocols versions by their JSSE names, {@code TLSv1.2}; those that the JVM has disabled
   *     do not work
   * @param implicit from the first octet on, rather than by STARTTLS
   * @param behind220 octets that come in the clear in one packet with the 220 to STARTTLS; ISO
   *     8859-1
   * @param obeysPlaintext whether commands that came in the clear behind STARTTLS are carried out
   *     inside TLS (CVE-2011-0411)
   */
  public record Tls(
      LabCertificate certificate,
      List<String> protocols,
      boolean implicit,
      String behind220,
      boolean obeysPlaintext) {
    static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    public Tls {
      protocols = List.copyOf(protocols);
    }
  }

  /**
   * How replies are put on the wire; the greeting too.
   *
   * @param lineEnd what ends a line
   * @param delay before each reply
   * @param octetPause between the octets; null to send a reply at once
   */
  public record Delivery(String lineEnd, Duration delay, @Nullable Duration octetPause) {
    static final Delivery PLAIN = new Delivery("\r\n", Duration.ZERO, null);
  }

  public LabSmtpBehaviour {
    capabilities = List.copyOf(capabilities);
    capabilitiesInside = List.copyOf(capabilitiesInside);
    answers = Map.copyOf(answers);
    acts = Collections.unmodifiableMap(acts.isEmpty() ? Map.of() : new EnumMap<>(acts));
  }

  /** An ordinary server without TLS. */
  public static LabSmtpBehaviour of(String host) {
    return new LabSmtpBehaviour(
        host,
        new Greeting(List.of("220 " + host + " ESMTP"), Duration.ZERO, Duration.ZERO, false),
        CAPABILITIES,
        CAPABILITIES,
        null,
        Map.of(),
        Delivery.PLAIN,
        Integer.MAX_VALUE,
        Map.of());
  }

  /** A server that sends a long greeting octet by octet. */
  public static LabSmtpBehaviour tarpit(String host, Duration pause) {
    var lines = Collections.nCopies(TARPIT_LINES, "220-" + host + " please wait");
    return of(host).greeting(lines.toArray(String[]::new)).octetByOctet(pause);
  }

  /** The same with STARTTLS. */
  public LabSmtpBehaviour starttls(LabCertificate certificate) {
    return tls(new Tls(certificate, Tls.PROTOCOLS, /* implicit= */ false, "", false));
  }

  /** The same with TLS from the first octet on. */
  public LabSmtpBehaviour implicitTls(LabCertificate certificate) {
    return tls(new Tls(certificate, Tls.PROTOCOLS, /* implicit= */ true, "", false));
  }

  /** The same with these versions of TLS, by their JSSE names. */
  public LabSmtpBehaviour protocols(String... protocols) {
    Tls now = needTls();
    return tls(
        new Tls(
            now.certificate(),
            List.of(protocols),
            now.implicit(),
            now.behind220(),
            now.obeysPlaintext()));
  }

  /** The same sending octets in the clear behind the 220 to STARTTLS. */
  public LabSmtpBehaviour plaintextBehind220(String octets) {
    Tls now = needTls();
    return tls(
        new Tls(now.certificate(), now.protocols(), now.implicit(), octets, now.obeysPlaintext()));
  }

  /** The same obeying inside TLS what came in the clear behind STARTTLS (CVE-2011-0411). */
  public LabSmtpBehaviour obeyingPlaintext() {
    Tls now = needTls();
    return tls(new Tls(now.certificate(), now.protocols(), now.implicit(), now.behind220(), true));
  }

  /** The same with AUTH inside TLS. */
  public LabSmtpBehaviour auth() {
    return capabilities(capabilities, plus(capabilitiesInside, AUTH));
  }

  /** The same with AUTH in the clear and inside TLS. */
  public LabSmtpBehaviour authInTheClear() {
    return capabilities(plus(capabilities, AUTH), plus(capabilitiesInside, AUTH));
  }

  /** The same with other EHLO keywords, in the clear and inside TLS. */
  public LabSmtpBehaviour capabilities(String... keywords) {
    return capabilities(List.of(keywords), List.of(keywords));
  }

  /** The same with other EHLO keywords. */
  public LabSmtpBehaviour capabilities(List<String> clear, List<String> inside) {
    return new LabSmtpBehaviour(
        host, greeting, clear, inside, tls, acts, delivery, mostConnections, answers);
  }

  /** The same with another greeting: lines with their codes, without line ends. */
  public LabSmtpBehaviour greeting(String... lines) {
    return greeting(
        new Greeting(List.of(lines), greeting.delay(), greeting.pause(), greeting.strict()));
  }

  /** The same with a greeting that comes late. */
  public LabSmtpBehaviour greetingAfter(Duration delay) {
    return greeting(new Greeting(greeting.lines(), delay, greeting.pause(), greeting.strict()));
  }

  /**
   * The same with a greeting of two lines and a pause between them, hanging up on whoever talks
   * before the second one.
   */
  public LabSmtpBehaviour hangingUpOnEarlyTalkers(Duration pause) {
    return greeting(
        new Greeting(
            List.of("220-" + host + " ESMTP", "220 " + host + " ESMTP"),
            greeting.delay(),
            pause,
            /* strict= */ true));
  }

  /** The same knowing HELO only. */
  public LabSmtpBehaviour heloOnly() {
    return at(Moment.EHLO, LabSmtpAct.say("502 5.5.2 Command not recognized"));
  }

  /** The same offering STARTTLS and refusing it. */
  public LabSmtpBehaviour starttlsRefused() {
    return at(
        Moment.STARTTLS, LabSmtpAct.say("454 4.7.0 TLS not available due to temporary reason"));
  }

  /** The same doing something else at a moment. */
  public LabSmtpBehaviour at(Moment moment, LabSmtpAct act) {
    var more = new EnumMap<Moment, LabSmtpAct>(Moment.class);
    more.putAll(acts);
    more.put(moment, act);
    return new LabSmtpBehaviour(
        host,
        greeting,
        capabilities,
        capabilitiesInside,
        tls,
        more,
        delivery,
        mostConnections,
        answers);
  }

  /** The same accepting connections and never saying anything. */
  public LabSmtpBehaviour silent() {
    return at(Moment.CONNECT, Mischief.SILENCE);
  }

  /** The same ending lines in LF alone. */
  public LabSmtpBehaviour bareLf() {
    return delivery(new Delivery("\n", delivery.delay(), delivery.octetPause()));
  }

  /** The same with every reply late. */
  public LabSmtpBehaviour repliesAfter(Duration delay) {
    return delivery(new Delivery(delivery.lineEnd(), delay, delivery.octetPause()));
  }

  /** The same with every reply in single octets. */
  public LabSmtpBehaviour octetByOctet(Duration pause) {
    return delivery(new Delivery(delivery.lineEnd(), delivery.delay(), pause));
  }

  /** The same answering 421 to a connection beyond a number of open ones. */
  public LabSmtpBehaviour atMost(int connections) {
    return new LabSmtpBehaviour(
        host,
        greeting,
        capabilities,
        capabilitiesInside,
        tls,
        acts,
        delivery,
        connections,
        answers);
  }

  /**
   * The same answering some commands otherwise.
   *
   * @param command how it begins, in any case: {@code RCPT TO:<postmaster@}
   * @param reply a line with its code, without line end
   */
  public LabSmtpBehaviour answering(String command, String reply) {
    var more = new HashMap<>(answers);
    more.put(command.toUpperCase(Locale.ROOT), reply);
    return new LabSmtpBehaviour(
        host,
        greeting,
        capabilities,
        capabilitiesInside,
        tls,
        acts,
        delivery,
        mostConnections,
        more);
  }

  /** The reply to a command, if it has one of its own. */
  Optional<String> answer(String command) {
    String upper = command.toUpperCase(Locale.ROOT);
    return answers.entrySet().stream()
        .filter(answer -> upper.startsWith(answer.getKey()))
        .max(Comparator.comparingInt(answer -> answer.getKey().length()))
        .map(Map.Entry::getValue);
  }

  /** Whether STARTTLS is announced in the clear. */
  boolean offersStarttls() {
    return tls == null
        ? acts.containsKey(Moment.STARTTLS) || acts.containsKey(Moment.HANDSHAKE)
        : !tls.implicit();
  }

  private LabSmtpBehaviour tls(Tls value) {
    return new LabSmtpBehaviour(
        host,
        greeting,
        capabilities,
        capabilitiesInside,
        value,
        acts,
        delivery,
        mostConnections,
        answers);
  }

  private LabSmtpBehaviour greeting(Greeting value) {
    return new LabSmtpBehaviour(
        host,
        value,
        capabilities,
        capabilitiesInside,
        tls,
        acts,
        delivery,
        mostConnections,
        answers);
  }

  private LabSmtpBehaviour delivery(Delivery value) {
    return new LabSmtpBehaviour(
        host,
        greeting,
        capabilities,
        capabilitiesInside,
        tls,
        acts,
        value,
        mostConnections,
        answers);
  }

  private Tls needTls() {
    if (tls == null) {
      throw new IllegalStateException("a server without TLS; say starttls or implicitTls first");
    }
    return tls;
  }

  private static List<String> plus(List<String> list, String more) {
    var longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }
}
