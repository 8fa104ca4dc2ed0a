package dev.mxray.net.mail;

import dev.mxray.net.tls.TlsSession;
import dev.mxray.observe.Ending;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was said between the scanner and one mailbox server, as far as it got.
 *
 * @param greeting what the server began with
 * @param capabilities what it said that it can do, in the clear; with implicit TLS inside that
 * @param starttls the answer to STARTTLS or STLS
 * @param tls the session, when a handshake was completed
 * @param capabilitiesInsideTls what it said that it can do inside STARTTLS
 * @param identity what it answered to ID (RFC 2971); null when it was not asked or did not tell
 * @param refusedUsual how a client of today was refused, when one that offers old versions and
 *     suites too was sent after it; if there is a session, that one had it
 * @param faults what the server did wrong though it could be understood, for people
 * @param ending how it ended
 * @param transcript what was said, line by line
 * @param millis from the first attempt to connect to the ending
 */
public record MailboxDialogue(
    @Nullable MailboxReply greeting,
    @Nullable MailboxCapabilities capabilities,
    @Nullable MailboxReply starttls,
    @Nullable TlsSession tls,
    @Nullable MailboxCapabilities capabilitiesInsideTls,
    @Nullable String identity,
    @Nullable Ending refusedUsual,
    Set<Sentence> faults,
    Ending ending,
    List<String> transcript,
    long millis) {

  public MailboxDialogue {
    faults = Set.copyOf(faults);
    transcript = List.copyOf(transcript);
  }

  /** A conversation that did not come about. */
  static MailboxDialogue none(Ending ending, long millis) {
    return new MailboxDialogue(
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Set.of(),
        ending,
        List.of("[" + ending.words() + "]"),
        millis);
  }

  /** The same as {@link SmtpDialogue#andThen} tells of SMTP. */
  MailboxDialogue andThen(MailboxDialogue widest) {
    MailboxDialogue facts = widest.tls == null ? this : widest;
    return new MailboxDialogue(
        facts.greeting,
        facts.capabilities,
        facts.starttls,
        facts.tls,
        facts.capabilitiesInsideTls,
        facts.identity,
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
