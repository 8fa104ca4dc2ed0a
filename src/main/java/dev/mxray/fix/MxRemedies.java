package dev.mxray.fix;

import dev.mxray.address.IpAddress;
import dev.mxray.check.mx.Exchange;
import dev.mxray.check.mx.MxObservation;
import dev.mxray.check.mx.MxObservation.MxRecord;
import dev.mxray.finding.Finding;
import dev.mxray.finding.Remediation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** MX records that lead where they should, and the null MX of a domain without mail. */
final class MxRemedies {
  private static final String MX = "MX";
  private static final String NULL_MX = "0 .";
  private static final int FIRST_PREFERENCE = 10;

  /** With the address behind it a name that nobody uses for anything else. */
  private static final String NEW_HOST = "mx-";

  private MxRemedies() {}

  static List<Remediation> of(Finding finding, Sight seen) {
    return switch (finding.type()) {
      case MX_NONE -> withoutMail(seen);
      case MX_IMPLICIT ->
          List.of(
              seen.spf().refusesAll()
                  ? Remediation.publish(seen.domain(), MX, NULL_MX)
                  : Remediation.publish(
                      seen.domain(), MX, record(FIRST_PREFERENCE, seen.domain())));
      case MX_NULL_MIXED -> nullRecords(seen);
      case MX_TARGET_CNAME -> canonical(finding, seen);
      case MX_TARGET_IP_LITERAL -> named(finding, seen);
      case MX_TARGET_UNRESOLVABLE, MX_TARGET_UNREGISTERED -> withoutExchange(finding, seen);
      case MX_ADDRESS_NOT_PUBLIC -> withoutAddress(finding, seen);
      default -> List.of();
    };
  }

  /**
   * Only where SPF does not say that somebody sends: bounces to a null MX go nowhere (RFC 7505
   * §4.2).
   */
  private static List<Remediation> withoutMail(Sight seen) {
    boolean sends = !seen.spf().own().records().isAbsent() && !seen.spf().refusesAll();
    return sends ? List.of() : List.of(Remediation.publish(seen.domain(), MX, NULL_MX));
  }

  private static List<Remediation> nullRecords(Sight seen) {
    return records(seen).stream()
        .filter(record -> record.host().isEmpty())
        .map(record -> delete(seen, record))
        .distinct()
        .toList();
  }

  /** The name behind the alias in the alias's place. */
  private static List<Remediation> canonical(Finding finding, Sight seen) {
    Optional<Exchange> exchange = exchange(finding, seen);
    if (exchange.isEmpty() || exchange.get().aliases().isEmpty()) {
      return List.of();
    }
    List<String> aliases = exchange.get().aliases();
    String target = aliases.get(aliases.size() - 1);
    var steps = new ArrayList<Remediation>();
    for (MxRecord record : recordsOf(finding.subject(), seen)) {
      steps.add(delete(seen, record));
      steps.add(Remediation.publish(seen.domain(), MX, record(record.preference(), target)));
    }
    return exchange.get().addresses().isEmpty() ? List.of() : steps;
  }

  /**
   * A name for the address that is written in place of one. Where another exchange takes the mail,
   * the record, through which none ever came, is deleted: the address may be somebody else's now.
   */
  private static List<Remediation> named(Finding finding, Sight seen) {
    List<Remediation> deleted = withoutExchange(finding, seen);
    Optional<IpAddress> address =
        exchange(finding, seen)
            .flatMap(Exchange::addressLiteral)
            .filter(one -> one.special().isEmpty());
    if (!deleted.isEmpty() || address.isEmpty()) {
      return deleted;
    }
    String label = NEW_HOST + address.get().toString().replaceAll("[.:]+", "-");
    String host = label.replaceFirst("-$", "") + "." + seen.domain();
    var steps = new ArrayList<Remediation>();
    steps.add(
        Remediation.publish(host, address.get().isIpv4() ? "A" : "AAAA", address.get().toString()));
    for (MxRecord record : recordsOf(finding.subject(), seen)) {
      steps.add(delete(seen, record));
      steps.add(Remediation.publish(seen.domain(), MX, record(record.preference(), host)));
    }
    return steps;
  }

  /** The record is deleted where another exchange, which stays, can take the mail. */
  private static List<Remediation> withoutExchange(Finding finding, Sight seen) {
    boolean another =
        seen.mx().hosts().stream()
            .anyMatch(
                host ->
                    !host.host().equals(finding.subject())
                        && host.addresses().stream().anyMatch(address -> !isSpecial(address)));
    return another
        ? recordsOf(finding.subject(), seen).stream().map(record -> delete(seen, record)).toList()
        : List.of();
  }

  /** The addresses that nobody reaches are deleted, or the exchange that has no others. */
  private static List<Remediation> withoutAddress(Finding finding, Sight seen) {
    Optional<Exchange> exchange = exchange(finding, seen);
    if (exchange.isEmpty() || !exchange.get().aliases().isEmpty()) {
      return List.of();
    }
    Set<String> special = new TreeSet<>();
    Set<String> open = new TreeSet<>();
    for (String address : exchange.get().addresses()) {
      (isSpecial(address) ? special : open).add(address);
    }
    return open.isEmpty()
        ? withoutExchange(finding, seen)
        : special.stream()
            .map(
                address ->
                    Remediation.delete(
                        finding.subject(), address.contains(":") ? "AAAA" : "A", address))
            .toList();
  }

  private static boolean isSpecial(String address) {
    return IpAddress.parse(address).flatMap(IpAddress::special).isPresent();
  }

  private static Optional<Exchange> exchange(Finding finding, Sight seen) {
    return seen.mx().hosts().stream()
        .filter(host -> host.host().equals(finding.subject()))
        .findFirst();
  }

  private static List<MxRecord> recordsOf(String host, Sight seen) {
    return records(seen).stream().filter(record -> record.host().equals(host)).toList();
  }

  private static List<MxRecord> records(Sight seen) {
    MxObservation mx = seen.mx();
    return mx.records().found().orElse(List.of());
  }

  private static Remediation delete(Sight seen, MxRecord record) {
    return Remediation.delete(seen.domain(), MX, record(record.preference(), record.host()));
  }

  private static String record(int preference, String host) {
    return preference + " " + host + ".";
  }
}
