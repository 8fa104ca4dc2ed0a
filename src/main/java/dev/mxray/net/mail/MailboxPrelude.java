package dev.mxray.net.mail;

import dev.mxray.observe.Reason;
import java.util.Optional;

/** Greeting and the command that starts TLS, in the protocols of mailboxes. */
final class MailboxPrelude implements Prelude {
  private static final String TAG = "x1";

  private final MailboxProtocol protocol;
  private MailboxAnswer awaited;
  private boolean greeted;

  MailboxPrelude(MailboxProtocol protocol) {
    this.protocol = protocol;
    this.awaited = MailboxAnswer.greeting(protocol);
  }

  @Override
  public Step line(String text) {
    Optional<MailboxReply> reply;
    try {
      reply = awaited.accept(new Line(text, Line.End.CRLF));
    } catch (ReplyReader.NoReply e) {
      return new Step.Stop(Reason.UNUSABLE_ANSWER, e.words(), false, null);
    }
    return reply.map(this::next).orElseGet(Step.Listen::new);
  }

  private Step next(MailboxReply reply) {
    if (!reply.isOk()) {
      return new Step.Stop(
          Reason.UNUSABLE_ANSWER,
          reply.toString(),
          /* tooMany= */ reply.status() == MailboxReply.Status.BYE,
          /* goodbye= */ null);
    }
    if (greeted) {
      return new Step.Ready();
    }
    greeted = true;
    boolean imap = protocol == MailboxProtocol.IMAP;
    awaited = MailboxAnswer.to(protocol, imap ? TAG : "");
    return new Step.Say(imap ? TAG + " " + protocol.starttls() : protocol.starttls());
  }
}
