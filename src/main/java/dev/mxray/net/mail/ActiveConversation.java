package dev.mxray.net.mail;

import dev.mxray.net.mail.ActiveDialogue.RelayAnswer;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is tried out at one server, conversation by conversation, and what came of it. Used by one
 * conversation at a time.
 */
final class ActiveConversation {
  private static final int READY = 220;
  private static final String POSTMASTER = "postmaster@";

  private final ActiveTarget target;
  private final Optional<String> heloName;
  private final String nobody;

  private @Nullable Reply mailBeforeHelo;
  private @Nullable Reply mailBeforeTls;
  private @Nullable Reply vrfyKnown;
  private @Nullable Reply vrfyUnknown;
  private @Nullable Reply expnKnown;
  private @Nullable Reply expnUnknown;
  private @Nullable Reply postmaster;
  private @Nullable Reply abuse;
  private @Nullable Reply security;
  private @Nullable Reply hostmaster;
  private @Nullable Reply random;
  private final List<RelayAnswer> relayed = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();
  private final List<String> transcript = new ArrayList<>();

  /**
   * @param nobody a local part that nobody has
   */
  ActiveConversation(ActiveTarget target, Optional<String> heloName, String nobody) {
    this.target = target;
    this.heloName = heloName;
    this.nobody = nobody;
  }

  /** True when the last conversation was turned away: then there is no next one. */
  boolean unwelcome() {
    return !endings.isEmpty() && endings.get(endings.size() - 1).how() != How.DONE;
  }

  /** Notes how a conversation ended, or why there was none. */
  ActiveConversation ended(Ending ending) {
    endings.add(ending);
    return this;
  }

  ActiveDialogue dialogue() {
    return new ActiveDialogue(
        mailBeforeHelo,
        mailBeforeTls,
        vrfyKnown,
        vrfyUnknown,
        expnKnown,
        expnUnknown,
        postmaster,
        abuse,
        security,
        hostmaster,
        random,
        relayed,
        endings,
        transcript);
  }

  /** Mail from somebody who did not introduce himself. */
  CompletableFuture<ActiveConversation> withoutHelo(LineTalk talk) {
    return finish(
        talk,
        greeting(talk)
            .thenCompose(greeting -> say(talk, "MAIL FROM:<" + target.sender() + ">"))
            .thenAccept(reply -> mailBeforeHelo = reply));
  }

  /** Mail from somebody who neither starts TLS nor logs in. */
  CompletableFuture<ActiveConversation> withoutTls(LineTalk talk) {
    return finish(
        talk,
        greeting(talk)
            .thenCompose(greeting -> say(talk, "EHLO " + name(talk)))
            .thenCompose(ehlo -> say(talk, "MAIL FROM:<" + target.sender() + ">"))
            .thenCompose(
                reply -> {
                  mailBeforeTls = reply;
                  return say(talk, "RSET");
                }));
  }

  /** Who exists, by VRFY, EXPN and RCPT. */
  CompletableFuture<ActiveConversation> recipients(LineTalk talk) {
    String known = POSTMASTER + target.domain();
    String unknown = nobody + "@" + target.domain();
    return finish(
        talk,
        introduced(talk)
            .thenCompose(
                ready ->
                    pair(talk, "VRFY", reply -> vrfyKnown = reply, reply -> vrfyUnknown = reply))
            .thenCompose(
                done ->
                    pair(talk, "EXPN", reply -> expnKnown = reply, reply -> expnUnknown = reply))
            .thenCompose(done -> say(talk, "MAIL FROM:<" + target.sender() + ">"))
            .thenCompose(
                mail ->
                    mail.isPositive()
                        ? rcpt(talk, known)
                            .thenCompose(
                                reply -> {
                                  postmaster = reply;
                                  return rcpt(talk, "abuse@" + target.domain());
                                })
                            .thenCompose(
                                reply -> {
                                  abuse = reply;
                                  return rcpt(talk, "security@" + target.domain());
                                })
                            .thenCompose(
                                reply -> {
                                  security = reply;
                                  return rcpt(talk, "hostmaster@" + target.domain());
                                })
                            .thenCompose(
                                reply -> {
                                  hostmaster = reply;
                                  return rcpt(talk, unknown);
                                })
                            .thenCompose(
                                reply -> {
                                  random = reply;
                                  return say(talk, "RSET");
                                })
                        : CompletableFuture.completedFuture(mail)));
  }

  /** The same command about an address that has to exist and, when that says yes, a random one. */
  private CompletableFuture<@Nullable Void> pair(
      LineTalk talk, String verb, Consumer<Reply> known, Consumer<Reply> unknown) {
    return say(talk, verb + " " + POSTMASTER + target.domain())
        .thenCompose(
            reply -> {
              known.accept(reply);
              return reply.isPositive()
                  ? say(talk, verb + " " + nobody + "@" + target.domain()).thenAccept(unknown)
                  : CompletableFuture.completedFuture(null);
            });
  }

  /** Whether mail may go elsewhere, in every way to write it; the first yes is enough. */
  CompletableFuture<ActiveConversation> relaying(LineTalk talk) {
    List<RelayForm> forms = RelayForm.of(target, target.exchange());
    return finish(talk, introduced(talk).thenCompose(ready -> relay(talk, forms.iterator(), null)));
  }

  /**
   * @param current the sender whose MAIL was accepted last; null for none
   */
  private CompletableFuture<@Nullable Void> relay(
      LineTalk talk, Iterator<RelayForm> forms, @Nullable String current) {
    if (!forms.hasNext()) {
      return reset(talk);
    }
    RelayForm form = forms.next();
    if (form.sender().equals(current)) {
      return recipient(talk, form, forms);
    }
    return (current == null ? CompletableFuture.<@Nullable Void>completedFuture(null) : reset(talk))
        .thenCompose(clean -> say(talk, "MAIL FROM:<" + form.sender() + ">"))
        .thenCompose(
            mail ->
                mail.isPositive()
                    ? recipient(talk, form, forms)
                    : relay(talk, forms, /* current= */ null));
  }

  private CompletableFuture<@Nullable Void> recipient(
      LineTalk talk, RelayForm form, Iterator<RelayForm> forms) {
    return rcpt(talk, form.recipient())
        .thenCompose(
            reply -> {
              relayed.add(new RelayAnswer(form, reply));
              boolean proved = reply.isPositive() && !form.hidden();
              return proved || (reply.code() / 100 == 4 && relayed.size() == 1)
                  ? reset(talk) // whoever defers the plain form will defer the others too
                  : relay(talk, forms, form.sender());
            });
  }

  private CompletableFuture<@Nullable Void> reset(LineTalk talk) {
    return say(talk, "RSET").thenAccept(reply -> {});
  }

  private CompletableFuture<Reply> rcpt(LineTalk talk, String recipient) {
    return say(talk, "RCPT TO:<" + recipient + ">");
  }

  /** Greeting, EHLO, and TLS where there is any. */
  private CompletableFuture<Reply> introduced(LineTalk talk) {
    return greeting(talk)
        .thenCompose(greeting -> say(talk, "EHLO " + name(talk)))
        .thenCompose(
            ehlo -> {
              if (ehlo.code() / 100 == 5) {
                return say(talk, "HELO " + name(talk));
              }
              return target.server().implicitTls() || !Capabilities.of(ehlo).has("STARTTLS")
                  ? CompletableFuture.completedFuture(ehlo)
                  : starttls(talk);
            });
  }

  private CompletableFuture<Reply> starttls(LineTalk talk) {
    return say(talk, "STARTTLS")
        .thenCompose(
            reply ->
                reply.code() == READY
                    ? talk.secure(Step.STARTTLS_HANDSHAKE, target.offer(), target.server().host())
                        .thenCompose(session -> say(talk, "EHLO " + name(talk)))
                    : CompletableFuture.completedFuture(reply));
  }

  private CompletableFuture<Reply> greeting(LineTalk talk) {
    CompletableFuture<?> before =
        target.server().implicitTls()
            ? talk.secure(Step.TLS, target.offer(), target.server().host())
            : CompletableFuture.completedFuture(talk);
    return before
        .thenCompose(ready -> talk.hear(Step.GREETING, new ReplyReader()))
        .thenApply(
            reply -> {
              if (reply.code() != READY) {
                throw new BrokenOffException(
                    talk.goodbye("QUIT", How.REJECTED, Sentence.verbatim(reply.toString())));
              }
              return reply;
            });
  }

  /** A command and its reply; 421 is goodbye, whatever was asked. */
  private CompletableFuture<Reply> say(LineTalk talk, String command) {
    return talk.say(Step.COMMAND, command, new ReplyReader())
        .thenApply(
            reply -> {
              if (reply.isClosing()) {
                throw new BrokenOffException(
                    talk.goodbye("QUIT", How.REJECTED, Sentence.verbatim(reply.toString())));
              }
              return reply;
            });
  }

  private CompletableFuture<ActiveConversation> finish(
      LineTalk talk, CompletableFuture<?> conversation) {
    return conversation.handle(
        (done, failure) -> {
          endings.add(
              failure == null
                  ? talk.goodbye("QUIT", How.DONE, Sentence.of("net.complete"))
                  : BrokenOffException.ending(failure));
          transcript.addAll(talk.transcript().lines());
          return this;
        });
  }

  private String name(LineTalk talk) {
    return heloName.orElseGet(talk::literal);
  }
}
