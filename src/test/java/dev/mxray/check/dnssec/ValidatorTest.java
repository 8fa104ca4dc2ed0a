package dev.mxray.check.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.lab.LabBehaviour.Way;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.Zones;
import dev.mxray.net.EventLoops;
import dev.mxray.net.dns.DnsEngine;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.observe.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorTest {
  private static final Clock NOW = Clock.systemUTC();

  private static final String ZONE =
      """
      $ORIGIN example.com.
      @     MX    10 mx
      mx    A     25.0.2.1
      *.w   A     25.0.2.2
      here  CNAME mx
      away  CNAME mx.example.net.
      mx.example.net. A 25.0.2.3
      """;

  @Test
  void what_a_chain_of_signatures_leads_to_is_secure() {
    Verdict verdict = validate(ZONE + "!signed example.com\n", "example.com", RecordType.MX);
    assertThat(verdict.state()).isEqualTo(Trust.SECURE);
    assertThat(verdict.zone()).isEqualTo("example.com");
    assertThat(verdict.reason()).isEmpty();
    assertThat(verdict.records()).hasSize(1);
    assertThat(verdict.signatures()).extracting(Signature::type).containsExactly("MX");
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com TXT", "none.example.com A", "_25._tcp.mx.example.com TLSA"})
  void absence_in_a_signed_zone_is_proved(String question) {
    String[] words = question.split(" ");
    Verdict verdict =
        validate(ZONE + "!signed example.com\n", words[0], RecordType.valueOf(words[1]));
    assertThat(verdict.state()).isEqualTo(Trust.SECURE);
    assertThat(verdict.isFound()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com MX", "none.example.com A", "example.com TXT"})
  void what_is_in_a_zone_without_signatures_is_insecure(String question) {
    String[] words = question.split(" ");
    Verdict verdict = validate(ZONE, words[0], RecordType.valueOf(words[1]));
    assertThat(verdict.state()).isEqualTo(Trust.INSECURE);
    assertThat(verdict.link()).isNull();
    assertThat(verdict.reason()).isNotEmpty();
  }

  @Test
  void a_signed_zone_whose_parent_has_no_ds_is_insecure() {
    assertThat(validate(ZONE + "!unanchored example.com\n", "example.com", RecordType.MX).state())
        .isEqualTo(Trust.INSECURE);
  }

  @Test
  void signatures_that_do_not_verify_are_bogus_at_the_record() {
    Verdict verdict = validate(ZONE + "!bogus example.com\n", "example.com", RecordType.MX);
    assertThat(verdict.state()).isEqualTo(Trust.BOGUS);
    assertThat(verdict.link()).isEqualTo("MX example.com");
    assertThat(verdict.reason()).isEqualTo("the signature does not verify");
  }

  @Test
  void keys_whose_signature_expired_are_the_broken_link() {
    Verdict verdict = validate(ZONE + "!expired example.com\n", "example.com", RecordType.MX);
    assertThat(verdict.state()).isEqualTo(Trust.BOGUS);
    assertThat(verdict.link()).isEqualTo("DNSKEY example.com");
    assertThat(verdict.reason()).isEqualTo("the signature expired on 2020-02-01T00:00:00Z");
  }

  @Test
  void the_broken_link_may_be_above() {
    Verdict verdict =
        validate(ZONE + "!expired com\n!signed example.com\n", "example.com", RecordType.MX);
    assertThat(verdict.state()).isEqualTo(Trust.BOGUS);
    assertThat(verdict.link()).isEqualTo("DNSKEY com");
  }

  @Test
  void what_is_expired_depends_on_the_clock_that_is_handed_in() {
    Instant before = Instant.parse("2020-01-15T00:00:00Z");
    assertThat(
            validate(
                    ZONE + "!expired example.com\n",
                    "example.com",
                    RecordType.MX,
                    LabDns.trustAnchors(),
                    Clock.fixed(before, ZoneOffset.UTC))
                .state())
        .isEqualTo(Trust.SECURE);
    assertThat(
            validate(
                    ZONE + "!signed example.com\n",
                    "example.com",
                    RecordType.MX,
                    LabDns.trustAnchors(),
                    Clock.fixed(before.minus(Duration.ofDays(300)), ZoneOffset.UTC))
                .state())
        .isEqualTo(Trust.BOGUS);
  }

  @Test
  void an_anchor_of_another_root_makes_everything_bogus() {
    Verdict verdict =
        validate(
            ZONE + "!signed example.com\n",
            "example.com",
            RecordType.MX,
            DnssecAnchors.root(),
            NOW);
    assertThat(verdict.state()).isEqualTo(Trust.BOGUS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!servfail example.com DNSKEY",
        "!timeout example.com DNSKEY",
        "!servfail example.com DS",
        "!servfail . DNSKEY",
        "!servfail example.com MX"
      })
  void what_could_not_be_learnt_is_neither_insecure_nor_bogus(String fault) {
    Verdict verdict =
        validate(ZONE + "!signed example.com\n" + fault + "\n", "example.com", RecordType.MX);
    assertThat(verdict.state()).isEqualTo(Trust.UNKNOWN);
    assertThat(verdict.unknown()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"!servfail example.com DNSKEY", "!servfail example.com DS"})
  void nor_is_an_absence_whose_chain_could_not_be_learnt(String fault) {
    Verdict verdict =
        validate(ZONE + "!signed example.com\n" + fault + "\n", "none.example.com", RecordType.A);
    assertThat(verdict.state()).isEqualTo(Trust.UNKNOWN);
  }

  @Test
  void an_alias_is_as_secure_as_its_weakest_part() {
    String signed = ZONE + "!signed example.com\n";
    assertThat(validate(signed, "here.example.com", RecordType.A).state()).isEqualTo(Trust.SECURE);
    Verdict away = validate(signed, "away.example.com", RecordType.A);
    assertThat(away.state()).isEqualTo(Trust.INSECURE);
    assertThat(away.aliases()).containsExactly("mx.example.net");
    assertThat(validate(signed + "!signed example.net\n", "away.example.com", RecordType.A).state())
        .isEqualTo(Trust.SECURE);
    assertThat(validate(signed + "!bogus example.net\n", "away.example.com", RecordType.A).state())
        .isEqualTo(Trust.BOGUS);
  }

  @Test
  void a_zone_below_a_signed_one_may_be_left_out() {
    String zone = ZONE + "!signed example.com\n!unsigned w.example.com\n";
    assertThat(validate(zone, "x.w.example.com", RecordType.A).state()).isEqualTo(Trust.INSECURE);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"FORMERR_TO_EDNS", "SERVFAIL", "SILENT", "REFUSED", "GARBAGE"},
      value = Way.class)
  void a_resolver_that_passes_no_signatures_makes_everything_unknown(Way way) {
    try (LabDns dns = LabDns.start(Zones.parse(ZONE + "!signed example.com\n"), way, 0)) {
      Verdict verdict = validate(dns, "example.com", RecordType.MX, LabDns.trustAnchors(), NOW);
      assertThat(verdict.state()).isEqualTo(Trust.UNKNOWN);
      if (way == Way.FORMERR_TO_EDNS) {
        assertThat(Objects.requireNonNull(verdict.unknown()).reason())
            .isEqualTo(Reason.NO_SIGNATURES);
      }
    }
  }

  @Test
  void a_resolver_without_signatures_is_passed_over_for_one_with() {
    try (LabDns without = LabDns.start(Zones.parse(ZONE), Way.FORMERR_TO_EDNS, 0);
        LabDns with = LabDns.start(Zones.parse(ZONE + "!signed example.com\n"));
        EventLoops loops = EventLoops.open();
        DnsEngine engine = engine(loops, without, with)) {
      Verdict verdict = validate(engine, "example.com", RecordType.MX, LabDns.trustAnchors(), NOW);
      assertThat(verdict.state()).isEqualTo(Trust.SECURE);
    }
  }

  @Test
  void a_chain_takes_at_most_three_questions_for_each_label_and_each_is_asked_once() {
    try (LabDns dns = LabDns.start(Zones.parse(ZONE + "!signed example.com\n"))) {
      validate(dns, "example.com", RecordType.MX, LabDns.trustAnchors(), NOW);
      assertThat(dns.asked())
          .doesNotHaveDuplicates()
          .contains(
              new Question("", RecordType.DNSKEY),
              new Question("com", RecordType.DS),
              new Question("example.com", RecordType.DS),
              new Question("example.com", RecordType.DNSKEY))
          .hasSizeLessThanOrEqualTo(6);
    }
  }

  private static Verdict validate(String zone, String name, RecordType type) {
    return validate(zone, name, type, LabDns.trustAnchors(), NOW);
  }

  private static Verdict validate(
      String zone, String name, RecordType type, DnssecAnchors anchors, Clock clock) {
    try (LabDns dns = LabDns.start(Zones.parse(zone))) {
      return validate(dns, name, type, anchors, clock);
    }
  }

  private static Verdict validate(
      LabDns dns, String name, RecordType type, DnssecAnchors anchors, Clock clock) {
    try (EventLoops loops = EventLoops.open();
        DnsEngine engine = engine(loops, dns)) {
      return validate(engine, name, type, anchors, clock);
    }
  }

  private static Verdict validate(
      DnsEngine engine, String name, RecordType type, DnssecAnchors anchors, Clock clock) {
    return new Validator(engine.signed(anchors.zone()), anchors, clock, ForkJoinPool.commonPool())
        .validate(new Question(name, type))
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private static DnsEngine engine(EventLoops loops, LabDns... servers) {
    return DnsEngine.builder(loops)
        .resolvers(List.of(servers).stream().map(one -> ResolverSpec.parse(one.spec())).toList())
        .timeout(Duration.ofMillis(800))
        .build();
  }
}
