package dev.mxray.check.smtp;

import dev.mxray.check.mx.MxProbe;
import dev.mxray.check.tls.EnumeratedPorts;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.check.tls.TlsProbe;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.mail.ActiveTarget;
import dev.mxray.net.mail.Injection;
import dev.mxray.net.mail.InjectionTarget;
import dev.mxray.net.mail.MailClient;
import dev.mxray.net.mail.Reply;
import dev.mxray.net.mail.SmtpDialogue;
import dev.mxray.net.mail.SmtpTarget;
import dev.mxray.net.tls.Enumeration;
import dev.mxray.net.tls.TlsOffer;
import dev.mxray.net.tls.TlsSession;
import dev.mxray.net.tls.TlsSupport;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Observed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Talks to one mail server at one address and port: the conversation, the handshake that it showed,
 * and what is tried beside it.
 */
final class ServerTalk {
  private static final Set<Ending.How> TURNED_AWAY =
      Set.of(Ending.How.REFUSED, Ending.How.RESET, Ending.How.CLOSED, Ending.How.REJECTED);

  private final String domain;
  private final SmtpPlan plan;
  private final SmtpProbe.Clients clients;
  private final MailClient mail;
  private final TlsProbe tls;
  private final CompletableFuture<Ending.How> stop;
  private final Consumer<ServerObservation> listener;

  ServerTalk(
      String domain,
      SmtpPlan plan,
      SmtpProbe.Clients clients,
      CompletableFuture<Ending.How> stop,
      Consumer<ServerObservation> listener) {
    this.domain = domain;
    this.plan = plan;
    this.clients = clients;
    this.mail = clients.mail();
    this.tls = clients.tls();
    this.stop = stop;
    this.listener = listener;
  }

  /**
   * Talks to it.
   *
   * @param addresses of its host, of the family of the target's
   * @param enumerated the ports of its address, one after the other
   */
  CompletableFuture<ServerObservation> observe(
      SmtpTarget target, Observed<List<String>> addresses, EnumeratedPorts enumerated) {
    // The name is looked up while the conversation goes on.
    var named = new AtomicReference<@Nullable CompletableFuture<Observed<List<String>>>>();
    CompletableFuture<SmtpDialogue> talk =
        mail.converse(target, stop, greeting -> named.set(named(target, greeting, addresses)));
    CompletableFuture<Optional<TlsObservation>> shown =
        talk.thenCompose(dialogue -> handshake(target, dialogue));
    CompletableFuture<Optional<Injection>> injected =
        talk.thenCompose(dialogue -> injected(target, dialogue));
    CompletableFuture<Optional<ActiveObservation>> active =
        talk.thenCompose(dialogue -> injected.thenCompose(tried -> active(target, dialogue)));
    CompletableFuture<Optional<TlsObservation>> accepted =
        plan.tls() == TlsDepth.FULL
            ? enumerated.next(
                // Whoever tries a server out is to be the only one who bothers it.
                plan.active() == null ? shown : active.thenCompose(tried -> shown),
                known -> mail.enumerate(target, known, stop))
            : shown;
    CompletableFuture<Optional<Injection>> injectedAtLast =
        talk.thenCompose(
            dialogue ->
                injected.thenCompose(
                    first ->
                        first.filter(ServerTalk::isCrowdedOut).isEmpty()
                            ? injected
                            : accepted.thenCompose(done -> injected(target, dialogue))));
    return talk.thenCompose(
            dialogue -> complete(target, dialogue, named.get(), shown, injectedAtLast, active))
        .thenApply(
            server -> {
              listener.accept(server);
              return server;
            })
        .thenCombine(accepted, (server, all) -> all.map(server::with).orElse(server));
  }

  /** What follows a conversation: reading its certificate, and what is tried beside it. */
  private CompletableFuture<ServerObservation> complete(
      SmtpTarget target,
      SmtpDialogue dialogue,
      @Nullable CompletableFuture<Observed<List<String>>> named,
      CompletableFuture<Optional<TlsObservation>> shown,
      CompletableFuture<Optional<Injection>> injected,
      CompletableFuture<Optional<ActiveObservation>> active) {
    CompletableFuture<Optional<Observed<List<String>>>> name =
        named == null
            ? CompletableFuture.completedFuture(Optional.empty())
            : named.thenApply(Optional::of);
    CompletableFuture<Tried> tried =
        injected.thenCombine(
            active,
            (one, other) -> new Tried(one.map(Injected::of).orElse(null), other.orElse(null)));
    return shown.thenCompose(
        session ->
            tried.thenCombine(
                name,
                (trial, found) ->
                    ServerReading.of(
                        target,
                        dialogue,
                        session.orElse(null),
                        found.orElse(null),
                        trial.injected(),
                        trial.active())));
  }

  /** What came of the trials. */
  private record Tried(@Nullable Injected injected, @Nullable ActiveObservation active) {}

  private CompletableFuture<Optional<ActiveObservation>> active(
      SmtpTarget target, SmtpDialogue dialogue) {
    ActivePlan wanted = plan.active();
    if (wanted == null || dialogue.ehlo() == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    boolean exchange = target.port() == SmtpPlan.RELAY_PORT;
    return clients
        .active()
        .tryOut(
            new ActiveTarget(
                target,
                offer(dialogue),
                domain,
                wanted.sender(),
                wanted.foreignTo(domain),
                exchange),
            stop)
        .thenApply(said -> Optional.of(ActiveObservation.of(exchange, said)));
  }

  private static TlsOffer offer(SmtpDialogue dialogue) {
    return dialogue.refusedUsual() == null ? TlsOffer.USUAL : TlsOffer.WIDEST;
  }

  /** The server turned the trial away, perhaps because there were other connections to it. */
  private static boolean isCrowdedOut(Injection trial) {
    return trial.outcome() == Injection.Outcome.UNSEEN
        && TURNED_AWAY.contains(trial.ending().how());
  }

  private CompletableFuture<Optional<Injection>> injected(
      SmtpTarget target, SmtpDialogue dialogue) {
    if (plan.tls() != TlsDepth.FULL || target.implicitTls() || dialogue.tls() == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return clients
        .injections()
        .inject(
            new InjectionTarget(
                Optional.empty(), target.host(), target.address(), target.port(), offer(dialogue)),
            stop)
        .thenApply(Optional::of);
  }

  private CompletableFuture<Optional<TlsObservation>> handshake(
      SmtpTarget target, SmtpDialogue dialogue) {
    TlsSession session = dialogue.tls();
    if (session == null) {
      return refused(target, dialogue);
    }
    return tls.observe(session, target.host(), target.address().toString(), target.port())
        .thenApply(Optional::of);
  }

  /**
   * A server that refused every suite that a handshake can be completed with may have others, which
   * a hello can name all the same.
   */
  private CompletableFuture<Optional<TlsObservation>> refused(
      SmtpTarget target, SmtpDialogue dialogue) {
    Ending ending = dialogue.ending();
    if (plan.tls() != TlsDepth.FULL
        || !ending.step().isHandshake()
        || ending.how() != Ending.How.OFFER_REFUSED) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return mail.enumerate(target, Enumeration.Known.NOTHING, stop)
        .thenCompose(
            support -> {
              TlsSession best = support.flatMap(TlsSupport::best).orElse(null);
              if (support.isEmpty() || best == null) {
                return CompletableFuture.completedFuture(Optional.empty());
              }
              return tls.observe(best, target.host(), target.address().toString(), target.port())
                  .thenCombine(
                      tls.accepted(support.get(), target.host(), null),
                      (shown, accepted) -> Optional.of(shown.with(accepted)));
            });
  }

  /** The addresses of the name in a greeting; null when it is not one that could have any. */
  private @Nullable CompletableFuture<Observed<List<String>>> named(
      SmtpTarget target, Reply greeting, Observed<List<String>> addresses) {
    String name = new Banner(greeting.texts()).name().toLowerCase(Locale.ROOT);
    if (!Banner.isQualified(name)) {
      return null;
    }
    String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (plain.equals(target.host())) {
      return CompletableFuture.completedFuture(addresses);
    }
    return MxProbe.addresses(
        plain, target.address().isIpv4() ? RecordType.A : RecordType.AAAA, clients.names());
  }
}
