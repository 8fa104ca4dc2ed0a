package dev.mxray.net.mail;

import dev.mxray.net.mail.Injection.Outcome;
import dev.mxray.net.mail.ReplyReader.NoReply;
import dev.mxray.net.tls.TlsSession;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import dev.mxray.text.Sentence;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * One conversation in which NOOP is said behind STARTTLS, in the same packet, and only goodbye
 * inside TLS: whoever answers twice there has obeyed what anybody on the way could have put in.
 */
final class InjectionConversation {
  private static final int READY = 220;
  private static final int CLOSING = 221;
  private static final String LINE_END = "\r\n";

  private final LineTalk talk;
  private final InjectionTarget target;
  private final Optional<String> heloName;

  private InjectionConversation(LineTalk talk, InjectionTarget target, Optional<String> heloName) {
    this.talk = talk;
    this.target = target;
    this.heloName = heloName;
  }

  static CompletableFuture<Injection> on(
      LineTalk talk, InjectionTarget target, Optional<String> heloName) {
    return new InjectionConversation(talk, target, heloName).have();
  }

  private CompletableFuture<Injection> have() {
    CompletableFuture<Outcome> outcome = target.mailbox().map(this::mailbox).orElseGet(this::smtp);
    return outcome.handle(
        (seen, failure) -> {
          if (failure == null) {
            return result(seen, talk.end(How.DONE, Sentence.of("net.complete")));
          }
          Ending ending = BrokenOffException.ending(failure);
          // Octets in the clear where the handshake should begin break it, and are not obeyed.
          boolean refused =
              ending.step().isHandshake() && !ending.stopped() && ending.how() != How.TIMEOUT;
          return result(refused ? Outcome.NOT_OBEYED : Outcome.UNSEEN, ending);
        });
  }

  private Injection result(Outcome outcome, Ending ending) {
    return new Injection(outcome, ending, talk.transcript().lines());
  }

  private CompletableFuture<Outcome> smtp() {
    return talk.hear(Step.GREETING, new ReplyReader())
        .thenCompose(
            greeting ->
                greeting.code() == READY
                    ? talk.say(
                        Step.EHLO, "EHLO " + heloName.orElseGet(talk::literal), new ReplyReader())
                    : rejected(greeting.toString()))
        .thenCompose(
            ehlo -> talk.say(Step.STARTTLS, "STARTTLS" + LINE_END + "NOOP", new ReplyReader()))
        .thenCompose(
            reply ->
                reply.code() == READY
                    ? secure().thenCompose(session -> smtpInside())
                    : CompletableFuture.completedFuture(Outcome.NOT_OBEYED));
  }

  private CompletableFuture<Outcome> smtpInside() {
    return talk.say(Step.COMMAND, "QUIT", new ReplyReader())
        .thenCompose(
            first -> {
              // Some servers greet again inside TLS, which is no answer to anything.
              boolean answersQuit = first.code() == CLOSING || first.code() == READY;
              return answersQuit
                  ? CompletableFuture.completedFuture(Outcome.NOT_OBEYED)
                  : second(new ReplyReader(), reply -> reply.code() == CLOSING);
            });
  }

  private CompletableFuture<Outcome> mailbox(MailboxProtocol protocol) {
    return talk.hear(Step.GREETING, MailboxAnswer.greeting(protocol))
        .thenCompose(
            greeting ->
                greeting.isOk()
                    ? talk.say(Step.STARTTLS, injected(protocol), MailboxAnswer.to(protocol, "x1"))
                    : rejected(greeting.toString()))
        .thenCompose(
            reply ->
                reply.isOk()
                    ? secure().thenCompose(session -> mailboxInside(protocol))
                    : CompletableFuture.completedFuture(Outcome.NOT_OBEYED));
  }

  private static String injected(MailboxProtocol protocol) {
    return switch (protocol) {
      case IMAP -> "x1 STARTTLS" + LINE_END + "x2 NOOP";
      case POP3 -> "STLS" + LINE_END + "NOOP";
      case SIEVE -> "STARTTLS" + LINE_END + "NOOP";
    };
  }

  private CompletableFuture<Outcome> mailboxInside(MailboxProtocol protocol) {
    return switch (protocol) {
      case IMAP ->
          talk.say(Step.COMMAND, "x3 LOGOUT", new Tagged("x3", "x2"))
              .thenApply(other -> other ? Outcome.OBEYED : Outcome.NOT_OBEYED);
      case POP3 -> twice(protocol, "QUIT");
      case SIEVE ->
          // The capabilities come by themselves (RFC 5804 §2.2).
          talk.hear(Step.CAPABILITIES_INSIDE_TLS, MailboxAnswer.greeting(protocol))
              .thenCompose(capabilities -> twice(protocol, "LOGOUT"));
    };
  }

  /** Whether a goodbye is answered twice. */
  private CompletableFuture<Outcome> twice(MailboxProtocol protocol, String goodbye) {
    return talk.say(Step.COMMAND, goodbye, MailboxAnswer.to(protocol, ""))
        .thenCompose(first -> second(MailboxAnswer.to(protocol, ""), answer -> true));
  }

  /** Whether another answer comes before the connection is closed. */
  private <T> CompletableFuture<Outcome> second(Answer<T> answer, Function<T, Boolean> counts) {
    return talk.hear(Step.COMMAND, answer)
        .handle(
            (second, failure) -> {
              if (failure != null) {
                Ending unused = BrokenOffException.ending(failure); // or a bug
                return Outcome.NOT_OBEYED;
              }
              return counts.apply(second) ? Outcome.OBEYED : Outcome.NOT_OBEYED;
            });
  }

  private CompletableFuture<TlsSession> secure() {
    return talk.secure(Step.STARTTLS_HANDSHAKE, target.offer(), target.host());
  }

  private <T> CompletableFuture<T> rejected(String words) {
    return CompletableFuture.failedFuture(
        new BrokenOffException(talk.end(How.REJECTED, Sentence.verbatim(words))));
  }

  /** Whether an answer with another tag comes before the one with the own tag. */
  private static final class Tagged implements Answer<Boolean> {
    private final String own;
    private final String other;
    private boolean seen;
    private int lines;

    Tagged(String own, String other) {
      this.own = own;
      this.other = other;
    }

    @Override
    public Optional<Boolean> accept(Line line) throws NoReply {
      if (line.end() == Line.End.CUT || ++lines > MailboxAnswer.MAX_LINES) {
        throw new NoReply(Sentence.of("net.answer-endless"));
      }
      seen |= line.text().startsWith(other + " ");
      return line.text().startsWith(own + " ") ? Optional.of(seen) : Optional.empty();
    }
  }
}
