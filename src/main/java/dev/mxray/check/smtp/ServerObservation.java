package dev.mxray.check.smtp;

import dev.mxray.check.software.Traits;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one server said, at one address and port. All texts are as they were sent: hostile, to be
 * escaped at every exit.
 *
 * @param host the exchange's name
 * @param address in text form
 * @param implicitTls true when TLS comes before everything else
 * @param state how far it got, in one word
 * @param greeting the first reply; null when there was none
 * @param ehlo the positive reply to EHLO or HELO in the clear; with implicit TLS inside that
 * @param starttlsReply the reply to STARTTLS
 * @param tls what the handshake showed, when there was one
 * @param ehloInsideTls the positive reply to EHLO inside TLS
 * @param refusedUsual how a client of today was refused TLS, when one that offers old versions and
 *     suites too was sent after it
 * @param faults what it did wrong though it could be understood, for people
 * @param nameAddresses the addresses, of this address's family, of the name in the greeting; absent
 *     when it has none; null when that was not asked
 * @param injected what became of a command behind STARTTLS; null when that was not tried
 * @param active what was tried out where the user asked for it
 * @param ending how the conversation ended
 * @param transcript what was said, line by line
 * @param millis how long it took
 */
public record ServerObservation(
    String host,
    String address,
    int port,
    boolean implicitTls,
    State state,
    @Nullable Said greeting,
    @Nullable Hello ehlo,
    @Nullable Said starttlsReply,
    @Nullable TlsObservation tls,
    @Nullable Hello ehloInsideTls,
    @Nullable Ending refusedUsual,
    Set<Sentence> faults,
    @Nullable Observed<List<String>> nameAddresses,
    @Nullable Injected injected,
    @Nullable ActiveObservation active,
    Ending ending,
    List<String> transcript,
    long millis) {

  /** How far a server let us come. */
  public enum State {
    /** A complete greeting of code 220 was read; what goes wrong later is a finding. */
    OPEN,
    REFUSED,
    TIMEOUT,
    RESET,
    CLOSED,
    /** A greeting that says no. */
    REJECTED,
    /** What came is no greeting. */
    PROTOCOL_ERROR,
    /** This machine or its network lets nobody out. */
    BLOCKED,
    NOT_PROBED;

    /** How far it let us come when there was no greeting. */
    public static State withoutGreeting(Ending ending) {
      return switch (ending.how()) {
        case REFUSED -> REFUSED;
        case TIMEOUT -> TIMEOUT;
        case RESET -> RESET;
        case CLOSED, DONE -> CLOSED;
        case REJECTED -> REJECTED;
        case GARBAGE, ALERT, OFFER_REFUSED -> PROTOCOL_ERROR;
        case FORBIDDEN -> BLOCKED;
        case UNREACHABLE, NOT_PUBLIC -> NOT_PROBED;
        case DEADLINE, INTERRUPTED -> ending.step() == Step.CONNECT ? NOT_PROBED : TIMEOUT;
      };
    }
  }

  /** What became of STARTTLS. */
  public enum Starttls {
    OK,
    NOT_OFFERED,
    FAILED,
    IMPLICIT
  }

  /**
   * A reply.
   *
   * @param texts without the code, line by line
   */
  public record Said(int code, List<String> texts, List<String> lines) {
    private static final Pattern POLICY = Pattern.compile("\\A\\s*5\\.7\\.\\d{1,3}\\b");
    private static final Pattern RELAY = Pattern.compile("\\brelay", Pattern.CASE_INSENSITIVE);

    public Said {
      texts = List.copyOf(texts);
      lines = List.copyOf(lines);
    }

    /** A refusal of the client, which every recipient would get (RFC 3463 §3.8). */
    public boolean isAboutClient() {
      String text = texts.isEmpty() ? "" : texts.get(0);
      return POLICY.matcher(text).find() && !RELAY.matcher(text).find();
    }

    /** On one line, for people. */
    @Override
    public String toString() {
      return String.join(" / ", lines);
    }
  }

  /**
   * A positive reply to EHLO or HELO.
   *
   * @param helo true when the server knows no EHLO
   * @param introduction its first line
   * @param capabilities the other lines
   * @param auth the mechanisms of AUTH
   */
  public record Hello(
      boolean helo,
      String introduction,
      List<String> capabilities,
      List<String> auth,
      boolean starttls) {
    public Hello {
      capabilities = List.copyOf(capabilities);
      auth = List.copyOf(auth);
    }
  }

  public ServerObservation {
    faults = Set.copyOf(faults);
    transcript = List.copyOf(transcript);
  }

  /** As findings name it: {@code mx.example.com[192.0.2.1]:25}. */
  public String subject() {
    return host + "[" + address + "]:" + port;
  }

  /** What became of STARTTLS; null when that was not seen. */
  public @Nullable Starttls starttls() {
    if (implicitTls) {
      return tls == null ? null : Starttls.IMPLICIT;
    }
    if (tls != null) {
      return Starttls.OK;
    }
    if (ehlo == null) {
      return null;
    }
    return !ehlo.starttls() ? Starttls.NOT_OFFERED : isStarttlsBroken() ? Starttls.FAILED : null;
  }

  /** True when STARTTLS is offered and cannot be had. */
  public boolean isStarttlsBroken() {
    if (implicitTls || tls != null || ending.stopped()) {
      return false;
    }
    // Without any reply to STARTTLS it may be the server's load as well.
    return ending.step() == Step.STARTTLS_HANDSHAKE
        || (ending.step() == Step.STARTTLS && ending.how() != How.TIMEOUT);
  }

  /** The product that greeting or EHLO name, or which alone speaks like this. */
  public Optional<String> software() {
    return introduction()
        .software()
        .or(
            () ->
                ehlo == null
                    ? Optional.empty()
                    : new Traits(ehlo.introduction(), ehlo.capabilities()).software());
  }

  /** The words in which greeting or EHLO name a version. */
  public Optional<String> version() {
    return introduction().version();
  }

  /** Greeting and the first line of the reply to EHLO. */
  Banner introduction() {
    var lines = new java.util.ArrayList<String>();
    if (greeting != null) {
      lines.addAll(greeting.texts());
    }
    if (ehlo != null) {
      lines.add(ehlo.introduction());
    }
    return new Banner(lines);
  }

  /** The same in another state. */
  ServerObservation in(State other) {
    return with(other, tls);
  }

  /** The same with more known about the handshake. */
  ServerObservation with(TlsObservation other) {
    return with(state, other);
  }

  private ServerObservation with(State otherState, @Nullable TlsObservation otherTls) {
    return new ServerObservation(
        host,
        address,
        port,
        implicitTls,
        otherState,
        greeting,
        ehlo,
        starttlsReply,
        otherTls,
        ehloInsideTls,
        refusedUsual,
        faults,
        nameAddresses,
        injected,
        active,
        ending,
        transcript,
        millis);
  }
}
