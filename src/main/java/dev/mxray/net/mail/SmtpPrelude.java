package dev.mxray.net.mail;

import dev.mxray.observe.Reason;
import java.util.Optional;

/** Greeting, EHLO, STARTTLS (RFC 5321 §3.1, RFC 3207 §4). */
final class SmtpPrelude implements Prelude {
  private static final int READY = 220;
  private static final int OKAY = 250;

  private enum Awaited {
    GREETING,
    EHLO,
    STARTTLS
  }

  private final String name;
  private final ReplyReader reader = new ReplyReader();
  private Awaited awaited = Awaited.GREETING;

  /**
   * @param name what the scanner calls itself
   */
  SmtpPrelude(String name) {
    this.name = name;
  }

  @Override
  public Step line(String text) {
    Optional<Reply> reply;
    try {
      reply = reader.accept(new Line(text, Line.End.CRLF));
    } catch (ReplyReader.NoReply e) {
      return new Step.Stop(Reason.UNUSABLE_ANSWER, e.words(), false, null);
    }
    return reply.map(this::next).orElseGet(Step.Listen::new);
  }

  private Step next(Reply reply) {
    int wanted = awaited == Awaited.EHLO ? OKAY : READY;
    if (reply.code() != wanted) {
      return new Step.Stop(
          Reason.UNUSABLE_ANSWER, reply.toString(), reply.code() / 100 == 4, "QUIT");
    }
    return switch (awaited) {
      case GREETING -> {
        awaited = Awaited.EHLO;
        yield new Step.Say("EHLO " + name);
      }
      case EHLO -> {
        awaited = Awaited.STARTTLS;
        yield new Step.Say("STARTTLS");
      }
      case STARTTLS -> new Step.Ready();
    };
  }
}
