package dev.mxray.check.tlsrpt;

import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.Texts;
import dev.mxray.observe.Observed;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Looks for the TLS-RPT record: one question. */
public final class TlsRptProbe {
  /** The record. */
  public static final int MAX_QUESTIONS = 1;

  private TlsRptProbe() {}

  /**
   * Looks at one domain.
   *
   * @param domain A-labels, lower case, no final dot
   */
  public static CompletableFuture<TlsRptObservation> observe(String domain, DnsClient dns) {
    return dns.ask(new Question("_smtp._tls." + domain, RecordType.TXT))
        .thenApply(answer -> new TlsRptObservation(domain, records(answer), answer.aliases()));
  }

  private static Observed<List<TlsRptRecord>> records(DnsAnswer answer) {
    Observed<List<String>> texts = answer.observed(Texts::joined);
    if (!texts.isPresent()) {
      return texts.map(none -> List.of());
    }
    List<String> all = texts.found().orElseThrow();
    List<String> records = all.stream().filter(TlsRptRecord::isRecord).toList();
    List<String> meant =
        records.isEmpty() ? all.stream().filter(TlsRptRecord::isNearly).toList() : records;
    return meant.isEmpty()
        ? Observed.absent(Observed.Proof.OTHER_RECORDS)
        : Observed.present(meant.stream().map(TlsRptRecord::parse).toList());
  }
}
