package dev.mxray.check.web;

import dev.mxray.check.tls.CertificateObservation;
import dev.mxray.check.tls.CertificatePointers;
import dev.mxray.check.tls.CertificatePointers.Word;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.check.tls.TlsProbe;
import dev.mxray.check.tls.TlsProbe.Standing;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.http.Fetched;
import dev.mxray.net.http.PlainClient;
import dev.mxray.net.http.PlainUri;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Observed.Unknown;
import dev.mxray.observe.Reason;
import dev.mxray.observe.Together;
import dev.mxray.text.Sentence;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Fetches what the certificates of servers point to, where the user asks for it: the certificates
 * of issuers that a server did not send, and whether a certificate was revoked. The host that is
 * asked thereby learns who looks at whom. Everything that is fetched counts only by the signature
 * on it.
 */
public final class CertificateFetch {
  /** Different certificates of one scan that are asked about. */
  static final int MAX_CERTIFICATES = 20;

  /** Certificates that a way up may lack. */
  private static final int MAX_STEPS = 3;

  private static final int MAX_CERTIFICATE_OCTETS = 65_536;
  private static final int MAX_RESPONSE_OCTETS = 65_536;

  /** Authorities divide their lists; the largest that are left have some megabytes. */
  private static final int MAX_LIST_OCTETS = 16_777_216;

  /** Hosts that are looked up: two pointers of each kind for each certificate at the worst. */
  public static final int MAX_QUESTIONS = 2 * MAX_CERTIFICATES * 2 * 3;

  private final PlainClient web;
  private final DnsClient dns;
  private final TlsProbe tls;
  private final CompletableFuture<How> stop;

  /**
   * @param stop ends everything when it completes
   */
  public CertificateFetch(
      PlainClient web, DnsClient dns, TlsProbe tls, CompletableFuture<How> stop) {
    this.web = web;
    this.dns = dns;
    this.tls = tls;
    this.stop = stop;
  }

  /**
   * Completes the ways of certificates that lead nowhere, as far as they point to their issuers.
   */
  public CompletableFuture<List<TlsObservation>> completed(List<TlsObservation> servers) {
    return climb(servers, new ArrayList<>(), new LinkedHashSet<>(), 0)
        .thenCompose(
            fetched ->
                fetched.isEmpty()
                    ? CompletableFuture.completedFuture(servers)
                    : tls.together(servers, fetched));
  }

  private CompletableFuture<List<X509Certificate>> climb(
      List<TlsObservation> servers, List<X509Certificate> fetched, Set<String> asked, int step) {
    if (step >= MAX_STEPS) {
      return CompletableFuture.completedFuture(fetched);
    }
    return tls.standing(servers, fetched)
        .thenCompose(
            standings -> {
              List<String> uris =
                  standings.stream()
                      .flatMap(one -> Stream.ofNullable(one.top()))
                      .flatMap(top -> CertificatePointers.issuers(top).stream())
                      .distinct()
                      .filter(asked::add)
                      .limit(MAX_CERTIFICATES)
                      .toList();
              return uris.isEmpty()
                  ? CompletableFuture.completedFuture(fetched)
                  : Together.all(
                          uris.stream().map(uri -> get(uri, "", MAX_CERTIFICATE_OCTETS)).toList())
                      .thenCompose(
                          files -> {
                            files.stream()
                                .flatMap(Optional::stream)
                                .flatMap(file -> CertificatePointers.certificates(file).stream())
                                .limit(MAX_CERTIFICATES)
                                .forEach(fetched::add);
                            return climb(servers, fetched, asked, step + 1);
                          });
            });
  }

  /** Asks the issuers of certificates whether they were revoked. */
  public CompletableFuture<List<TlsObservation>> asked(List<TlsObservation> servers) {
    return tls.standing(servers, List.of())
        .thenCompose(
            standings -> {
              Map<String, Standing> distinct = new LinkedHashMap<>();
              standings.forEach(one -> distinct.putIfAbsent(sha256(one), one));
              Map<String, CompletableFuture<CertificateObservation>> words = new LinkedHashMap<>();
              distinct.values().stream()
                  .limit(MAX_CERTIFICATES)
                  .forEach(one -> words.put(sha256(one), asked(one)));
              return Together.all(
                  servers.stream()
                      .map(
                          server -> {
                            CertificateObservation own = server.certificate();
                            var word = own == null ? null : words.get(own.sha256());
                            return own == null || word == null
                                ? CompletableFuture.completedFuture(server)
                                : word.thenApply(
                                    told ->
                                        server.with(
                                            own.with(told.revocation(), told.revocationUnseen())));
                          })
                      .toList());
            });
  }

  private static String sha256(Standing standing) {
    CertificateObservation certificate = standing.server().certificate();
    return certificate == null ? "" : certificate.sha256();
  }

  private CompletableFuture<CertificateObservation> asked(Standing one) {
    var own = java.util.Objects.requireNonNull(one.server().certificate());
    X509Certificate issuer = one.issuer();
    List<String> responders = CertificatePointers.responders(one.certificate());
    List<String> lists = CertificatePointers.lists(one.certificate());
    if (own.revocation() != null || (responders.isEmpty() && lists.isEmpty())) {
      return CompletableFuture.completedFuture(own); // nowhere to ask, as with short-lived ones
    }
    if (issuer == null) {
      return CompletableFuture.completedFuture(
          own.with(null, unknown(Sentence.of("web.no-issuer"), List.of())));
    }
    String question = CertificatePointers.question(one.certificate(), issuer).orElse("");
    return word(
            responders,
            question,
            MAX_RESPONSE_OCTETS,
            (file, now) -> CertificatePointers.ofResponder(file, one.certificate(), issuer, now))
        .thenCompose(
            told ->
                told.isPresent()
                    ? CompletableFuture.completedFuture(told)
                    : word(
                        lists,
                        "",
                        MAX_LIST_OCTETS,
                        (file, now) ->
                            CertificatePointers.ofList(file, one.certificate(), issuer, now)))
        .thenApply(
            told ->
                told.map(word -> own.with(word.revocation(), null))
                    .orElseGet(
                        () ->
                            own.with(
                                null,
                                unknown(
                                    Sentence.of("web.no-answer"),
                                    Stream.concat(responders.stream(), lists.stream()).toList()))));
  }

  private static Unknown<?> unknown(Sentence why, List<String> uris) {
    return new Unknown<>(
        Reason.UNUSABLE_ANSWER,
        Sentence.of("web.ask-revoked", why),
        uris.stream().map(uri -> new Attempt(uri, why, 0)).toList());
  }

  /** The first of the places that has a word of use. */
  private CompletableFuture<Optional<Word>> word(
      List<String> uris,
      String below,
      int maxOctets,
      BiFunction<byte[], java.time.Instant, Optional<Word>> reading) {
    if (uris.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return get(uris.get(0), below, maxOctets)
        .thenCompose(
            file -> {
              Optional<Word> word = file.flatMap(octets -> reading.apply(octets, tls.now()));
              return word.isPresent()
                  ? CompletableFuture.completedFuture(word)
                  : word(uris.subList(1, uris.size()), below, maxOctets, reading);
            });
  }

  private CompletableFuture<Optional<byte[]>> get(String text, String below, int maxOctets) {
    Optional<PlainUri> parsed = PlainUri.parse(text);
    if (parsed.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    PlainUri uri = below.isEmpty() ? parsed.get() : parsed.get().below(below);
    return WebHost.find(uri.host(), dns)
        .thenCompose(
            host ->
                host.addresses().isEmpty()
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : web.get(uri, host.addresses().get(0), maxOctets, stop)
                        .thenApply(CertificateFetch::body));
  }

  private static Optional<byte[]> body(Fetched fetched) {
    return fetched instanceof Fetched.Response response && response.body().length > 0
        ? Optional.of(response.body())
        : Optional.empty();
  }
}
