package dev.mxray.check.mtasts;

import dev.mxray.check.web.WebHost;
import dev.mxray.check.web.WebObservation;
import dev.mxray.check.web.WebObservation.Answer;
import dev.mxray.check.web.WebProbe;
import dev.mxray.domain.HttpsUri;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.Texts;
import dev.mxray.net.http.WebRequest;
import dev.mxray.observe.Observed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Looks at MTA-STS in one round trip of the DNS: the record and the addresses of the policy host
 * are asked for at once. The policy is fetched as soon as a valid record and an address are known.
 */
public final class MtaStsProbe {
  /** Questions at most: the record, and both families of the policy host. */
  public static final int MAX_QUESTIONS = 3;

  /** Octets of a policy (RFC 8461 §3.3). */
  static final int MAX_POLICY = 65_536;

  private static final String RECORD = "_mta-sts.";
  private static final String HOST = "mta-sts.";
  private static final String PATH = "/.well-known/mta-sts.txt";

  private MtaStsProbe() {}

  /**
   * Looks at one domain.
   *
   * @param domain A-labels, lower case, no final dot
   */
  public static CompletableFuture<MtaStsObservation> observe(
      String domain, DnsClient dns, WebProbe web) {
    CompletableFuture<DnsAnswer> record = dns.ask(new Question(RECORD + domain, RecordType.TXT));
    CompletableFuture<WebHost> host = WebHost.find(HOST + domain, dns);
    return record.thenCompose(
        answer -> {
          var found =
              new MtaStsObservation(
                  domain, records(answer), answer.aliases(), null, null, List.of());
          return found.record().isEmpty()
              ? CompletableFuture.completedFuture(found)
              : web.get(policy(domain), host)
                  .thenCombine(host, (file, at) -> with(found, file, at));
        });
  }

  private static WebRequest policy(String domain) {
    return new WebRequest(HttpsUri.of(HOST + domain, PATH), "text/plain", MAX_POLICY);
  }

  private static MtaStsObservation with(
      MtaStsObservation found, WebObservation file, WebHost host) {
    return new MtaStsObservation(
        found.domain(), found.records(), found.aliases(), file, parsed(file), host.aliases());
  }

  private static @Nullable StsPolicy parsed(WebObservation file) {
    return file instanceof Answer answer && answer.isOkay()
        ? StsPolicy.parse(new String(answer.body(), StandardCharsets.ISO_8859_1))
        : null;
  }

  private static Observed<List<StsRecord>> records(DnsAnswer answer) {
    Observed<List<String>> texts = answer.observed(Texts::joined);
    if (!texts.isPresent()) {
      return texts.map(none -> List.of());
    }
    List<String> all = texts.found().orElseThrow();
    List<String> records = all.stream().filter(StsRecord::isRecord).toList();
    List<String> meant =
        records.isEmpty() ? all.stream().filter(StsRecord::isNearly).toList() : records;
    return meant.isEmpty()
        ? Observed.absent(Observed.Proof.OTHER_RECORDS)
        : Observed.present(meant.stream().map(StsRecord::parse).toList());
  }
}
