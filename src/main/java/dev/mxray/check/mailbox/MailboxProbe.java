package dev.mxray.check.mailbox;

import dev.mxray.address.IpAddress;
import dev.mxray.check.mailbox.MailboxObservation.Unseen;
import dev.mxray.check.mailbox.MailboxPlaces.Service;
import dev.mxray.check.mx.MxProbe;
import dev.mxray.check.smtp.TlsDepth;
import dev.mxray.check.tls.EnumeratedPorts;
import dev.mxray.check.tls.Outside;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.check.tls.TlsProbe;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.mail.Injection;
import dev.mxray.net.mail.InjectionTarget;
import dev.mxray.net.mail.InjectionTrial;
import dev.mxray.net.mail.MailboxClient;
import dev.mxray.net.mail.MailboxDialogue;
import dev.mxray.net.mail.MailboxTarget;
import dev.mxray.net.tls.TlsOffer;
import dev.mxray.net.tls.TlsSession;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Together;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Talks to a domain's mailbox servers, to each as soon as its address is known; all of them at
 * once, as far as the budget of connections allows.
 */
public final class MailboxProbe {
  /** Addresses of one host and family that are talked to: they mostly lead to the same servers. */
  public static final int MAX_ADDRESSES = 2;

  /** Questions at most: the services, and the addresses of the hosts that they name. */
  public static final int MAX_QUESTIONS =
      MailboxLookup.QUESTIONS + 2 * MailboxLookup.MAX_NAMED_HOSTS;

  private final Clients clients;
  private final MailboxPlan plan;
  private final CompletableFuture<Ending.How> stop;

  private MailboxProbe(Clients clients, MailboxPlan plan, CompletableFuture<Ending.How> stop) {
    this.clients = clients;
    this.plan = plan;
    this.stop = stop;
  }

  /**
   * Whom to ask.
   *
   * @param exchanges where mail goes
   * @param names where the mailbox servers are
   * @param tls looks at what handshakes showed
   * @param outside completes what is known of certificates
   */
  public record Clients(
      DnsClient exchanges,
      DnsClient names,
      MailboxClient mailboxes,
      InjectionTrial injections,
      TlsProbe tls,
      Outside outside) {}

  /** What is known of one family of one host. */
  private record Family(
      String host, Observed<List<String>> addresses, List<MailboxServer> servers) {}

  /**
   * Looks at the mailbox servers of one domain.
   *
   * @param domain A-labels, lower case, no final dot
   * @param stop ends all conversations when it completes, with what is known by then
   */
  public static CompletableFuture<MailboxObservation> observe(
      String domain, MailboxPlan plan, Clients clients, CompletableFuture<Ending.How> stop) {
    var probe = new MailboxProbe(clients, plan, stop);
    return MailboxLookup.places(domain, plan, clients.exchanges(), clients.names())
        .thenCompose(
            places ->
                Together.all(
                        places.services().entrySet().stream()
                            .flatMap(
                                entry ->
                                    List.of(RecordType.A, RecordType.AAAA).stream()
                                        .map(
                                            type ->
                                                probe.family(
                                                    entry.getKey(), type, entry.getValue())))
                            .toList())
                    .thenApply(families -> probe.observation(domain, places, families)))
        .thenCompose(
            seen ->
                clients
                    .tls()
                    .together(seen.handshakes())
                    .thenCompose(clients.outside()::complete)
                    .thenApply(seen::withHandshakes));
  }

  private MailboxObservation observation(
      String domain, MailboxPlaces places, List<Family> families) {
    var unseen = new ArrayList<>(places.unseen());
    for (Family family : families) {
      boolean announced =
          plan.hosts().contains(family.host())
              || places.services().getOrDefault(family.host(), List.of()).stream()
                  .anyMatch(Service::announced);
      if (announced && unseen.stream().noneMatch(one -> one.subject().equals(family.host()))) {
        family
            .addresses()
            .unknown()
            .ifPresent(unknown -> unseen.add(new Unseen(family.host(), unknown)));
      }
    }
    return new MailboxObservation(
        domain, families.stream().flatMap(family -> family.servers().stream()).toList(), unseen);
  }

  private CompletableFuture<Family> family(String host, RecordType type, List<Service> services) {
    return MxProbe.addresses(host, type, clients.names())
        .thenCompose(
            addresses ->
                Together.all(
                        addresses.found().orElse(List.of()).stream()
                            .sorted()
                            .limit(MAX_ADDRESSES)
                            .flatMap(address -> servers(host, address, services))
                            .toList())
                    .thenApply(servers -> new Family(host, addresses, servers)));
  }

  /**
   * The ports of one address, those with STARTTLS first: where the budget lets some wait, the
   * shorter conversations do, so that none is long when all others have ended.
   */
  private Stream<CompletableFuture<MailboxServer>> servers(
      String host, String address, List<Service> services) {
    var enumerated = new EnumeratedPorts(clients.tls(), /* shared= */ false);
    return services.stream()
        .sorted(Comparator.comparing(Service::implicitTls))
        .map(service -> server(host, address, service, enumerated));
  }

  private static MailboxTarget target(String host, String address, Service service) {
    return new MailboxTarget(
        service.protocol(),
        host,
        IpAddress.parse(address).orElseThrow(),
        service.port(),
        service.implicitTls());
  }

  private CompletableFuture<MailboxServer> server(
      String host, String address, Service service, EnumeratedPorts enumerated) {
    MailboxTarget target = target(host, address, service);
    CompletableFuture<MailboxDialogue> talk =
        clients.mailboxes().converse(target, service.announced(), stop);
    CompletableFuture<Optional<TlsObservation>> shown =
        talk.thenCompose(dialogue -> handshake(target, dialogue));
    CompletableFuture<Optional<Injection>> injected =
        talk.thenCompose(dialogue -> injection(target, dialogue));
    CompletableFuture<Optional<TlsObservation>> accepted =
        plan.tls() == TlsDepth.FULL
            ? enumerated.next(
                injected.thenCompose(tried -> shown),
                known -> clients.mailboxes().enumerate(target, known, stop))
            : shown;
    return talk.thenCompose(
        dialogue ->
            accepted.thenCombine(
                injected,
                (all, tried) ->
                    MailboxReading.of(
                        target,
                        service.announced(),
                        dialogue,
                        all.orElse(null),
                        tried.orElse(null))));
  }

  private CompletableFuture<Optional<TlsObservation>> handshake(
      MailboxTarget target, MailboxDialogue dialogue) {
    TlsSession session = dialogue.tls();
    return session == null
        ? CompletableFuture.completedFuture(Optional.empty())
        : clients
            .tls()
            .observe(session, target.host(), target.address().toString(), target.port())
            .thenApply(Optional::of);
  }

  private CompletableFuture<Optional<Injection>> injection(
      MailboxTarget target, MailboxDialogue dialogue) {
    if (plan.tls() != TlsDepth.FULL || target.implicitTls() || dialogue.tls() == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return clients
        .injections()
        .inject(
            new InjectionTarget(
                Optional.of(target.protocol()),
                target.host(),
                target.address(),
                target.port(),
                dialogue.refusedUsual() == null ? TlsOffer.USUAL : TlsOffer.WIDEST),
            stop)
        .thenApply(Optional::of);
  }
}
