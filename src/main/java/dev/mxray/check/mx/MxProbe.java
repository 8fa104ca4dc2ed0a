package dev.mxray.check.mx;

import dev.mxray.address.IpAddress;
import dev.mxray.check.general.RegistrationProbe;
import dev.mxray.check.mx.MxObservation.MxRecord;
import dev.mxray.domain.PublicSuffixes;
import dev.mxray.domain.SpecialUseNames;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.observe.Together;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * Looks where the DNS sends a domain's mail: MX, A and AAAA of the domain at once, then A and AAAA
 * of every exchange at once, then, for exchanges that do not exist, whether their domain does. At
 * most three dependent round trips.
 */
public final class MxProbe {
  /** Exchanges whose addresses are asked for; senders try far fewer (RFC 5321 §5.1). */
  public static final int DEFAULT_MAX_HOSTS = 100;

  /** So many types have to be denied before the name is held not to exist. */
  private static final int MIN_DENIALS = 2;

  private static final Comparator<MxRecord> ORDER =
      Comparator.comparingInt(MxRecord::preference).thenComparing(MxRecord::host);

  /** What an exchange has of which nothing needs to be asked. */
  private static final Observed<String> NOT_IN_QUESTION = Observed.absent(Observed.Proof.NODATA);

  private final String domain;
  private final DnsClient dns;
  private final @Nullable RegistrationProbe registration;
  private final int maxHosts;
  private final Consumer<String> early;

  private MxProbe(
      String domain,
      DnsClient dns,
      @Nullable RegistrationProbe registration,
      int maxHosts,
      Consumer<String> early) {
    this.domain = domain;
    this.dns = dns;
    this.registration = registration;
    this.maxHosts = maxHosts;
    this.early = early;
  }

  /**
   * Looks at one domain.
   *
   * @param domain A-labels, lower case, no final dot
   * @param suffixes asked only when an exchange does not exist
   * @param maxHosts exchanges, by preference, whose addresses are asked for; those of the others
   *     are unknown
   */
  public static CompletableFuture<MxObservation> observe(
      String domain, DnsClient dns, Supplier<PublicSuffixes> suffixes, int maxHosts) {
    var registration = new RegistrationProbe(dns, suffixes);
    return new MxProbe(domain, dns, registration, maxHosts, address -> {}).observe();
  }

  /**
   * The same without the last round trip, for those who only need the addresses: of exchanges that
   * do not exist it is not asked whether their domain does.
   *
   * @param early called with every address of an exchange as soon as it is known, in any order; the
   *     domain's own, which may take its mail, are not told
   */
  public static CompletableFuture<MxObservation> locate(
      String domain, DnsClient dns, int maxHosts, Consumer<String> early) {
    return new MxProbe(domain, dns, /* registration= */ null, maxHosts, early).observe();
  }

  /** The MX records of a domain, sorted; for those who do not want to wait for the rest. */
  public static CompletableFuture<Observed<List<MxRecord>>> records(String domain, DnsClient dns) {
    return dns.ask(new Question(domain, RecordType.MX)).thenApply(MxProbe::records);
  }

  /**
   * The addresses of one family that an exchange has, in text form; for those who do not want to
   * wait for the rest.
   *
   * @param type A or AAAA
   */
  public static CompletableFuture<Observed<List<String>>> addresses(
      String host, RecordType type, DnsClient dns) {
    if (Exchange.addressLiteral(host).isPresent() || SpecialUseNames.isLocalhost(host)) {
      // Neither leads anywhere that may be contacted.
      return CompletableFuture.completedFuture(Observed.absent(Observed.Proof.NXDOMAIN));
    }
    return dns.ask(new Question(host, type)).thenApply(answer -> answer.observed(MxProbe::address));
  }

  private CompletableFuture<MxObservation> observe() {
    var mx = dns.ask(new Question(domain, RecordType.MX));
    var ipv4 = dns.ask(new Question(domain, RecordType.A));
    var ipv6 = dns.ask(new Question(domain, RecordType.AAAA));
    // The exchanges do not wait for the domain's own addresses.
    var exchanges = mx.thenCompose(answer -> exchanges(records(answer)));
    return mx.thenCompose(
        m ->
            ipv4.thenCompose(
                a ->
                    ipv6.thenCompose(
                        aaaa -> exchanges.thenApply(hosts -> observation(m, a, aaaa, hosts)))));
  }

  private MxObservation observation(
      DnsAnswer mx, DnsAnswer ipv4, DnsAnswer ipv6, List<Exchange> hosts) {
    Observed<List<MxRecord>> records = records(mx);
    Exchange self = exchange(domain, 0, ipv4, ipv6);
    Observed<List<String>> own =
        !self.addresses().isEmpty()
            ? Observed.present(self.addresses())
            : self.ipv4().isUnknown() ? self.ipv4() : self.ipv6();
    boolean implicit = records.isAbsent() && own.isPresent();
    return new MxObservation(
        domain, name(mx, ipv4, ipv6), records, own, implicit ? List.of(self) : hosts);
  }

  /**
   * NXDOMAIN is about the name, whatever the type (RFC 2308 §5, RFC 8020), so a question that
   * failed does not matter beside two that got it. One alone does not count, since some servers
   * give it for a type that they lack; nor do any when another type contradicts them.
   */
  private static Observed<Boolean> name(DnsAnswer... answers) {
    List<Observed<Boolean>> all =
        Stream.of(answers).map(answer -> answer.observed().map(records -> true)).toList();
    if (all.stream().anyMatch(one -> !one.isUnknown() && !one.isNxdomain())) {
      return Observed.present(true);
    }
    return all.stream().filter(Observed::isNxdomain).count() >= MIN_DENIALS
        ? Observed.absent(Observed.Proof.NXDOMAIN)
        : all.stream().filter(Observed::isUnknown).findFirst().orElseThrow();
  }

  private static Observed<List<MxRecord>> records(DnsAnswer answer) {
    return answer.observed(MxProbe::record).map(list -> list.stream().sorted(ORDER).toList());
  }

  private static MxRecord record(Record record) {
    var mx = (MXRecord) record;
    return new MxRecord(mx.getPriority(), presentation(mx.getTarget()));
  }

  private static String presentation(Name name) {
    return name.equals(Name.root)
        ? ""
        : name.toString(/* omitFinalDot= */ true).toLowerCase(Locale.ROOT);
  }

  private CompletableFuture<List<Exchange>> exchanges(Observed<List<MxRecord>> records) {
    Map<String, Integer> hosts = new LinkedHashMap<>();
    records.found().stream()
        .flatMap(List::stream)
        .filter(record -> !record.host().isEmpty())
        .forEach(record -> hosts.putIfAbsent(record.host(), record.preference()));
    var asked = new ArrayList<CompletableFuture<Exchange>>();
    hosts.forEach(
        (host, preference) ->
            asked.add(
                asked.size() < maxHosts
                    ? exchange(host, preference)
                    : CompletableFuture.completedFuture(notAsked(host, preference))));
    return Together.all(asked);
  }

  private CompletableFuture<Exchange> exchange(String host, int preference) {
    if (Exchange.addressLiteral(host).isPresent()) {
      // No top-level domain is a number (RFC 3696 §2): there is nothing to ask.
      return CompletableFuture.completedFuture(
          exchange(
              host,
              preference,
              Observed.absent(Observed.Proof.NXDOMAIN),
              Observed.absent(Observed.Proof.NXDOMAIN)));
    }
    if (SpecialUseNames.isLocalhost(host)) {
      // RFC 6761 §6.3: resolvers answer this themselves, some with NXDOMAIN; mail servers do not.
      return CompletableFuture.completedFuture(
          exchange(
              host,
              preference,
              Observed.present(List.of("127.0.0.1")),
              Observed.present(List.of("::1"))));
    }
    return told(new Question(host, RecordType.A))
        .thenCombine(
            told(new Question(host, RecordType.AAAA)),
            (ipv4, ipv6) -> exchange(host, preference, ipv4, ipv6))
        .thenCompose(this::withRegistration);
  }

  private CompletableFuture<DnsAnswer> told(Question question) {
    return dns.ask(question)
        .thenApply(
            answer -> {
              answer.records().stream().map(MxProbe::address).forEach(early);
              return answer;
            });
  }

  private CompletableFuture<Exchange> withRegistration(Exchange exchange) {
    if (registration == null
        || !exchange.isNxdomain()
        || belongsToDomain(exchange.canonicalName())) {
      return CompletableFuture.completedFuture(exchange);
    }
    return registration.observe(exchange.canonicalName()).thenApply(exchange::withUnregistered);
  }

  /** What is below the scanned domain belongs to whoever has that. */
  private boolean belongsToDomain(String name) {
    return name.endsWith("." + domain);
  }

  private static Exchange exchange(String host, int preference, DnsAnswer ipv4, DnsAnswer ipv6) {
    List<String> aliases = ipv4.aliases().isEmpty() ? ipv6.aliases() : ipv4.aliases();
    return new Exchange(
        host,
        preference,
        ipv4.observed(MxProbe::address),
        ipv6.observed(MxProbe::address),
        aliases.stream().map(alias -> alias.toLowerCase(Locale.ROOT)).toList(),
        NOT_IN_QUESTION);
  }

  private static Exchange exchange(
      String host, int preference, Observed<List<String>> ipv4, Observed<List<String>> ipv6) {
    return new Exchange(host, preference, ipv4, ipv6, List.of(), NOT_IN_QUESTION);
  }

  private static Exchange notAsked(String host, int preference) {
    return exchange(
        host,
        preference,
        new Observed.Unknown<>(Reason.LIMIT, "A " + host, List.of()),
        new Observed.Unknown<>(Reason.LIMIT, "AAAA " + host, List.of()));
  }

  /** From the octets: the JDK turns an IPv4-mapped IPv6 address into IPv4. */
  private static String address(Record record) {
    return IpAddress.of(record.rdataToWireCanonical()).toString();
  }
}
