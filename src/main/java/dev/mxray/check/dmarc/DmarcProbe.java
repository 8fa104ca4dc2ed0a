package dev.mxray.check.dmarc;

import dev.mxray.check.dmarc.Destination.Authorization;
import dev.mxray.check.dmarc.Destination.Route;
import dev.mxray.check.dmarc.DmarcRecord.Psd;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.Texts;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.observe.Together;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * Observes DMARC in two dependent round trips: every name of the tree walk and the domain itself at
 * once, then everything about the report destinations at once.
 */
public final class DmarcProbe {
  /**
   * How many destination domains are asked about. Records name one or two; the bound keeps a
   * hostile record from turning one question into thousands (four questions each).
   */
  static final int MAX_DESTINATIONS = 10;

  /** Texts that are no records are kept for the reader, a few of them. */
  private static final int MAX_OTHERS = 5;

  private DmarcProbe() {}

  /**
   * Observes a domain.
   *
   * @param domain A-labels, lower case, no final dot
   * @return completes when every question has been answered or has failed; exceptionally only for a
   *     bug
   */
  public static CompletableFuture<DmarcObservation> observe(String domain, DnsClient dns) {
    CompletableFuture<DnsAnswer> own = dns.ask(new Question(domain, RecordType.TXT));
    return walk(domain, dns)
        .thenCompose(
            walk ->
                Together.all(destinations(walk, dns))
                    .thenCombine(
                        own,
                        (destinations, answer) ->
                            new DmarcObservation(
                                domain, exists(answer), walk, records(answer), destinations)));
  }

  /**
   * Observes the policy of a domain only: nothing is asked about report destinations.
   *
   * @param domain A-labels, lower case, no final dot
   */
  public static CompletableFuture<DmarcObservation> policy(String domain, DnsClient dns) {
    CompletableFuture<DnsAnswer> own = dns.ask(new Question(domain, RecordType.TXT));
    return walk(domain, dns)
        .thenCombine(
            own,
            (walk, answer) ->
                new DmarcObservation(domain, exists(answer), walk, records(answer), List.of()));
  }

  /** The organizational domain of a name (RFC 9989 §4.10.2); never absent. */
  public static CompletableFuture<Observed<String>> organizationalDomain(
      String domain, DnsClient dns) {
    return walk(domain, dns).thenApply(TreeWalk::organizationalDomain);
  }

  private static CompletableFuture<TreeWalk> walk(String domain, DnsClient dns) {
    return Together.all(TreeWalk.names(domain).stream().map(name -> step(name, dns)).toList())
        .thenApply(TreeWalk::of);
  }

  private static CompletableFuture<TreeWalk.Step> step(String name, DnsClient dns) {
    return dns.ask(new Question(TreeWalk.PREFIX + name, RecordType.TXT))
        .thenApply(answer -> new TreeWalk.Step(name, records(answer), others(answer)));
  }

  /** The texts that begin with the version tag (RFC 9989 §4.10, step 2). */
  private static Observed<List<String>> records(DnsAnswer answer) {
    Observed<List<String>> texts = answer.observed(Texts::joined);
    if (texts.isPresent()) {
      List<String> records =
          texts.found().orElseThrow().stream().filter(DmarcRecord::isRecord).toList();
      return records.isEmpty()
          ? Observed.absent(Observed.Proof.OTHER_RECORDS)
          : Observed.present(records);
    }
    return texts;
  }

  private static List<String> others(DnsAnswer answer) {
    return answer.observed(Texts::joined).found().stream()
        .flatMap(List::stream)
        .filter(text -> !DmarcRecord.isRecord(text))
        .limit(MAX_OTHERS)
        .toList();
  }

  /** An alias that leads nowhere is a name that exists. */
  private static Observed<Boolean> exists(DnsAnswer answer) {
    Observed<?> texts = answer.observed();
    return texts.unknown().isPresent()
        ? texts.unknown().get().as()
        : Observed.present(!texts.isNxdomain() || !answer.aliases().isEmpty());
  }

  private static List<CompletableFuture<Destination>> destinations(TreeWalk walk, DnsClient dns) {
    var futures = new ArrayList<CompletableFuture<Destination>>();
    if (walk.policy() instanceof Observed.Present<TreeWalk.Step> present) {
      TreeWalk.Step policy = present.value();
      List<String> domains =
          policy.record().stream()
              .flatMap(DmarcRecord::reportUris)
              .map(ReportUri::destination)
              .filter(Objects::nonNull)
              .distinct()
              .toList();
      for (String domain : domains) {
        boolean external = !inside(domain, policy, walk);
        futures.add(
            futures.size() < MAX_DESTINATIONS
                ? organization(domain, external, policy, walk, dns)
                    .thenCompose(inside -> destination(domain, inside, policy.domain(), walk, dns))
                : CompletableFuture.completedFuture(unchecked(domain, external)));
      }
    }
    return futures;
  }

  private static Destination unchecked(String domain, boolean external) {
    return new Destination(
        domain,
        external,
        external
            ? new Observed.Unknown<>(
                Reason.LIMIT, Sentence.of("dmarc.ask-authorization", domain), List.of())
            : Observed.present(Authorization.NOT_NEEDED),
        new Observed.Unknown<>(Reason.LIMIT, Sentence.of("dmarc.ask-route", domain), List.of()));
  }

  private static CompletableFuture<Destination> destination(
      String domain, Observed<Boolean> inside, String policyDomain, TreeWalk walk, DnsClient dns) {
    boolean external = inside.found().filter(is -> !is).isPresent();
    CompletableFuture<Observed<Authorization>> authorization =
        external
            ? authorization(domain, policyDomain, walk, dns)
            : CompletableFuture.completedFuture(inside.map(is -> Authorization.NOT_NEEDED));
    return authorization.thenCombine(
        route(domain, dns), (given, route) -> new Destination(domain, external, given, route));
  }

  /**
   * Whether the organizational domain of a destination is that of the name at which the record
   * stands (RFC 9990 §4). A name below it can be an organization of its own, which its own tree
   * walk tells; a name elsewhere always is.
   */
  private static CompletableFuture<Observed<Boolean>> organization(
      String destination, boolean external, TreeWalk.Step policy, TreeWalk walk, DnsClient dns) {
    String base = base(policy, walk);
    if (external || destination.equals(base) || walk.organizationalDomain().isUnknown()) {
      return CompletableFuture.completedFuture(Observed.present(!external));
    }
    return Together.all(TreeWalk.names(destination).stream().map(name -> step(name, dns)).toList())
        .thenApply(TreeWalk::of)
        .thenApply(own -> own.organizationalDomain().map(base::equals));
  }

  /** True when a destination can be of the same organization as the name of the record. */
  private static boolean inside(String destination, TreeWalk.Step policy, TreeWalk walk) {
    // Every name below a public suffix domain is another organization's.
    return policy.record().filter(record -> record.psd() == Psd.YES).isPresent()
        ? destination.equals(policy.domain())
        : atOrBelow(destination, base(policy, walk));
  }

  /** The organizational domain of the name at which the record stands, as far as it is known. */
  private static String base(TreeWalk.Step policy, TreeWalk walk) {
    String domain = policy.domain();
    return domain.equals(walk.start())
        ? walk.organizationalDomain().found().orElse(domain)
        : domain;
  }

  private static CompletableFuture<Observed<Authorization>> authorization(
      String destination, String policyDomain, TreeWalk walk, DnsClient dns) {
    String name = Destination.authorizationName(destination, policyDomain);
    return dns.ask(new Question(name, RecordType.TXT))
        .thenApply(answer -> authorization(destination, walk, records(answer)));
  }

  private static Observed<Authorization> authorization(
      String destination, TreeWalk walk, Observed<List<String>> records) {
    if (records.isAbsent() && maybeInside(destination, walk)) {
      return walk.organizationalDomain().unknown().orElseThrow().as();
    }
    return records.isAbsent()
        ? Observed.present(Authorization.NOT_GIVEN)
        : records.map(texts -> Authorization.GIVEN);
  }

  /** True when the organizational domain is unknown and could be one that holds the destination. */
  private static boolean maybeInside(String destination, TreeWalk walk) {
    return walk.organizationalDomain().isUnknown()
        && walk.steps().stream().anyMatch(step -> atOrBelow(destination, step.domain()));
  }

  private static boolean atOrBelow(String name, String ancestor) {
    return name.equals(ancestor) || name.endsWith("." + ancestor);
  }

  private static CompletableFuture<Observed<Route>> route(String domain, DnsClient dns) {
    CompletableFuture<DnsAnswer> mx = dns.ask(new Question(domain, RecordType.MX));
    CompletableFuture<DnsAnswer> a = dns.ask(new Question(domain, RecordType.A));
    CompletableFuture<DnsAnswer> aaaa = dns.ask(new Question(domain, RecordType.AAAA));
    return mx.thenCombine(
        a.thenCombine(aaaa, (v4, v6) -> address(v4.observed(), v6.observed())),
        (exchanges, address) -> route(exchanges.observed(DmarcProbe::isNullMx), address));
  }

  private static boolean isNullMx(Record record) {
    return record instanceof MXRecord mx && mx.getTarget().equals(Name.root);
  }

  private static Observed<Route> address(Observed<?> ipv4, Observed<?> ipv6) {
    if (ipv4.isPresent() || ipv6.isPresent()) {
      return Observed.present(Route.ADDRESS);
    }
    if (ipv4.unknown().isPresent()) {
      return ipv4.unknown().get().as();
    }
    return ipv6.unknown().isPresent() ? ipv6.unknown().get().as() : Observed.present(Route.NOWHERE);
  }

  private static Observed<Route> route(Observed<List<Boolean>> nullMx, Observed<Route> address) {
    return nullMx.isAbsent()
        ? address
        : nullMx.map(nulls -> nulls.contains(false) ? Route.MX : Route.NULL_MX);
  }
}
