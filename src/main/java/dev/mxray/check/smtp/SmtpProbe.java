package dev.mxray.check.smtp;

import dev.mxray.address.IpAddress;
import dev.mxray.check.mx.MxObservation.MxRecord;
import dev.mxray.check.mx.MxProbe;
import dev.mxray.check.smtp.SmtpObservation.Unseen;
import dev.mxray.check.smtp.SubmissionLookup.Announced;
import dev.mxray.check.tls.EnumeratedPorts;
import dev.mxray.check.tls.Outside;
import dev.mxray.check.tls.TlsProbe;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.mail.ActiveTrial;
import dev.mxray.net.mail.InjectionTrial;
import dev.mxray.net.mail.MailClient;
import dev.mxray.net.mail.SmtpTarget;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.observe.Together;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Talks to a domain's mail servers, to each as soon as its address is known: nothing else is waited
 * for. All exchanges, addresses and ports at once, as far as the budget of connections allows.
 */
public final class SmtpProbe {
  /** Addresses of one exchange and family that are talked to; large providers have four or so. */
  public static final int MAX_ADDRESSES = 8;

  /** Questions at most: the name in each greeting, and where mail is submitted. */
  public static final int MAX_QUESTIONS =
      SmtpPlan.DEFAULT_MAX_HOSTS * 2 * MAX_ADDRESSES * 3
          + SubmissionLookup.QUESTIONS
          + SubmissionLookup.MAX_HOSTS * 2 * MAX_ADDRESSES;

  private final String domain;
  private final SmtpPlan plan;
  private final DnsClient exchanges;
  private final DnsClient names;
  private final Clients clients;
  private final TlsProbe tls;
  private final CompletableFuture<Ending.How> stop;
  private final Consumer<ServerObservation> listener;
  private final ServerTalk talk;

  private SmtpProbe(
      String domain,
      SmtpPlan plan,
      Clients clients,
      CompletableFuture<Ending.How> stop,
      Consumer<ServerObservation> listener) {
    this.domain = domain;
    this.plan = plan;
    this.exchanges = clients.exchanges();
    this.names = clients.names();
    this.clients = clients;
    this.tls = clients.tls();
    this.stop = stop;
    this.listener = listener;
    this.talk = new ServerTalk(domain, plan, clients, stop, listener);
  }

  /**
   * Whom to ask.
   *
   * @param exchanges where mail goes
   * @param names what greetings call themselves
   * @param injections used when the plan wants it
   * @param active used when the user wants it
   * @param tls looks at what handshakes showed
   * @param outside completes what is known of certificates
   */
  public record Clients(
      DnsClient exchanges,
      DnsClient names,
      MailClient mail,
      InjectionTrial injections,
      ActiveTrial active,
      TlsProbe tls,
      Outside outside) {

    /** Without anybody outside. */
    public Clients(
        DnsClient exchanges,
        DnsClient names,
        MailClient mail,
        InjectionTrial injections,
        ActiveTrial active,
        TlsProbe tls) {
      this(exchanges, names, mail, injections, active, tls, Outside.NOBODY);
    }
  }

  /** What is known of one family of one exchange. */
  private record Family(Observed<List<String>> addresses, List<ServerObservation> servers) {}

  /** What is known of one exchange. */
  private record Exchange(String host, List<Family> families) {}

  /**
   * Looks at the servers of one domain.
   *
   * @param domain A-labels, lower case, no final dot
   * @param stop ends all conversations when it completes, with what is known by then
   * @param listener hears of each conversation that has ended, from an event loop
   */
  public static CompletableFuture<SmtpObservation> observe(
      String domain,
      SmtpPlan plan,
      Clients clients,
      CompletableFuture<Ending.How> stop,
      Consumer<ServerObservation> listener) {
    return new SmtpProbe(domain, plan, clients, stop, listener).observe();
  }

  private CompletableFuture<SmtpObservation> observe() {
    CompletableFuture<Announced> announced = announced();
    return MxProbe.records(domain, exchanges)
        .thenCompose(
            records -> {
              List<String> hosts = hosts(records);
              List<String> asked = hosts.stream().limit(plan.maxHosts()).toList();
              CompletableFuture<SmtpObservation> relays =
                  Together.all(asked.stream().map(this::exchange).toList())
                      .thenApply(talkedTo -> observation(records, hosts, talkedTo));
              CompletableFuture<SmtpObservation> submission =
                  announced.thenCompose(found -> submission(found, asked));
              return relays.thenCombine(submission, SmtpObservation::and);
            })
        .thenCompose(
            seen ->
                tls.together(seen.handshakes())
                    .thenCompose(clients.outside()::complete)
                    .thenApply(seen::withHandshakes));
  }

  /** By preference; the domain itself where there is no MX (RFC 5321 §5.1). */
  private List<String> hosts(Observed<List<MxRecord>> records) {
    return records.isAbsent()
        ? List.of(domain)
        : records.found().orElse(List.of()).stream()
            .map(MxRecord::host)
            .filter(host -> !host.isEmpty()) // a null MX (RFC 7505)
            .distinct()
            .toList();
  }

  private SmtpObservation observation(
      Observed<List<MxRecord>> records, List<String> hosts, List<Exchange> talkedTo) {
    // Without MX and without address the domain is no exchange of its own.
    boolean none =
        records.isAbsent()
            && talkedTo.stream()
                .flatMap(exchange -> exchange.families().stream())
                .allMatch(family -> family.addresses().isAbsent());
    var unseen = new ArrayList<Unseen>();
    records.unknown().ifPresent(unknown -> unseen.add(new Unseen(domain, unknown)));
    talkedTo.forEach(exchange -> unseen(exchange).ifPresent(unseen::add));
    return new SmtpObservation(
            domain,
            none ? List.of() : hosts.stream().limit(plan.maxHosts()).toList(),
            talkedTo.stream()
                .flatMap(exchange -> exchange.families().stream())
                .flatMap(family -> family.servers().stream())
                .toList(),
            hosts.stream().skip(plan.maxHosts()).toList(),
            unseen)
        .withBlocked();
  }

  /** Nothing where nobody asked for a port on which mail is submitted. */
  private CompletableFuture<Announced> announced() {
    boolean wanted =
        plan.ports().contains(SmtpPlan.SUBMISSION_PORT)
            || plan.ports().contains(SmtpPlan.IMPLICIT_TLS_PORT);
    return wanted
        ? SubmissionLookup.announced(domain, names)
        : CompletableFuture.completedFuture(new Announced(Map.of(), 0, List.of()));
  }

  /**
   * The servers that SRV records name, but for those that are talked to as exchanges.
   *
   * @param asked the exchanges that are talked to
   */
  private CompletableFuture<SmtpObservation> submission(Announced announced, List<String> asked) {
    var talks = new ArrayList<CompletableFuture<Exchange>>();
    announced
        .ports()
        .forEach(
            (host, ports) -> {
              List<Integer> left =
                  ports.stream()
                      .filter(port -> !asked.contains(host) || !plan.ports().contains(port))
                      .toList();
              if (!left.isEmpty()) {
                talks.add(
                    new SmtpProbe(domain, plan.withPorts(left), clients, stop, listener)
                        .exchange(host));
              }
            });
    return Together.all(talks).thenApply(talkedTo -> submission(announced, talkedTo));
  }

  private SmtpObservation submission(Announced announced, Collection<Exchange> talkedTo) {
    List<ServerObservation> servers =
        talkedTo.stream()
            .flatMap(exchange -> exchange.families().stream())
            .flatMap(family -> family.servers().stream())
            .toList();
    var unseen = new ArrayList<Unseen>();
    announced.unseen().stream()
        .limit(1)
        .forEach(unknown -> unseen.add(new Unseen(domain, unknown)));
    if (announced.more() > 0) {
      unseen.add(
          new Unseen(
              domain,
              new Observed.Unknown<>(
                  Reason.LIMIT,
                  "the submission servers of " + announced.more() + " more hosts",
                  List.of())));
    }
    talkedTo.forEach(exchange -> unseen(exchange).ifPresent(unseen::add));
    servers.forEach(server -> unreached(server).ifPresent(unseen::add));
    return new SmtpObservation(domain, List.of(), servers, List.of(), unseen);
  }

  /** What is announced should be there. */
  private static Optional<Unseen> unreached(ServerObservation server) {
    Ending ending = server.ending();
    return ending.step() != Ending.Step.CONNECT
            || server.state() == ServerObservation.State.NOT_PROBED
        ? Optional.empty()
        : Optional.of(
            new Unseen(
                server.subject(),
                new Observed.Unknown<>(
                    ending.how().reason(),
                    ending.step().words(),
                    List.of(new Attempt(server.subject(), ending.words(), server.millis())))));
  }

  private static Optional<Unseen> unseen(Exchange exchange) {
    return exchange.families().stream()
        .flatMap(family -> unseen(family.addresses()))
        .findFirst()
        .map(unknown -> new Unseen(exchange.host(), unknown));
  }

  private static Stream<Observed.Unknown<?>> unseen(Observed<List<String>> addresses) {
    int more = addresses.found().map(List::size).orElse(0) - MAX_ADDRESSES;
    return more > 0
        ? Stream.of(
            new Observed.Unknown<>(
                Reason.LIMIT, "the servers at " + more + " more addresses", List.of()))
        : addresses.unknown().stream().map(unknown -> unknown);
  }

  private CompletableFuture<Exchange> exchange(String host) {
    var shared = new EnumeratedPorts(tls, /* shared= */ true);
    Supplier<EnumeratedPorts> enumerated =
        plan.wishes().shareAddresses()
            ? () -> shared
            : () -> new EnumeratedPorts(tls, /* shared= */ false);
    return Together.all(
            List.of(
                family(host, RecordType.A, enumerated), family(host, RecordType.AAAA, enumerated)))
        .thenApply(families -> new Exchange(host, families));
  }

  private CompletableFuture<Family> family(
      String host, RecordType type, Supplier<EnumeratedPorts> enumerated) {
    return MxProbe.addresses(host, type, exchanges)
        .thenCompose(
            addresses ->
                Together.all(
                        addresses.found().orElse(List.of()).stream()
                            .sorted()
                            .limit(MAX_ADDRESSES)
                            .flatMap(address -> servers(host, address, addresses, enumerated.get()))
                            .toList())
                    .thenApply(servers -> new Family(addresses, servers)));
  }

  private Stream<CompletableFuture<ServerObservation>> servers(
      String host, String address, Observed<List<String>> addresses, EnumeratedPorts enumerated) {
    IpAddress parsed = IpAddress.parse(address).orElseThrow();
    var servers = new ArrayList<CompletableFuture<ServerObservation>>();
    for (int port : plan.ports()) {
      boolean implicit = port == SmtpPlan.IMPLICIT_TLS_PORT;
      if (implicit && plan.tls() == TlsDepth.NONE) {
        continue;
      }
      var target =
          new SmtpTarget(host, parsed, port, implicit, /* starttls= */ plan.tls() != TlsDepth.NONE);
      servers.add(talk.observe(target, addresses, enumerated));
    }
    return servers.stream();
  }
}
