package dev.mxray.check.mailbox;

import dev.mxray.check.smtp.Injected;
import dev.mxray.check.smtp.ServerObservation.Starttls;
import dev.mxray.check.smtp.ServerObservation.State;
import dev.mxray.check.software.Fingerprint;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one mailbox server said, at one address and port. All texts are as they were sent: hostile,
 * to be escaped at every exit.
 *
 * @param announced true when the domain or the user named this service: then it should be there
 * @param implicitTls true when TLS comes before everything else
 * @param state how far it got, in one word
 * @param greeting its first words; null when there were none
 * @param clear what it can do in the clear; with implicit TLS inside that
 * @param inside what it can do inside STARTTLS
 * @param identity what it answered to ID (RFC 2971)
 * @param tls what the handshake showed, when there was one
 * @param refusedUsual how a client of today was refused TLS, when one that offers old versions and
 *     suites too was sent after it
 * @param faults what it did wrong though it could be understood, for people
 * @param injection what became of a command behind STARTTLS; null when that was not tried
 * @param ending how the conversation ended
 * @param transcript what was said, line by line
 */
public record MailboxServer(
    Protocol protocol,
    String host,
    String address,
    int port,
    boolean announced,
    boolean implicitTls,
    State state,
    @Nullable String greeting,
    @Nullable Abilities clear,
    @Nullable Abilities inside,
    @Nullable String identity,
    @Nullable TlsObservation tls,
    @Nullable Ending refusedUsual,
    Set<Sentence> faults,
    @Nullable Injected injection,
    Ending ending,
    List<String> transcript,
    long millis) {

  /** What is spoken. */
  public enum Protocol {
    IMAP("IMAP"),
    POP3("POP3"),
    SIEVE("ManageSieve");

    private final String words;

    Protocol(String words) {
      this.words = words;
    }

    /** The name for people. */
    public String words() {
      return words;
    }
  }

  /**
   * What a server says that it can do.
   *
   * @param words as sent, without quotes
   * @param auth the mechanisms of SASL, upper case
   * @param passwords by what a password can be sent as it is, for people
   * @param starttls whether TLS can be started
   */
  public record Abilities(
      List<String> words, List<String> auth, List<String> passwords, boolean starttls) {
    public Abilities {
      words = List.copyOf(words);
      auth = List.copyOf(auth);
      passwords = List.copyOf(passwords);
    }
  }

  public MailboxServer {
    faults = Set.copyOf(faults);
    transcript = List.copyOf(transcript);
  }

  /** As findings name it: {@code imap.example.com[192.0.2.1]:143}. */
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
    if (clear == null) {
      return null;
    }
    return !clear.starttls() ? Starttls.NOT_OFFERED : isStarttlsBroken() ? Starttls.FAILED : null;
  }

  /** True when STARTTLS is offered and cannot be had. */
  public boolean isStarttlsBroken() {
    if (implicitTls || tls != null || ending.stopped()) {
      return false;
    }
    // Without any answer to STARTTLS it may be the server's load as well.
    return ending.step() == Step.STARTTLS_HANDSHAKE
        || (ending.step() == Step.STARTTLS && ending.how() != How.TIMEOUT);
  }

  /** The mechanisms that are offered in the clear; with implicit TLS there is no such thing. */
  public List<String> authBeforeTls() {
    return implicitTls || clear == null ? List.of() : clear.auth();
  }

  /** The mechanisms that are offered inside TLS. */
  public List<String> authAfterTls() {
    Abilities secured = implicitTls ? clear : inside;
    return secured == null ? List.of() : secured.auth();
  }

  /** The product that it names, if it is one that is known here. */
  public Optional<String> software() {
    return texts().software();
  }

  /** The words that name a version, as they stand there. */
  public Optional<String> version() {
    return texts().version();
  }

  private Fingerprint texts() {
    var texts = new ArrayList<String>();
    if (greeting != null) {
      texts.add(greeting);
    }
    if (identity != null) {
      texts.add(identity);
    }
    for (Abilities abilities : java.util.Arrays.asList(clear, inside)) {
      if (abilities != null) {
        abilities.words().stream()
            .filter(word -> word.regionMatches(true, 0, "IMPLEMENTATION", 0, 14))
            .forEach(texts::add);
      }
    }
    return new Fingerprint(texts);
  }

  /** The same with more known about the handshake. */
  MailboxServer with(TlsObservation other) {
    return new MailboxServer(
        protocol,
        host,
        address,
        port,
        announced,
        implicitTls,
        state,
        greeting,
        clear,
        inside,
        identity,
        other,
        refusedUsual,
        faults,
        injection,
        ending,
        transcript,
        millis);
  }
}
