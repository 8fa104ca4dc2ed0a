package dev.mxray.net.mail;

import dev.mxray.net.mail.MailboxReply.Status;
import dev.mxray.net.tls.TlsOffer;
import dev.mxray.net.tls.TlsSession;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import dev.mxray.text.Sentence;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One conversation with a mailbox server: greeting, capabilities, STARTTLS, capabilities again, who
 * it is, goodbye. Nobody logs in. Used by one event loop.
 */
final class MailboxConversation {
  /** Octets of a line; RFC 9051 gives no limit, RFC 2683 §3.2.1.5 advises 8,192 for commands. */
  static final int MAX_LINE = 8192;

  private final LineTalk talk;
  private final MailboxTarget target;
  private final TlsOffer offer;
  private final long started;
  private int tags;

  private @Nullable MailboxReply greeting;
  private @Nullable MailboxCapabilities capabilities;
  private @Nullable MailboxReply starttls;
  private @Nullable TlsSession tls;
  private @Nullable MailboxCapabilities inside;
  private @Nullable String identity;

  private MailboxConversation(
      LineTalk talk, MailboxTarget target, TlsOffer offer, long startedNanos) {
    this.talk = talk;
    this.target = target;
    this.offer = offer;
    this.started = startedNanos;
  }

  /**
   * Has it, on a connection that is open.
   *
   * @return never completes exceptionally but for a bug
   */
  static CompletableFuture<MailboxDialogue> on(
      LineTalk talk, MailboxTarget target, TlsOffer offer, long startedNanos) {
    return new MailboxConversation(talk, target, offer, startedNanos).have();
  }

  private CompletableFuture<MailboxDialogue> have() {
    CompletableFuture<?> before =
        target.implicitTls()
            ? handshake(Step.TLS)
            : CompletableFuture.<@Nullable Void>completedFuture(null);
    return before
        .thenCompose(ready -> talk.hear(Step.GREETING, MailboxAnswer.greeting(protocol())))
        .thenCompose(this::greeted)
        .handle(
            (done, failure) ->
                dialogue(failure == null ? done : BrokenOffException.ending(failure)));
  }

  private CompletableFuture<Ending> greeted(MailboxReply reply) {
    greeting = reply;
    if (reply.status() != Status.OK && reply.status() != Status.PREAUTH) {
      return CompletableFuture.completedFuture(
          goodbye(How.REJECTED, Sentence.verbatim(reply.toString())));
    }
    capabilities = MailboxCapabilities.inGreeting(protocol(), reply).orElse(null);
    return capabilities != null
        ? maybeSecure()
        : ask(Step.CAPABILITIES)
            .thenCompose(
                answer -> {
                  capabilities = MailboxCapabilities.of(protocol(), answer).orElse(null);
                  return maybeSecure();
                });
  }

  /** Asks what the server can do. */
  private CompletableFuture<MailboxReply> ask(Step step) {
    return switch (protocol()) {
      case IMAP -> tagged(step, "CAPABILITY");
      case POP3 -> talk.say(step, "CAPA", MailboxAnswer.ofLines(protocol(), ""));
      case SIEVE -> talk.say(step, "CAPABILITY", MailboxAnswer.to(protocol(), ""));
    };
  }

  private CompletableFuture<Ending> maybeSecure() {
    if (target.implicitTls()
        || capabilities == null
        || !capabilities.offersTls()
        || (greeting != null && greeting.status() == Status.PREAUTH)) {
      return identify(capabilities);
    }
    String command = protocol().starttls();
    CompletableFuture<MailboxReply> answer =
        protocol() == MailboxProtocol.IMAP
            ? tagged(Step.STARTTLS, command)
            : talk.say(Step.STARTTLS, command, MailboxAnswer.to(protocol(), ""));
    return answer.thenCompose(
        reply -> {
          starttls = reply;
          if (!reply.isOk()) {
            return CompletableFuture.completedFuture(
                goodbye(How.REJECTED, Sentence.verbatim(reply.toString())));
          }
          return handshake(Step.STARTTLS_HANDSHAKE).thenCompose(session -> again());
        });
  }

  private CompletableFuture<TlsSession> handshake(Step step) {
    return talk.secure(step, offer, target.host())
        .thenApply(
            session -> {
              tls = session;
              return session;
            });
  }

  /** A ManageSieve server repeats its capabilities by itself (RFC 5804 §2.2). */
  private CompletableFuture<Ending> again() {
    return (protocol() == MailboxProtocol.SIEVE
            ? talk.hear(Step.CAPABILITIES_INSIDE_TLS, MailboxAnswer.greeting(protocol()))
            : ask(Step.CAPABILITIES_INSIDE_TLS))
        .thenCompose(
            reply -> {
              inside = MailboxCapabilities.of(protocol(), reply).orElse(null);
              return identify(inside);
            });
  }

  /** Who it is, of whoever offers to tell before a login. */
  private CompletableFuture<Ending> identify(@Nullable MailboxCapabilities last) {
    if (protocol() != MailboxProtocol.IMAP || last == null || !last.has("ID")) {
      return CompletableFuture.completedFuture(goodbye(How.DONE, Sentence.of("net.complete")));
    }
    return tagged(Step.COMMAND, "ID NIL")
        .thenApply(
            reply -> {
              identity =
                  reply.data().stream()
                      .filter(line -> line.startsWith("ID (") || line.startsWith("ID NIL"))
                      .findFirst()
                      .orElse(null);
              return goodbye(How.DONE, Sentence.of("net.complete"));
            });
  }

  private CompletableFuture<MailboxReply> tagged(Step step, String command) {
    String tag = "x" + ++tags;
    return talk.say(step, tag + " " + command, MailboxAnswer.to(protocol(), tag));
  }

  private Ending goodbye(How how, Sentence words) {
    return talk.goodbye(
        switch (protocol()) {
          case IMAP -> "x" + ++tags + " LOGOUT";
          case POP3 -> "QUIT";
          case SIEVE -> "LOGOUT";
        },
        how,
        words);
  }

  private MailboxProtocol protocol() {
    return target.protocol();
  }

  private MailboxDialogue dialogue(Ending ending) {
    return new MailboxDialogue(
        greeting,
        capabilities,
        starttls,
        tls,
        inside,
        identity,
        null,
        talk.faults(),
        ending,
        talk.transcript().lines(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
  }
}
