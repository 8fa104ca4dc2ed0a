package dev.mxray.check.bimi;

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
import dev.mxray.text.Sentence;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a logo: the record at the domain or, where it has none, at its organizational domain,
 * then the two files that it names. At most two dependent round trips of the DNS, and two more
 * behind the DMARC policy where the domain has no record of its own.
 */
public final class BimiProbe {
  /** Questions at most: two records, and both families of two hosts. */
  public static final int MAX_QUESTIONS = 6;

  /** The default selector (draft-brand-indicators-for-message-identification §4.4). */
  static final String PREFIX = "default._bimi.";

  private final String domain;
  private final DnsClient dns;
  private final WebProbe web;
  private final Supplier<Instant> now;

  private BimiProbe(String domain, DnsClient dns, WebProbe web, Supplier<Instant> now) {
    this.domain = domain;
    this.dns = dns;
    this.web = web;
    this.now = now;
  }

  /**
   * Looks at one domain.
   *
   * @param domain A-labels, lower case, no final dot
   * @param organization the organizational domain, by DMARC; empty when it was not seen
   * @param now for which the certificate's validity is told
   */
  public static CompletableFuture<BimiObservation> observe(
      String domain,
      CompletableFuture<Optional<String>> organization,
      DnsClient dns,
      WebProbe web,
      Supplier<Instant> now) {
    return new BimiProbe(domain, dns, web, now).observe(organization);
  }

  /** What a name has. */
  private record Found(String name, Observed<List<BimiRecord>> records) {}

  private CompletableFuture<BimiObservation> observe(
      CompletableFuture<Optional<String>> organization) {
    return records(domain)
        .thenCompose(
            own ->
                own.records().isAbsent()
                    ? organization.thenCompose(
                        above ->
                            above
                                .filter(name -> !name.equals(domain))
                                .map(this::records)
                                .orElseGet(() -> CompletableFuture.completedFuture(own)))
                    : CompletableFuture.completedFuture(own))
        .thenCompose(found -> files(found, organization));
  }

  private CompletableFuture<Found> records(String name) {
    return dns.ask(new Question(PREFIX + name, RecordType.TXT))
        .thenApply(answer -> new Found(PREFIX + name, records(answer)));
  }

  private static Observed<List<BimiRecord>> records(DnsAnswer answer) {
    Observed<List<String>> texts = answer.observed(Texts::joined);
    if (!texts.isPresent()) {
      return texts.map(none -> List.of());
    }
    List<String> all = texts.found().orElseThrow();
    List<String> records = all.stream().filter(BimiRecord::isRecord).toList();
    List<String> meant =
        records.isEmpty() ? all.stream().filter(BimiRecord::isNearly).toList() : records;
    return meant.isEmpty()
        ? Observed.absent(Observed.Proof.OTHER_RECORDS)
        : Observed.present(meant.stream().map(BimiRecord::parse).toList());
  }

  private CompletableFuture<BimiObservation> files(
      Found found, CompletableFuture<Optional<String>> organization) {
    var bare =
        new BimiObservation(
            domain, found.name(), found.records(), null, List.of(), null, null, List.of());
    if (bare.record().isEmpty()) {
      return CompletableFuture.completedFuture(bare);
    }
    BimiRecord record = bare.record().get();
    CompletableFuture<@Nullable WebObservation> logo =
        get(record.logo(), "image/svg+xml", SvgLogo.MAX_OCTETS);
    CompletableFuture<@Nullable WebObservation> evidence =
        get(
            record.evidence(),
            "application/pem-certificate-chain, */*",
            MarkCertificate.MAX_OCTETS);
    return logo.thenCompose(
        image ->
            evidence.thenCombineAsync( // reading takes milliseconds: not on an event loop
                organization, (proof, above) -> read(found, above, image, proof)));
  }

  private CompletableFuture<@Nullable WebObservation> get(
      @Nullable HttpsUri uri, String accept, int maxOctets) {
    if (uri == null) {
      return CompletableFuture.completedFuture(null);
    }
    return web.get(new WebRequest(uri, accept, maxOctets), WebHost.find(uri.host(), dns))
        .thenApply(observation -> observation);
  }

  private BimiObservation read(
      Found found,
      Optional<String> organization,
      @Nullable WebObservation logo,
      @Nullable WebObservation evidence) {
    Optional<byte[]> document =
        logo instanceof Answer answer && answer.isOkay()
            ? SvgLogo.document(answer.body())
            : Optional.empty();
    List<Sentence> logoFaults =
        logo instanceof Answer answer && answer.isOkay()
            ? document.map(SvgLogo::faults).orElse(List.of(Sentence.of("bimi.no-unpack")))
            : List.of();
    MarkCertificate certificate =
        evidence instanceof Answer answer && answer.isOkay()
            ? MarkCertificate.read(answer.body()).orElse(null)
            : null;
    Set<String> domains = new LinkedHashSet<>(List.of(domain));
    organization.ifPresent(domains::add);
    return new BimiObservation(
        domain,
        found.name(),
        found.records(),
        logo,
        logoFaults,
        evidence,
        certificate,
        certificate == null
            ? List.of()
            : certificate.faults(now.get(), domains, document.orElse(null)));
  }
}
