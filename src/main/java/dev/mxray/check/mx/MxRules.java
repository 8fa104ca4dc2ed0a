package dev.mxray.check.mx;

import static dev.mxray.finding.FindingType.DOMAIN_NOT_FOUND;
import static dev.mxray.finding.FindingType.MX_ADDRESS_NOT_PUBLIC;
import static dev.mxray.finding.FindingType.MX_IMPLICIT;
import static dev.mxray.finding.FindingType.MX_NONE;
import static dev.mxray.finding.FindingType.MX_NO_IPV4;
import static dev.mxray.finding.FindingType.MX_NO_IPV6;
import static dev.mxray.finding.FindingType.MX_NULL;
import static dev.mxray.finding.FindingType.MX_NULL_MIXED;
import static dev.mxray.finding.FindingType.MX_SINGLE;
import static dev.mxray.finding.FindingType.MX_TARGET_CNAME;
import static dev.mxray.finding.FindingType.MX_TARGET_IP_LITERAL;
import static dev.mxray.finding.FindingType.MX_TARGET_UNREGISTERED;
import static dev.mxray.finding.FindingType.MX_TARGET_UNRESOLVABLE;

import dev.mxray.address.IpAddress;
import dev.mxray.check.mx.MxObservation.MxRecord;
import dev.mxray.check.mx.MxObservation.State;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Items;
import dev.mxray.finding.Section;
import dev.mxray.finding.Severity;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Judges where the DNS sends a domain's mail. */
public final class MxRules {
  /** Items that one piece of evidence lists before it only counts the rest. */
  private static final int MAX_LISTED = 20;

  private final MxObservation mx;
  private final boolean spfRefusesAll;
  private final List<Finding> findings = new ArrayList<>();

  private MxRules(MxObservation mx, boolean spfRefusesAll) {
    this.mx = mx;
    this.spfRefusesAll = spfRefusesAll;
  }

  /**
   * The findings of the section, and {@code domain-not-found}, which is then the only one.
   *
   * @param spfRefusesAll true when the domain's SPF record is exactly {@code v=spf1 -all}: it sends
   *     no mail, and is not expected to receive any
   */
  public static List<Finding> judge(MxObservation mx, boolean spfRefusesAll) {
    var rules = new MxRules(mx, spfRefusesAll);
    if (mx.name().isAbsent()) {
      rules.report(DOMAIN_NOT_FOUND, finding -> finding.with("answer", "NXDOMAIN"));
    } else {
      rules.judgeRouting();
      mx.hosts().forEach(rules::judgeExchange);
      rules.judgeNotAsked();
    }
    return List.copyOf(rules.findings);
  }

  private void judgeRouting() {
    switch (mx.state()) {
      case PRESENT -> judgeRecords();
      case IMPLICIT ->
          report(MX_IMPLICIT, finding -> unused(finding).with("addresses", list(ownAddresses())));
      case NULL_MX -> report(MX_NULL, finding -> finding.with("record", records()));
      case ABSENT -> report(MX_NONE, this::unused);
      case UNKNOWN -> firstUnknown(mx.records(), mx.ownAddresses()).ifPresent(this::unseen);
    }
  }

  private void judgeRecords() {
    List<Exchange> hosts = mx.hosts();
    if (mxRecords().anyMatch(record -> record.host().isEmpty())) {
      report(MX_NULL_MIXED, finding -> finding.with("records", records()));
    }
    if (hosts.size() == 1) {
      report(MX_SINGLE, finding -> finding.with("host", hosts.get(0).host()));
    }
    if (lacks(Exchange::ipv4)) {
      report(MX_NO_IPV4, finding -> finding.with("hosts", hostNames()));
    }
    if (lacks(Exchange::ipv6)) {
      report(MX_NO_IPV6, finding -> finding.with("hosts", hostNames()));
    }
  }

  /**
   * Some exchange has an address, and of every one it is proved that it has none of this family.
   */
  private boolean lacks(Function<Exchange, Observed<List<String>>> family) {
    return mx.hosts().stream().anyMatch(host -> !host.addresses().isEmpty())
        && mx.hosts().stream().allMatch(host -> family.apply(host).isAbsent());
  }

  private void judgeExchange(Exchange exchange) {
    if (exchange.addressLiteral().isPresent()) {
      report(MX_TARGET_IP_LITERAL, exchange, finding -> finding);
      return;
    }
    boolean implicit = mx.state() == State.IMPLICIT;
    if (!implicit && !exchange.aliases().isEmpty()) {
      report(
          MX_TARGET_CNAME,
          exchange,
          finding -> finding.with("target", list(exchange.aliases().stream())));
    }
    if (exchange.hasNoAddress()) {
      judgeMissing(exchange);
    }
    // A domain that neither sends nor wants mail may have any address.
    if (!(implicit && spfRefusesAll)) {
      judgeAddresses(exchange);
    }
    if (!isNotAsked(exchange)) {
      firstUnknown(exchange.ipv4(), exchange.ipv6(), exchange.unregistered())
          .ifPresent(unknown -> unseen(exchange.host(), unknown));
    }
  }

  private void judgeMissing(Exchange exchange) {
    Optional<String> unregistered = exchange.unregistered().found();
    report(
        unregistered.isPresent() ? MX_TARGET_UNREGISTERED : MX_TARGET_UNRESOLVABLE,
        exchange,
        finding -> {
          var proved =
              finding.with(
                  "answer", exchange.isNxdomain() ? "NXDOMAIN" : Sentence.of("mx.no-address"));
          return unregistered.map(name -> proved.with("registrable", name)).orElse(proved);
        });
  }

  private void judgeAddresses(Exchange exchange) {
    List<Sentence> special =
        exchange.addresses().stream()
            .flatMap(
                address ->
                    IpAddress.parse(address).flatMap(IpAddress::special).stream()
                        .map(what -> Sentence.of("mx.special", address, what)))
            .toList();
    if (!special.isEmpty()) {
      report(
          MX_ADDRESS_NOT_PUBLIC,
          exchange,
          finding -> finding.with("addresses", Items.told(special, ", ", MAX_LISTED)));
    }
  }

  /** One finding for all exchanges beyond the limit, or there would be hundreds. */
  private void judgeNotAsked() {
    List<Exchange> notAsked = mx.hosts().stream().filter(MxRules::isNotAsked).toList();
    if (!notAsked.isEmpty()) {
      unseen(
          new Observed.Unknown<>(
              Reason.LIMIT,
              Sentence.of("mx.addresses-of", list(notAsked.stream().map(Exchange::host))),
              List.of()));
    }
  }

  private static boolean isNotAsked(Exchange exchange) {
    return exchange.ipv4() instanceof Observed.Unknown<List<String>> unknown
        && unknown.reason() == Reason.LIMIT
        && unknown.attempts().isEmpty();
  }

  /** The same finding as a note when the domain says that it has nothing to do with mail. */
  private Finding unused(Finding finding) {
    return spfRefusesAll ? finding.severity(Severity.INFO) : finding;
  }

  private void report(FindingType type, Function<Finding, Finding> evidence) {
    findings.add(evidence.apply(Finding.of(type, mx.domain())));
  }

  private void report(FindingType type, Exchange exchange, Function<Finding, Finding> evidence) {
    findings.add(
        evidence.apply(
            Finding.of(type, exchange.host()).with("preference", exchange.preference())));
  }

  private void unseen(Observed.Unknown<?> unknown) {
    unseen(mx.domain(), unknown);
  }

  private void unseen(String subject, Observed.Unknown<?> unknown) {
    var finding = Finding.inconclusive(Section.MX, subject, unknown);
    // The domain can be its own exchange; one finding per subject is enough to tell.
    if (findings.stream()
        .noneMatch(other -> other.type() == finding.type() && other.subject().equals(subject))) {
      findings.add(finding);
    }
  }

  private static Optional<Observed.Unknown<?>> firstUnknown(Observed<?>... observed) {
    return Stream.of(observed)
        .flatMap(
            one -> one instanceof Observed.Unknown<?> unknown ? Stream.of(unknown) : Stream.of())
        .findFirst()
        .map(Function.identity());
  }

  private Stream<MxRecord> mxRecords() {
    return mx.records().found().stream().flatMap(List::stream);
  }

  private Stream<String> ownAddresses() {
    return mx.ownAddresses().found().stream().flatMap(List::stream);
  }

  private Sentence records() {
    return list(
        mxRecords()
            .map(
                record ->
                    record.preference() + " " + (record.host().isEmpty() ? "." : record.host())));
  }

  private Sentence hostNames() {
    return list(mx.hosts().stream().map(Exchange::host));
  }

  private static Sentence list(Stream<String> items) {
    return Items.listed(items, ", ", MAX_LISTED);
  }
}
