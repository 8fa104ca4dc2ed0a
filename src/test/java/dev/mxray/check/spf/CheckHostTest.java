package dev.mxray.check.spf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.address.IpAddress;
import dev.mxray.check.ZoneClient;
import dev.mxray.check.spf.CheckHostResult.Asked;
import dev.mxray.check.spf.CheckHostResult.Step;
import dev.mxray.observe.Reason;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** check_host() beyond what the published suite asks: limits, macros, paths and questions. */
class CheckHostTest {
  private static final String ORIGIN = "$ORIGIN example.com.\n";

  private static CheckHostResult check(String zones, String ip) {
    return check(new ZoneClient(ORIGIN + zones), ip, "joe@example.com");
  }

  private static CheckHostResult check(ZoneClient zones, String ip, String sender) {
    var clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    return new CheckHost(zones, "mx.example.org", clock)
        .check(IpAddress.parse(ip).orElseThrow(), "example.com", sender, "helo.example.net")
        .join();
  }

  @Test
  void an_include_that_passes_is_the_mechanism_and_the_path_goes_on_within() {
    CheckHostResult result =
        check(
            """
            @ TXT "v=spf1 mx ~include:a.example.com -all"
            a TXT "v=spf1 redirect=b.example.com"
            b TXT "v=spf1 ip4:25.0.0.0/8 -all"
            """,
            "25.1.2.3");
    assertThat(result.result()).isEqualTo(SpfResult.SOFTFAIL);
    assertThat(result.mechanism()).isEqualTo("~include:a.example.com");
    assertThat(result.path())
        .containsExactly(
            new Step("example.com", "~include:a.example.com", 11),
            new Step("a.example.com", "redirect=b.example.com", 8),
            new Step("b.example.com", "ip4:25.0.0.0/8", 8));
    assertThat(result.lookups()).isEqualTo(3);
    assertThat(result.voidLookups()).isEqualTo(1);
    assertThat(result.problem()).isNull();
  }

  @Test
  void questions_are_told_in_order_and_each_once() {
    CheckHostResult result =
        check(
            """
            @  TXT "v=spf1 a mx a:example.com exists:gone.example.com -all"
            @  A   25.0.0.1
            @  MX  10 mx
            mx A   25.0.0.2
            """,
            "25.1.2.3");
    assertThat(result.questions())
        .containsExactly(
            new Asked("example.com", "TXT", "found", null),
            new Asked("example.com", "A", "found", null),
            new Asked("example.com", "MX", "found", null),
            new Asked("mx.example.com", "A", "found", null),
            new Asked("gone.example.com", "A", "nxdomain", null));
    assertThat(result.lookups()).isEqualTo(4);
    assertThat(result.voidLookups()).isEqualTo(1);
  }

  @Test
  void a_failed_question_is_told_with_its_reason() {
    CheckHostResult result = check("@ TXT \"v=spf1 a -all\"\n!timeout example.com A\n", "25.1.2.3");
    assertThat(result.result()).isEqualTo(SpfResult.TEMPERROR);
    assertThat(result.mechanism()).isNull();
    assertThat(result.problem()).isEqualTo("A example.com: no answer in time");
    assertThat(result.path()).containsExactly(new Step("example.com", "a", 8));
    assertThat(result.questions())
        .endsWith(new Asked("example.com", "A", "unknown", Reason.TIMEOUT.told()));
  }

  @Test
  void evaluation_stops_at_the_match_and_never_asks_what_is_behind() {
    var client = new ZoneClient(ORIGIN + "@ TXT \"v=spf1 ip4:25.1.2.3 include:x.org -all\"\n");
    assertThat(check(client, "25.1.2.3", "").result()).isEqualTo(SpfResult.PASS);
    assertThat(client.asked()).hasSize(1);
  }

  @Test
  void the_eleventh_term_that_queries_is_a_permerror_and_is_not_asked() {
    String found =
        IntStream.rangeClosed(1, 11)
            .mapToObj(i -> "a:a.example.com")
            .collect(Collectors.joining(" "));
    CheckHostResult result =
        check("@ TXT \"v=spf1 " + found + " ip4:25.1.2.3\"\na A 25.0.0.1\n", "25.1.2.3");
    assertThat(result.result()).isEqualTo(SpfResult.PERMERROR);
    assertThat(result.problem()).isEqualTo("more than 10 terms that query the DNS");
    assertThat(result.lookups()).isEqualTo(11);
  }

  @Test
  void the_third_term_that_leads_to_nothing_is_a_permerror() {
    String zone = "@ TXT \"v=spf1 a:g1.example.com exists:g2.example.com %s ip4:25.1.2.3\"\n";
    assertThat(check(zone.formatted("ip4:25.9.9.9"), "25.1.2.3").result())
        .isEqualTo(SpfResult.PASS);
    CheckHostResult result = check(zone.formatted("mx:g3.example.com"), "25.1.2.3");
    assertThat(result.result()).isEqualTo(SpfResult.PERMERROR);
    assertThat(result.problem()).isEqualTo("more than 2 void lookups");
    assertThat(result.voidLookups()).isEqualTo(3);
  }

  @Test
  void includes_that_fan_out_end_at_ten_terms() {
    // Each record includes the next level ten times: 10^12 paths without a limit.
    var zone = new StringBuilder(ORIGIN);
    for (int level = 0; level < 12; level++) {
      zone.append(level == 0 ? "@" : "l" + level).append(" TXT \"v=spf1\"");
      zone.append((" \" include:l" + (level + 1) + ".example.com\"").repeat(10)).append('\n');
    }
    var client = new ZoneClient(zone.toString());
    CheckHostResult result = check(client, "25.1.2.3", "");
    assertThat(result.result()).isEqualTo(SpfResult.PERMERROR);
    assertThat(client.asked()).hasSizeLessThan(15);
  }

  @Test
  void an_mx_with_eleven_exchanges_is_a_permerror_even_when_the_first_would_match() {
    var zone = new StringBuilder("@ TXT \"v=spf1 mx -all\"\n");
    for (int i = 1; i <= 11; i++) {
      zone.append("@ MX ").append(i).append(" m").append(i).append("\nm").append(i);
      zone.append(" A 25.0.0.").append(i).append('\n');
    }
    CheckHostResult result = check(zone.toString(), "25.0.0.1");
    assertThat(result.result()).isEqualTo(SpfResult.PERMERROR);
    assertThat(result.problem()).isEqualTo("example.com has 11 exchanges, more than 10");
    assertThat(result.questions()).hasSize(2);
  }

  @Test
  void an_exchange_that_matches_counts_before_a_later_one_that_fails() {
    String zone =
        """
        @  TXT "v=spf1 mx -all"
        @  MX  10 m1
        @  MX  20 m2
        m1 A   25.0.0.1
        !servfail m2.example.com A
        """;
    assertThat(check(zone, "25.0.0.1").result()).isEqualTo(SpfResult.PASS);
    assertThat(check(zone, "25.0.0.2").result()).isEqualTo(SpfResult.TEMPERROR);
  }

  @Test
  void names_of_a_client_beyond_the_tenth_are_ignored() {
    var zone = new StringBuilder("@ TXT \"v=spf1 ptr -all\"\n");
    for (int i = 0; i <= 10; i++) {
      zone.append("3.2.1.25.in-addr.arpa. PTR h").append(i).append(".example.org.\n");
      zone.append("h").append(i).append(".example.org. A 25.1.2.3\n");
    }
    CheckHostResult result = check(zone.toString(), "25.1.2.3");
    assertThat(result.result()).isEqualTo(SpfResult.FAIL);
    assertThat(result.questions()).hasSize(1 + 1 + 10);
  }

  @Test
  void a_reverse_dns_that_fails_matches_nothing_and_is_no_error() {
    CheckHostResult result =
        check(
            """
            @ TXT "v=spf1 ptr exists:%{p}.x.example.com -all"
            unknown.x A 127.0.0.2
            !servfail 3.2.1.25.in-addr.arpa *
            """,
            "25.1.2.3");
    assertThat(result.result()).isEqualTo(SpfResult.PASS);
    assertThat(result.mechanism()).isEqualTo("exists:%{p}.x.example.com");
  }

  @Test
  void the_client_name_is_the_domain_before_one_below_it_before_any() {
    String zone =
        """
        @ TXT "v=spf1 -all exp=why.example.com"
        why TXT "%{p}"
        3.2.1.25.in-addr.arpa. PTR other.example.org.
        3.2.1.25.in-addr.arpa. PTR host.example.com.
        other.example.org. A 25.1.2.3
        host A 25.1.2.3
        """;
    assertThat(check(zone, "25.1.2.3").explanation()).isEqualTo("host.example.com");
    assertThat(
            check(zone + "3.2.1.25.in-addr.arpa. PTR example.com.\n@ A 25.1.2.3\n", "25.1.2.3")
                .explanation())
        .isEqualTo("example.com");
  }

  /** The examples of RFC 7208 §7.4, and what they leave out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          %{s}        | strong-bad@email.example.com
          %{o}        | email.example.com
          %{d}        | email.example.com
          %{d4}       | email.example.com
          %{d3}       | email.example.com
          %{d2}       | example.com
          %{d1}       | com
          %{dr}       | com.example.email
          %{d2r}      | example.email
          %{l}        | strong-bad
          %{l-}       | strong.bad
          %{lr}       | strong-bad
          %{lr-}      | bad.strong
          %{l1r-}     | strong
          %{i}        | 192.0.2.3
          %{ir}       | 3.2.0.192
          %{v}        | in-addr
          %{h}        | helo.example.net
          %{H2}       | example.net
          %{S}        | strong-bad%40email.example.com
          %{D2R}      | example.email
          %{d128}     | email.example.com
          %{c}        | 192.0.2.3
          %{r}        | mx.example.org
          %{t}        | 1700000000
          %{p}        | unknown
          %%{d}%_%-%{d1} | %{d} %20com
          """)
  void macros_expand_as_in_the_rfc(String macro, String value) {
    var client =
        new ZoneClient(
            "$ORIGIN email.example.com.\n@ TXT \"v=spf1 -all exp=w.email.example.com\"\nw TXT \""
                + macro
                + "\"\n");
    CheckHostResult result =
        new CheckHost(
                client,
                "mx.example.org",
                Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC))
            .check(
                IpAddress.parse("192.0.2.3").orElseThrow(),
                "email.example.com",
                "strong-bad@email.example.com",
                "helo.example.net")
            .join();
    assertThat(result.explanation()).isEqualTo(value);
  }

  @Test
  void an_ipv6_client_has_its_nibbles_in_a_name_and_its_short_form_in_a_text() {
    CheckHostResult result =
        check(
            "@ TXT \"v=spf1 -all exp=why.example.com\"\nwhy TXT \"%{ir}.%{v} %{c}\"\n",
            "2001:db8::cb01");
    assertThat(result.explanation())
        .isEqualTo(
            "1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6 2001:db8::cb01");
  }

  @Test
  void odd_octets_of_a_sender_reach_the_dns_as_they_are() {
    var client = new ZoneClient(ORIGIN + "@ TXT \"v=spf1 exists:%{l}.x.example.com -all\"\n");
    check(client, "25.1.2.3", "a\\b c\u00e9@example.com");
    assertThat(client.asked().get(1).name()).isEqualTo("a\\\\b\\032c\\195\\169.x.example.com");
  }

  @Test
  void an_explanation_is_of_the_record_that_decides_and_of_ascii() {
    assertThat(
            check("@ TXT \"v=spf1 -all exp=why.example.com\"\nwhy TXT \"a\\007b\"\n", "25.1.2.3")
                .explanation())
        .isNull();
    assertThat(
            check("@ TXT \"v=spf1 ~all exp=why.example.com\"\nwhy TXT \"words\"\n", "25.1.2.3")
                .questions())
        .hasSize(1);
  }

  @Test
  void a_macro_bomb_stays_small() {
    String bomb = String.join("", Collections.nCopies(60, "%{s}%{l}%{o}"));
    CheckHostResult result =
        check(
            new ZoneClient(
                ORIGIN
                    + "@ TXT \"v=spf1 exists:"
                    + bomb.substring(0, 220)
                    + "}\" \".example.com -all exp=why.example.com\"\nwhy TXT \""
                    + bomb.substring(0, 240)
                    + "\"\n"),
            "25.1.2.3",
            "x".repeat(100_000) + "@example.com");
    assertThat(result.result()).isIn(SpfResult.FAIL, SpfResult.PERMERROR);
    assertThat(result.questions())
        .allSatisfy(asked -> assertThat(asked.name().length()).isLessThan(1100));
    if (result.explanation() != null) {
      assertThat(result.explanation()).hasSizeLessThanOrEqualTo(CheckHost.MAX_EXPLANATION);
    }
  }

  @ParameterizedTest
  @CsvSource({"example", "[192.0.2.1]", "a..example.com", "''", ".", "[x].y.z"})
  void what_is_no_domain_gives_none_without_a_question(String domain) {
    var client = new ZoneClient(ORIGIN);
    CheckHostResult result =
        new CheckHost(client)
            .check(IpAddress.parse("25.1.2.3").orElseThrow(), domain, "", "x")
            .join();
    assertThat(result.result()).isEqualTo(SpfResult.NONE);
    assertThat(client.asked()).isEmpty();
  }

  @Test
  void a_domain_in_unicode_is_asked_for_by_its_a_label() {
    var client = new ZoneClient("xn--bcher-kva.example. TXT \"v=spf1 -all\"\n");
    CheckHostResult result =
        new CheckHost(client)
            .check(IpAddress.parse("25.1.2.3").orElseThrow(), "b\u00fccher.example.", "", "")
            .join();
    assertThat(result.result()).isEqualTo(SpfResult.FAIL);
  }
}
