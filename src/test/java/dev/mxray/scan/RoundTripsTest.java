package dev.mxray.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.ZoneClient;
import dev.mxray.check.reputation.BlockLists;
import dev.mxray.check.tls.TlsProbe;
import dev.mxray.check.tls.TrustAnchors;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.key.SharedFactors;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.http.NoWeb;
import dev.mxray.net.mail.NoMail;
import dev.mxray.net.mail.NoTrials;
import dev.mxray.observe.Reason;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How many questions of a scan have to wait for one another: with a distant resolver that, and
 * nothing else, is how long a scan takes.
 */
class RoundTripsTest {
  /** SPF two includes deep: the policy, an include, its include, and a host that this one names. */
  private static final int MOST = 4;

  /** Lists of addresses and of domains. */
  private static final BlockLists LISTS =
      TestLists.of("zen.spamhaus.org", "bl.spamcop.net", "all.spamrats.com", "dbl.spamhaus.org");

  /** Everything that makes a check ask again: the worst that an honest domain has. */
  private static final String EVERYTHING =
      """
      $ORIGIN example.com.
      @ MX 10 mx1.mail.example.
      @ MX 20 mx2
      mx2 A 192.0.2.2
      @ A 192.0.2.1
      @ TXT "v=spf1 mx a:out.example.com include:_spf.mail.example -all"
      out A 192.0.2.3
      _dmarc TXT "v=DMARC1; p=reject; rua=mailto:d@example.com,mailto:r@reports.example; ruf=mailto:f@other.example"
      s1._domainkey CNAME s1.dkim.mail.example.
      mail._domainkey TXT "v=DKIM1; k=ed25519; p=nrXw31Q+nAO498h0yU9P1x2BsacXRhE795hGpRH9wTY="
      mx1.mail.example. A 198.51.100.1
      mx1.mail.example. AAAA 2001:db8::1
      _spf.mail.example. TXT "v=spf1 ip4:198.51.100.0/24 include:_more.mail.example ~all"
      _more.mail.example. TXT "v=spf1 a:far.mail.example mx:far.mail.example ?all"
      far.mail.example. A 198.51.100.9
      s1.dkim.mail.example. TXT "v=DKIM1; k=ed25519; p=nrXw31Q+nAO498h0yU9P1x2BsacXRhE795hGpRH9wTY="
      _mta-sts CNAME sts.mail.example.
      sts.mail.example. TXT "v=STSv1; id=1"
      mta-sts CNAME web.mail.example.
      web.mail.example. A 198.51.100.2
      default._bimi TXT "v=BIMI1; l=https://logos.mail.example/logo.svg; a=https://marks.example/logo.pem"
      logos.mail.example. A 198.51.100.3
      marks.example. A 198.51.100.4
      example.com._report._dmarc.reports.example. TXT "v=DMARC1"
      reports.example. MX 10 mx.reports.example.
      mx.reports.example. A 203.0.113.1
      2.0.0.127.zen.spamhaus.org. A 127.0.0.2
      2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.zen.spamhaus.org. A 127.0.0.2
      2.0.0.127.bl.spamcop.net. A 127.0.0.2
      all.spamrats.com. SOA a. b. 1 2 3 4 5
      dbltest.com.dbl.spamhaus.org. A 127.0.1.2
      test.dbl.spamhaus.org. A 127.0.1.2
      """;

  @Test
  void spf_two_includes_deep_dkim_and_external_reports_take_four_round_trips() {
    var rounds = new Rounds(EVERYTHING);
    Scan.Observations seen = rounds.scan("example.com");
    assertThat(seen.seen()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(seen.dkim().hasUsableKey()).isTrue();
    assertThat(rounds.batches).hasSize(MOST);
    assertThat(rounds.batches.get(2)).anyMatch(q -> q.name().equals("_more.mail.example"));
    assertThat(rounds.batches.get(3)).allMatch(q -> q.name().endsWith("far.mail.example"));
  }

  @Test
  void policies_and_their_hosts_are_asked_for_at_once_and_logos_behind_their_record() {
    var rounds = new Rounds(EVERYTHING);
    rounds.scan("example.com");
    assertThat(rounds.batches.get(0).stream().map(Question::name))
        .contains(
            "_mta-sts.example.com",
            "mta-sts.example.com",
            "_smtp._tls.example.com",
            "default._bimi.example.com");
    assertThat(rounds.batches.get(1).stream().map(Question::name))
        .contains("logos.mail.example", "marks.example");
  }

  @Test
  void the_logo_of_the_organizational_domain_waits_for_the_dmarc_policy() {
    var rounds = new Rounds(EVERYTHING);
    rounds.scan("www.example.com");
    assertThat(rounds.batches.stream().flatMap(List::stream).map(Question::name))
        .contains("default._bimi.example.com", "logos.mail.example");
    assertThat(rounds.batches).hasSizeLessThanOrEqualTo(MOST);
  }

  @Test
  void most_is_asked_in_the_first_two_round_trips() {
    var rounds = new Rounds(EVERYTHING);
    Scan.Observations seen = rounds.scan("example.com");
    int early = rounds.batches.get(0).size() + rounds.batches.get(1).size();
    assertThat(early).isGreaterThan(seen.questions() * 9 / 10);
  }

  @Test
  void a_subdomain_without_records_of_its_own_takes_no_more() {
    var rounds = new Rounds(EVERYTHING + "a.b.c 300 IN A 192.0.2.9\n");
    rounds.scan("a.b.c.example.com");
    assertThat(rounds.batches).hasSizeLessThanOrEqualTo(MOST);
  }

  @Test
  void a_name_that_does_not_exist_takes_no_more() {
    var rounds = new Rounds(EVERYTHING);
    rounds.scan("nosuchname.example.com");
    assertThat(rounds.batches).hasSizeLessThanOrEqualTo(MOST);
  }

  @Test
  void each_include_costs_one_round_trip_and_so_the_method_can_tell() {
    int direct = depth("v=spf1 ip4:192.0.2.1 -all", "v=spf1 -all");
    int four = depth("v=spf1 include:i0.example.com -all", "v=spf1 include:i%d.example.com -all");
    assertThat(direct).isLessThanOrEqualTo(2);
    assertThat(four).isEqualTo(5);
  }

  private static int depth(String policy, String included) {
    var zone = new StringBuilder("$ORIGIN example.com.\n@ TXT \"" + policy + "\"\n");
    IntStream.range(0, 4)
        .mapToObj(
            i ->
                "i"
                    + i
                    + " TXT \""
                    + (i == 3 ? "v=spf1 -all" : String.format(included, i + 1))
                    + "\"\n")
        .forEach(zone::append);
    var rounds = new Rounds(zone.toString());
    rounds.scan("example.com");
    return rounds.batches.size();
  }

  /** A resolver that takes questions, and answers all that it has at the end of each round trip. */
  private static final class Rounds implements DnsClient {
    /** Signatures are asked for through another client. */
    private static final Set<Section> CHECKS =
        ScanOptions.ALL_CHECKS.stream()
            .filter(check -> check != Section.DANE && check != Section.DNSSEC)
            .collect(Collectors.toSet());

    private record Waiting(Question question, CompletableFuture<DnsAnswer> answer) {}

    final List<List<Question>> batches = new ArrayList<>();
    private final DnsClient zones;
    private final List<Waiting> waiting = java.util.Collections.synchronizedList(new ArrayList<>());

    Rounds(String zoneText) {
      zones = new ZoneClient(zoneText);
    }

    @Override
    public CompletableFuture<DnsAnswer> ask(Question question) {
      var answer = new CompletableFuture<DnsAnswer>();
      waiting.add(new Waiting(question, answer));
      return answer;
    }

    Scan.Observations scan(String name) {
      Domain domain = Domain.parse(name);
      var dns = new ScanDns(domain, this, new CompletableFuture<Reason>(), ScanListener.NONE);
      CompletableFuture<Scan.Observations> scan =
          new Scan(
                  domain,
                  ScanOptions.defaults().withChecks(CHECKS),
                  dns,
                  TestLists.through(LISTS, this),
                  new MailClients(new NoMail(), new NoTrials(), new NoTrials(), new NoTrials()),
                  new NoWeb(),
                  new TlsProbe(() -> TrustAnchors.of(List.of()), Clock.systemUTC(), Runnable::run),
                  TestTrust.NONE,
                  ScanListener.NONE,
                  LocalDate.of(2026, 11, 1),
                  "mxray-random",
                  new SharedFactors())
              .observe();
      while (!scan.isDone()) {
        List<Waiting> batch = take(scan);
        if (batch.isEmpty()) {
          break; // it ended on another thread
        }
        batches.add(batch.stream().map(Waiting::question).toList());
        for (Waiting each : batch) {
          each.answer().complete(zones.ask(each.question()).join());
        }
      }
      return scan.join();
    }

    /** What waits; some questions are asked on another thread, and come a little later. */
    private List<Waiting> take(CompletableFuture<?> scan) {
      org.awaitility.Awaitility.await().until(() -> !waiting.isEmpty() || scan.isDone());
      synchronized (waiting) {
        List<Waiting> batch = List.copyOf(waiting);
        waiting.clear();
        return batch;
      }
    }
  }
}
