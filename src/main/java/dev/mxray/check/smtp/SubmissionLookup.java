package dev.mxray.check.smtp;

import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Together;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;

/**
 * Asks where a domain's users submit mail: {@code _submission._tcp} (RFC 6186 §3.1) and {@code
 * _submissions._tcp} (RFC 8314 §5.1), both at once.
 */
final class SubmissionLookup {
  /** Questions that are asked. */
  static final int QUESTIONS = 2;

  /** Hosts that the records may name; domains name one or two. */
  static final int MAX_HOSTS = 4;

  private static final String STARTTLS = "_submission._tcp.";
  private static final String IMPLICIT = "_submissions._tcp.";

  /**
   * What the records announce.
   *
   * @param ports by host, in the order of the records
   * @param more hosts beyond the limit
   * @param unseen why it is not known, where it is not
   */
  record Announced(Map<String, Set<Integer>> ports, int more, List<Observed.Unknown<?>> unseen) {}

  private SubmissionLookup() {}

  static CompletableFuture<Announced> announced(String domain, DnsClient dns) {
    return Together.all(List.of(ask(STARTTLS + domain, dns), ask(IMPLICIT + domain, dns)))
        .thenApply(SubmissionLookup::read);
  }

  private static CompletableFuture<Observed<List<SRVRecord>>> ask(String name, DnsClient dns) {
    return dns.ask(new Question(name, RecordType.SRV))
        .thenApply(answer -> answer.observed(record -> (SRVRecord) record));
  }

  private static Announced read(List<Observed<List<SRVRecord>>> answers) {
    Map<String, Set<Integer>> all = new LinkedHashMap<>();
    var unseen = new ArrayList<Observed.Unknown<?>>();
    for (int i = 0; i < answers.size(); i++) {
      boolean implicit = i > 0;
      answers.get(i).unknown().ifPresent(unseen::add);
      answers.get(i).found().stream()
          .flatMap(List::stream)
          .sorted(Comparator.comparingInt(SRVRecord::getPriority))
          .filter(record -> !record.getTarget().equals(Name.root)) // RFC 6186 §3.4: not offered
          // Only on its own port is it known that TLS comes first.
          .filter(record -> implicit == (record.getPort() == SmtpPlan.IMPLICIT_TLS_PORT))
          .filter(record -> record.getPort() > 0)
          .forEach(
              record ->
                  all.computeIfAbsent(host(record), first -> new TreeSet<>())
                      .add(record.getPort()));
    }
    Map<String, Set<Integer>> ports = new LinkedHashMap<>();
    all.entrySet().stream()
        .limit(MAX_HOSTS)
        .forEach(entry -> ports.put(entry.getKey(), entry.getValue()));
    return new Announced(ports, all.size() - ports.size(), unseen);
  }

  private static String host(SRVRecord record) {
    return record.getTarget().toString(/* omitFinalDot= */ true).toLowerCase(Locale.ROOT);
  }
}
