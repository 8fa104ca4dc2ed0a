package dev.mxray.check.general;

import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Observed;
import java.util.concurrent.CompletableFuture;

/** Looks how large the answer is that every receiver of the domain's mail has to fetch. */
public final class AnswerSizeProbe {
  private AnswerSizeProbe() {}

  /**
   * Asks TXT of the domain, which other checks ask too.
   *
   * @return the size of the answering message in octets; absent when the domain has no TXT record
   */
  public static CompletableFuture<Observed<Integer>> observe(String domain, DnsClient dns) {
    return dns.ask(new Question(domain, RecordType.TXT)).thenApply(AnswerSizeProbe::size);
  }

  private static Observed<Integer> size(DnsAnswer answer) {
    return answer.observed().map(records -> answer.size());
  }
}
