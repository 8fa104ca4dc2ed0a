package dev.mxray.net.mail;

import dev.mxray.net.tls.TlsSession;
import dev.mxray.observe.Ending;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was said between the scanner and one mail server, as far as it got.
 *
 * @param greeting the reply that the server began with
 * @param ehlo the positive reply to EHLO, or to HELO; on a port with implicit TLS the one inside it
 * @param helo true when that was HELO, since the server knows no EHLO
 * @param starttls the reply to STARTTLS
 * @param tls the session, when a handshake was completed
 * @param ehloInsideTls the positive reply to EHLO inside TLS
 * @param refusedUsual how a client of today was refused, when one that offers old versions and
 *     suites too was sent after it; if there is a session, that one had it
 * @param faults what the server did wrong though it could be understood, for people
 * @param ending how it ended
 * @param transcript what was said, line by line
 * @param millis from the first attempt to connect to the ending
 */
public record SmtpDialogue(
    @Nullable Reply greeting,
    @Nullable Reply ehlo,
    boolean helo,
    @Nullable Reply starttls,
    @Nullable TlsSession tls,
    @Nullable Reply ehloInsideTls,
    @Nullable Ending refusedUsual,
    Set<Sentence> faults,
    Ending ending,
    List<String> transcript,
    long millis) {

  public SmtpDialogue {
    faults = Set.copyOf(faults);
    transcript = List.copyOf(transcript);
  }

  /** A conversation that did not come about. */
  static SmtpDialogue none(Ending ending, long millis) {
    return new SmtpDialogue(
        null,
        null,
        false,
        null,
        null,
        null,
        null,
        Set.of(),
        ending,
        List.of("[" + ending.words() + "]"),
        millis);
  }

  /** True when the last thing that the server said was that it closes, for now (421). */
  boolean saysTooMany() {
    return ending.how() == Ending.How.REJECTED && ending.words().startsWith("421");
  }

  /** True when the server would not talk for now (4yz to the connection or to EHLO). */
  boolean saysLater() {
    return ending.how() == Ending.How.REJECTED
        && (ending.step() == Ending.Step.GREETING || ending.step() == Ending.Step.EHLO)
        && ending.words().startsWith("4");
  }

  /**
   * What this one, in which the TLS of today was refused, and a second one, in which everything was
   * offered, show together: the second one when there was TLS in it; else the refusal, unless the
   * scan ended before the second one could decide.
   */
  SmtpDialogue andThen(SmtpDialogue widest) {
    SmtpDialogue facts = widest.tls == null ? this : widest;
    return new SmtpDialogue(
        facts.greeting,
        facts.ehlo,
        facts.helo,
        facts.starttls,
        facts.tls,
        facts.ehloInsideTls,
        ending,
        facts.faults,
        widest.tls == null && widest.ending.stopped()
            ? new Ending(ending.step(), widest.ending.how(), widest.ending.told())
            : facts.ending,
        Stream.of(transcript, List.of("[again, offering everything]"), widest.transcript)
            .flatMap(List::stream)
            .toList(),
        millis + widest.millis);
  }
}
