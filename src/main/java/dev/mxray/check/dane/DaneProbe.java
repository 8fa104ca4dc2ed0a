package dev.mxray.check.dane;

import dev.mxray.check.dnssec.Trust;
import dev.mxray.check.dnssec.Validator;
import dev.mxray.check.dnssec.Verdict;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Together;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Looks for the TLSA records of port 25 of every exchange, in the same moment in which its
 * addresses are validated (RFC 7672 §2.2).
 */
public final class DaneProbe {
  /** Records of one exchange that are compared; real sets have one to four. */
  public static final int MAX_RECORDS = 20;

  private static final String PORT = "_25._tcp.";

  private DaneProbe() {}

  /**
   * Looks at the exchanges.
   *
   * @param exchanges completes with their names
   */
  public static CompletableFuture<List<HostTlsa>> observe(
      CompletableFuture<List<String>> exchanges, Validator validator) {
    return exchanges.thenCompose(
        hosts -> Together.all(hosts.stream().map(host -> observe(host, validator)).toList()));
  }

  private static CompletableFuture<HostTlsa> observe(String host, Validator validator) {
    CompletableFuture<Verdict> address = validator.validate(new Question(host, RecordType.A));
    CompletableFuture<Verdict> own = tlsa(host, validator);
    return address.thenCompose(
        found ->
            atTarget(found, validator)
                .thenCombine(own, (target, there) -> target.isFound() ? target : there)
                .thenApply(tlsa -> published(host, found, tlsa)));
  }

  /**
   * Where an exchange is a signed alias, the records of its target come first (RFC 7672 §2.2.3);
   * otherwise the question does not arise.
   */
  private static CompletableFuture<Verdict> atTarget(Verdict address, Validator validator) {
    return address.is(Trust.SECURE) && !address.aliases().isEmpty()
        ? tlsa(address.aliases().get(address.aliases().size() - 1), validator)
        : CompletableFuture.completedFuture(without(address));
  }

  private static Verdict without(Verdict address) {
    return Verdict.of(address.name(), RecordType.TLSA.name(), Trust.SECURE, List.of());
  }

  private static CompletableFuture<Verdict> tlsa(String name, Validator validator) {
    return validator.validate(new Question(PORT + name, RecordType.TLSA));
  }

  private static HostTlsa published(String host, Verdict address, Verdict tlsa) {
    return new HostTlsa(
        host,
        address,
        tlsa,
        tlsa.records().stream()
            .flatMap(wire -> TlsaRecord.of(wire).stream())
            .limit(MAX_RECORDS)
            .toList());
  }
}
