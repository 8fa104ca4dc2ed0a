package dev.mxray.message;

import dev.mxray.check.dmarc.DmarcObservation;
import dev.mxray.check.dmarc.DmarcPolicy;
import dev.mxray.check.dmarc.DmarcProbe;
import dev.mxray.check.dmarc.DmarcRecord;
import dev.mxray.check.spf.SpfResult;
import dev.mxray.domain.Domain;
import dev.mxray.message.DmarcVerdict.Result;
import dev.mxray.message.signature.SignatureResult;
import dev.mxray.message.signature.SignatureVerdict;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Together;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Puts DKIM, SPF and the policy of the author's domain together (RFC 9989 §4.4, §5.3). */
final class DmarcStep {
  private final DnsClient dns;
  private final Author author;

  DmarcStep(DnsClient dns, Author author) {
    this.dns = dns;
    this.author = author;
  }

  /**
   * A domain that was authenticated, or might have been.
   *
   * @param sure false when a failure of the DNS left it open
   */
  private record Identity(String by, String domain, boolean sure) {}

  CompletableFuture<DmarcVerdict> judge(
      CompletableFuture<List<SignatureVerdict>> dkim, CompletableFuture<SpfVerdict> spf) {
    Domain domain = author.domain();
    if (domain == null) {
      return CompletableFuture.completedFuture(
          new DmarcVerdict(
              Result.NONE,
              null,
              List.of(),
              null,
              DmarcPolicy.NONE,
              Sentence.of("message.no-author", author.told() == null ? "" : author.told())));
    }
    CompletableFuture<DmarcObservation> policy = DmarcProbe.policy(domain.ascii(), dns);
    return dkim.thenCombine(spf, DmarcStep::identities)
        .thenCombine(policy, this::alignments)
        .thenCompose(Together::all)
        .thenCombine(
            policy, (alignments, found) -> DmarcJudgement.of(found, alignments, spf.join()));
  }

  private static Set<Identity> identities(List<SignatureVerdict> dkim, SpfVerdict spf) {
    var identities = new LinkedHashSet<Identity>();
    for (SignatureVerdict verdict : dkim) {
      SignatureResult result = verdict.result();
      if (verdict.domain() != null
          && (result == SignatureResult.PASS || result == SignatureResult.TEMPERROR)) {
        identities.add(new Identity("dkim", verdict.domain(), result == SignatureResult.PASS));
      }
    }
    if (spf.check() != null && spf.domain() != null) {
      SpfResult result = spf.check().result();
      if (result == SpfResult.PASS || result == SpfResult.TEMPERROR) {
        identities.add(new Identity("spf", spf.domain(), result == SpfResult.PASS));
      }
    }
    return identities;
  }

  private List<CompletableFuture<Alignment>> alignments(
      Set<Identity> identities, DmarcObservation policy) {
    var alignments = new ArrayList<CompletableFuture<Alignment>>();
    for (Identity identity : identities) {
      alignments.add(
          aligned(identity, policy)
              .thenApply(
                  state ->
                      new Alignment(
                          identity.by(),
                          identity.domain(),
                          state == Alignment.State.ALIGNED && !identity.sure()
                              ? Alignment.State.UNKNOWN
                              : state)));
    }
    return alignments;
  }

  private CompletableFuture<Alignment.State> aligned(Identity identity, DmarcObservation policy) {
    String domain = policy.domain();
    if (identity.domain().equals(domain)) {
      return CompletableFuture.completedFuture(Alignment.State.ALIGNED);
    }
    boolean strict =
        policy
            .record()
            .map(record -> identity.by().equals("dkim") ? record.adkim() : record.aspf())
            .filter(mode -> mode == DmarcRecord.Alignment.STRICT)
            .isPresent();
    if (strict || !lastLabel(identity.domain()).equals(lastLabel(domain))) {
      return CompletableFuture.completedFuture(
          // Whether the mode is strict is told by a record that may not have been seen.
          Alignment.State.NOT_ALIGNED);
    }
    return DmarcProbe.organizationalDomain(identity.domain(), dns)
        .thenApply(organization -> same(policy.walk().organizationalDomain(), organization));
  }

  private static Alignment.State same(Observed<String> one, Observed<String> other) {
    @Nullable String first = one.found().orElse(null);
    @Nullable String second = other.found().orElse(null);
    if (first == null || second == null) {
      return Alignment.State.UNKNOWN;
    }
    return first.equals(second) ? Alignment.State.ALIGNED : Alignment.State.NOT_ALIGNED;
  }

  private static String lastLabel(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
