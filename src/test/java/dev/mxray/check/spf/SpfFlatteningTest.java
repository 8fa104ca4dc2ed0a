package dev.mxray.check.spf;

import static dev.mxray.check.spf.SpfFindingCases.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.address.IpAddress;
import dev.mxray.check.ZoneClient;
import dev.mxray.report.SpfPart;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit view beyond counts: prefixes, the heaviest include, the flattened record. */
class SpfFlatteningTest {
  private static final String NAMES =
      """
      mx  AAAA 2a00:1::1
      a TXT "v=spf1 ip4:25.1.0.0/17 ip4:25.1.128.0/17 a:mx.example.com ~all"
      b TXT "v=spf1 include:a.example.com -ip4:25.2.0.1 ip4:25.2.0.0/31 ip6:2a00:2::/32 ip6:2a00:3::/32 ?all"
      c TXT "v=spf1 exists:%{i}.c.example.com -all"
      d TXT "v=spf1 ?ip4:25.3.0.0/16 include:a.example.com ~all"
      e TXT "v=spf1 ip4:25.4.0.1 -all exp=why.example.com"
      """;

  private static Optional<String> flattened(String policy) {
    return SpfFlattening.of(SpfLab.observe(record(policy) + NAMES)).map(SpfFlattening::record);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v=spf1 mx -all                       | v=spf1 ip4:25.0.0.1 ip6:2a00:1::1 -all
          v=spf1 mx/24//64 -all                | v=spf1 ip4:25.0.0.0/24 ip6:2a00:1::/64 -all
          v=spf1 include:a.example.com ~all    | v=spf1 ip4:25.0.0.1 ip4:25.1.0.0/16 ip6:2a00:1::1 ~all
          v=spf1 include:b.example.com ?all    | v=spf1 ip4:25.0.0.1 ip4:25.1.0.0/16 ip4:25.2.0.0 ip6:2a00:1::1 ip6:2a00:2::/31 ?all
          v=spf1 -include:a.example.com +all   | v=spf1 -ip4:25.0.0.1 -ip4:25.1.0.0/16 -ip6:2a00:1::1 +all
          v=spf1 mx include:c.example.com -all | v=spf1 ip4:25.0.0.1 ip6:2a00:1::1 include:c.example.com -all
          v=spf1 redirect=d.example.com        | v=spf1 ?ip4:25.3.0.0/16 ip4:25.0.0.1 ip4:25.1.0.0/16 ip6:2a00:1::1 ~all
          v=spf1 mx redirect=e.example.com     | v=spf1 ip4:25.0.0.1 ip6:2a00:1::1 redirect=e.example.com
          v=spf1 mx -all exp=why.example.com   | v=spf1 ip4:25.0.0.1 ip6:2a00:1::1 -all exp=why.example.com
          v=spf1 a:gone.example.com ip4:25.0.0.7 -all | v=spf1 ip4:25.0.0.7 -all
          """)
  void names_become_addresses_with_the_same_results(String policy, String flat) {
    assertThat(flattened(policy)).contains(flat);
  }

  @ParameterizedTest
  @CsvSource({
    "v=spf1 ip4:25.0.0.1 -all",
    "v=spf1 exists:%{i}.example.com -all",
    "v=spf1 include:gone.example.com mx -all",
    "v=spf1 mx mxx -all",
    "v=spf1 include:c.example.com -all"
  })
  void there_is_no_proposal_without_a_gain_or_beside_another_error(String policy) {
    assertThat(flattened(policy)).isEmpty();
  }

  @Test
  void there_is_no_proposal_when_something_was_not_seen() {
    assertThat(
            SpfFlattening.of(
                SpfLab.observe(
                    record("v=spf1 mx a:x.example.com -all") + "!servfail x.example.com A\n")))
        .isEmpty();
  }

  @Test
  void a_proposal_clears_the_finding_of_too_many_lookups() {
    var zone = new StringBuilder();
    var policy = new StringBuilder("v=spf1");
    for (int i = 0; i < 12; i++) {
      policy.append(" include:p").append(i).append(".example.com");
      zone.append('p')
          .append(i)
          .append(" TXT \"v=spf1 ip4:25.7.")
          .append(i)
          .append(".0/24 -all\"\n");
    }
    String before = record(policy + " -all") + zone;
    assertThat(SpfLab.ids(before)).contains("spf-too-many-lookups");
    SpfFlattening flat = SpfFlattening.of(SpfLab.observe(before)).orElseThrow();
    assertThat(flat).isEqualTo(new SpfFlattening("v=spf1 ip4:25.7.0.0/21 ip4:25.7.8.0/22 -all", 0));
    assertThat(SpfLab.ids(record(flat.record()) + zone)).isEmpty();
  }

  @Test
  void includes_that_share_their_targets_take_no_longer_than_their_number() {
    var zone = new StringBuilder();
    for (int level = 1; level < 12; level++) {
      zone.append('l').append(level).append(" TXT \"v=spf1\"");
      zone.append((" \" include:l" + (level + 1) + ".example.com\"").repeat(12)).append('\n');
    }
    zone.append("l12 TXT \"v=spf1 ip4:25.0.0.9 -all\"\n");
    assertThat(
            SpfFlattening.of(SpfLab.observe(record("v=spf1 include:l1.example.com -all") + zone))
                .map(SpfFlattening::record))
        .contains("v=spf1 ip4:25.0.0.9 -all");
  }

  @Test
  void the_heaviest_include_and_the_prefixes_are_in_the_report() {
    SpfPart part =
        SpfPart.of(
            SpfLab.observe(
                record("v=spf1 include:c.example.com include:b.example.com -all") + NAMES));
    assertThat(part.heaviest())
        .isEqualTo(new SpfPart.Branch("example.com", "include:b.example.com", 3));
    assertThat(part.authorizedIpv6()).containsExactly("2a00:1::1", "2a00:2::/31");
    assertThat(part.authorizedIpv4()).isEqualTo(65536 + 1 + 1);
    assertThat(part.flattened())
        .isNotNull()
        .satisfies(flat -> assertThat(flat.lookups()).isEqualTo(2))
        .satisfies(flat -> assertThat(flat.warning()).contains("copy"));
  }

  /** For any policy of addresses, each client gets the same result from the flattened record. */
  @Test
  void every_client_gets_the_same_result_from_the_flattened_record() {
    var random = new Random(4);
    int compared = 0;
    for (int round = 0; round < 150; round++) {
      String names =
          zone("r1", random, "ip4", "ip6", "a:mx.example.com")
              + zone("r2", random, "ip4", "ip6", "include:r1.example.com")
              + zone("r3", random, "ip4", "ip6", "include:r2.example.com", "mx:example.com");
      String policy =
          policy(random, "ip4", "ip6", "include:r3.example.com", "include:r2.example.com");
      String before = record(policy) + "mx AAAA 2a00::1:1\n" + names;
      Optional<SpfFlattening> flat = SpfFlattening.of(SpfLab.observe(before));
      if (flat.isEmpty()) {
        continue;
      }
      String after = record(flat.get().record()) + "mx AAAA 2a00::1:1\n" + names;
      for (int i = 0; i < 40; i++) {
        IpAddress client = client(random);
        CheckHostResult expected = check(before, client);
        if (expected.result() != SpfResult.PERMERROR) {
          assertThat(check(after, client).result())
              .as("%s of %s and %s", client, before, flat.get().record())
              .isEqualTo(expected.result());
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(500);
  }

  private static String zone(String name, Random random, String... terms) {
    return name + " TXT \"" + policy(random, terms) + "\"\n";
  }

  private static String policy(Random random, String... terms) {
    var text = new StringBuilder("v=spf1");
    for (int i = 0; i < 4; i++) {
      text.append(' ').append(List.of("", "", "", "-", "~", "?").get(random.nextInt(6)));
      String term = terms[random.nextInt(terms.length)];
      text.append(
          switch (term) {
            case "ip4" -> "ip4:25.0.0." + random.nextInt(16) + "/" + (28 + random.nextInt(5));
            case "ip6" -> "ip6:2a00::1:" + random.nextInt(9) + "/" + (125 + random.nextInt(4));
            default -> term;
          });
    }
    return text.append(' ')
        .append(List.of("-", "~", "?").get(random.nextInt(3)))
        .append("all")
        .toString();
  }

  private static IpAddress client(Random random) {
    String text =
        random.nextBoolean() ? "25.0.0." + random.nextInt(18) : "2a00::1:" + random.nextInt(10);
    return IpAddress.parse(text).orElseThrow();
  }

  private static CheckHostResult check(String zones, IpAddress client) {
    return new CheckHost(new ZoneClient(zones)).check(client, "example.com", "", "").join();
  }

  @Test
  void prefixes_are_the_fewest_and_hold_the_same_addresses() {
    var all = AddressRanges.all(/* ipv6= */ true);
    assertThat(all.prefixes(true)).extracting(IpNetwork::text).containsExactly("::/0");
    var odd =
        new AddressRanges(
            List.of(new AddressRanges.Range(BigInteger.ONE, BigInteger.valueOf(0xffffffffL))));
    assertThat(odd.prefixes(false)).hasSize(32);
    assertThat(AddressRanges.union(odd.prefixes(false))).isEqualTo(odd);
  }
}
