package dev.mxray.check.general;

import dev.mxray.domain.PublicSuffixes;
import dev.mxray.domain.SpecialUseNames;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Observed;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Looks whether a name that does not exist is missing because the domain that it belongs to is not
 * there at all, and so may be open to registration by anyone.
 */
public final class RegistrationProbe {
  private final DnsClient dns;
  private final Supplier<PublicSuffixes> suffixes;

  /**
   * @param suffixes asked for only when a name has to be judged, since reading the list takes time;
   *     never called on the thread that delivers answers
   */
  public RegistrationProbe(DnsClient dns, Supplier<PublicSuffixes> suffixes) {
    this.dns = dns;
    this.suffixes = suffixes;
  }

  /**
   * Asks NS of the registrable name and of its top-level domain, both at once; nothing for
   * special-use names (RFC 6761), names outside the letters-digits-hyphen rule, and public
   * suffixes.
   *
   * @param missing a name that was answered with NXDOMAIN, without a final dot
   * @return present with the registrable name when that is NXDOMAIN under a top-level domain that
   *     exists; absent when it exists or the question does not arise
   */
  public CompletableFuture<Observed<String>> observe(String missing) {
    // A host name has no escapes, so a name with one can be registered by nobody.
    if (missing.indexOf('\\') >= 0 || SpecialUseNames.contains(missing)) {
      return CompletableFuture.completedFuture(notInQuestion());
    }
    return CompletableFuture.supplyAsync(() -> suffixes.get().registrableDomain(missing))
        .thenCompose(registrable -> observe(missing, registrable));
  }

  private CompletableFuture<Observed<String>> observe(
      String missing, Optional<String> registrable) {
    if (registrable.isEmpty()) {
      return CompletableFuture.completedFuture(notInQuestion());
    }
    String name = registrable.get();
    String topLevel = name.substring(name.lastIndexOf('.') + 1);
    CompletableFuture<DnsAnswer> parent = dns.ask(new Question(topLevel, RecordType.NS));
    if (name.equals(missing)) {
      return parent.thenApply(answer -> judge(name, answer));
    }
    return dns.ask(new Question(name, RecordType.NS))
        .thenCombine(parent, (own, top) -> exists(own) ? notInQuestion() : judge(name, own, top));
  }

  private static Observed<String> judge(String name, DnsAnswer own, DnsAnswer topLevel) {
    if (topLevel.status() == DnsAnswer.Status.NXDOMAIN) {
      return notInQuestion();
    }
    return own.status() == DnsAnswer.Status.UNKNOWN
        ? own.observed().map(records -> name)
        : judge(name, topLevel);
  }

  private static Observed<String> judge(String name, DnsAnswer topLevel) {
    return switch (topLevel.status()) {
      case FOUND, NODATA -> Observed.present(name);
      case NXDOMAIN -> notInQuestion();
      case UNKNOWN -> topLevel.observed().map(records -> name);
    };
  }

  /** A name that is an alias exists, wherever the alias leads. */
  private static boolean exists(DnsAnswer answer) {
    return switch (answer.status()) {
      case FOUND, NODATA -> true;
      case NXDOMAIN -> !answer.aliases().isEmpty();
      case UNKNOWN -> false;
    };
  }

  private static Observed<String> notInQuestion() {
    return Observed.absent(Observed.Proof.NODATA);
  }
}
