package dev.mxray.check.spf;

import dev.mxray.address.IpAddress;
import dev.mxray.check.spf.CheckHostResult.Asked;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Together;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;

/** Asks the questions of one evaluation, each once, and remembers them. */
final class HostQuestions {
  /** Names of a client that are looked at; more are ignored (RFC 7208 §4.6.4, §5.5). */
  static final int MAX_CLIENT_NAMES = 10;

  private final DnsClient dns;
  private final Map<Question, CompletableFuture<DnsAnswer>> asked = new LinkedHashMap<>();
  private @Nullable CompletableFuture<ClientNames> clientNames;

  /**
   * What the reverse DNS says of a client.
   *
   * @param none true when the answer was that it has no names
   * @param validated those of its names that lead back to it, in the order of the answer
   */
  record ClientNames(boolean none, List<String> validated) {
    /** The name for {@code %{p}}: the domain, else one below it, else any (RFC 7208 §7.3). */
    String nameFor(String domain) {
      String below = null;
      for (String name : validated) {
        if (name.equals(domain)) {
          return name;
        }
        if (below == null && TargetName.isWithin(name, domain)) {
          below = name;
        }
      }
      return below != null ? below : validated.isEmpty() ? "unknown" : validated.get(0);
    }
  }

  HostQuestions(DnsClient dns) {
    this.dns = dns;
  }

  /**
   * Asks a question.
   *
   * @param name in presentation form
   */
  CompletableFuture<DnsAnswer> ask(String name, RecordType type) {
    var question = new Question(name, type);
    CompletableFuture<DnsAnswer> known = asked.get(question);
    if (known == null) {
      known = dns.ask(question);
      asked.put(question, known);
    }
    return known;
  }

  /** The addresses of the client's family that a name has, in the order of the answer. */
  CompletableFuture<DnsAnswer> addresses(String name, IpAddress client) {
    return ask(name, client.isIpv4() ? RecordType.A : RecordType.AAAA);
  }

  /** The client's validated names (RFC 7208 §5.5); a name whose addresses fail is skipped. */
  CompletableFuture<ClientNames> clientNames(IpAddress client) {
    CompletableFuture<ClientNames> known = clientNames;
    if (known == null) {
      known =
          ask(client.reverseName(), RecordType.PTR)
              .thenCompose(answer -> validated(answer, client));
      clientNames = known;
    }
    return known;
  }

  private CompletableFuture<ClientNames> validated(DnsAnswer ptr, IpAddress client) {
    List<String> names =
        ptr.records().stream()
            .map(record -> ((PTRRecord) record).getTarget())
            .filter(name -> !name.equals(Name.root))
            .map(name -> name.toString(/* omitFinalDot= */ true).toLowerCase(Locale.ROOT))
            .distinct()
            .limit(MAX_CLIENT_NAMES)
            .toList();
    return Together.all(names.stream().map(name -> addresses(name, client)).toList())
        .thenApply(
            answers -> {
              var validated = new ArrayList<String>();
              for (int i = 0; i < answers.size(); i++) {
                if (answers.get(i).records().stream().anyMatch(r -> isAddress(r, client))) {
                  validated.add(names.get(i));
                }
              }
              return new ClientNames(isVoid(ptr), validated);
            });
  }

  /** The wire form is compared: the JDK turns a mapped address into an IPv4 one. */
  private static boolean isAddress(Record record, IpAddress client) {
    return IpAddress.of(record.rdataToWireCanonical()).equals(client);
  }

  /** True for an answer that there is nothing (RFC 7208 §4.6.4). */
  static boolean isVoid(DnsAnswer answer) {
    return answer.status() == DnsAnswer.Status.NODATA
        || answer.status() == DnsAnswer.Status.NXDOMAIN;
  }

  /** What was asked and answered so far. */
  List<Asked> asked() {
    var list = new ArrayList<Asked>();
    asked.forEach(
        (question, future) -> {
          DnsAnswer answer = future.getNow(null);
          if (answer != null) {
            list.add(
                new Asked(
                    question.name(),
                    question.type().name(),
                    answer.status().name().toLowerCase(Locale.ROOT),
                    answer.reason() == null ? null : answer.reason().told()));
          }
        });
    return list;
  }
}
