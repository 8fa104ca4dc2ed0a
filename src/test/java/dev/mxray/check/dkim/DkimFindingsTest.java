package dev.mxray.check.dkim;

import static dev.mxray.check.dkim.TestKeys.txt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.FindingCase;
import dev.mxray.check.ZoneClient;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import dev.mxray.finding.Severity;
import dev.mxray.key.SharedFactors;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DkimFindingsTest {
  private static final String GOOD = "v=DKIM1; k=rsa; p=" + TestKeys.RSA_2048;
  private static final String GOOD_TOO = "v=DKIM1; k=rsa; p=" + TestKeys.RSA_2048_OTHER;

  static List<FindingCase> cases() {
    return DkimFindingCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_reported_on_evidence_only(FindingCase one) {
    assertThat(judge(one.domain(), one.reported()))
        .filteredOn(finding -> finding.type() == one.type())
        .extracting(Finding::subject)
        .containsExactly(one.subject());
    assertThat(types(one.domain(), one.silent())).doesNotContain(one.type());
    assertThat(types(one.domain(), one.unseen()))
        .doesNotContain(one.type())
        .contains(FindingType.CHECK_INCONCLUSIVE);
  }

  @Test
  void keys_with_a_prime_in_common_are_compromised_both() {
    BigInteger[] primes = new BigInteger[3];
    for (int i = 0; i < primes.length; i++) {
      primes[i] = BigInteger.probablePrime(1024, new Random(i)).setBit(1023).nextProbablePrime();
    }
    String zone =
        "example.com. MX 0 mx.example.com.\n"
            + "s1._domainkey.example.com. "
            + TestKeys.txt("p=" + TestKeys.rsa(primes[0].multiply(primes[1]), TestKeys.F4))
            + "\ns2._domainkey.example.com. "
            + TestKeys.txt("p=" + TestKeys.rsa(primes[0].multiply(primes[2]), TestKeys.F4));

    assertThat(judge("example.com", zone))
        .filteredOn(finding -> finding.type() == FindingType.DKIM_KEY_COMPROMISED)
        .extracting(Finding::subject)
        .containsExactly("s1._domainkey.example.com", "s2._domainkey.example.com");
  }

  @Test
  void there_is_a_case_for_every_type_of_the_section() {
    assertThat(cases())
        .extracting(FindingCase::type)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FindingType.values()).filter(t -> t.section() == Section.DKIM).toList());
  }

  @Test
  void every_text_is_there_and_names_only_evidence_that_is_there() throws IOException {
    var texts = new Properties();
    try (var in = getClass().getResourceAsStream("/dev/mxray/finding/en/dkim.properties")) {
      texts.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
    }
    var used = new HashSet<Object>();
    for (FindingCase one : cases()) {
      Finding finding =
          judge(one.domain(), one.reported()).stream()
              .filter(f -> f.type() == one.type())
              .findFirst()
              .orElseThrow();
      for (String part : List.of("title", "description", "recommendation", "references")) {
        String key = one.type().id() + "." + part;
        assertThat(texts.getProperty(key)).as(key).isNotBlank();
        used.add(key);
        Pattern.compile("\\{([^}]*)\\}")
            .matcher(texts.getProperty(key))
            .results()
            .map(match -> match.group(1))
            .forEach(
                name ->
                    assertThat(
                            Stream.concat(
                                Stream.of("subject"), finding.evidence().keySet().stream()))
                        .as(key)
                        .contains(name));
      }
    }
    assertThat(texts.keySet()).isEqualTo(used);
  }

  @Test
  void a_subdomain_whose_organizational_domain_signs_needs_no_key_of_its_own() {
    DkimObservation none = observe("news.example.com", "$ORIGIN example.com.\nnews A 192.0.2.1\n");

    assertThat(DkimRules.judge(none, /* organizationalDomainSigns= */ true))
        .extracting(Finding::type, Finding::severity)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(FindingType.DKIM_ABSENT, Severity.INFO));
    assertThat(DkimRules.judge(none, /* organizationalDomainSigns= */ false))
        .extracting(Finding::severity)
        .containsExactly(Severity.HIGH);
  }

  @Test
  void a_dkim_key_beside_another_record_is_judged_and_the_pair_reported_once() {
    assertThat(
            types(
                "example.com",
                at("s1", GOOD) + at("s1", "site-verification=1") + at("s2", GOOD_TOO)))
        .containsExactly(FindingType.DKIM_MULTIPLE_RECORDS);
  }

  @Test
  void two_bad_records_at_one_selector_make_one_finding_of_a_type() {
    assertThat(types("example.com", at("s1", "k=rsa; p=!") + at("s1", "k=rsa; p=?")))
        .containsExactly(FindingType.DKIM_MULTIPLE_RECORDS, FindingType.DKIM_KEY_INVALID);
  }

  @Test
  void evidence_holds_the_offending_token() {
    assertThat(judge("example.com", at("s1", "v=DKIM2; p=" + TestKeys.RSA_2048)))
        .filteredOn(finding -> finding.type() == FindingType.DKIM_SYNTAX_ERROR)
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.evidence())
                    .containsEntry("token", "v=DKIM2")
                    .containsEntry("position", "3"));
  }

  @Test
  void an_rsa_and_an_ed25519_key_leave_nothing_to_say() {
    assertThat(
            types(
                "example.com",
                at("selector1", GOOD) + at("selector2", "k=ed25519; p=" + TestKeys.ED25519)))
        .isEmpty();
  }

  @Test
  void weak_and_short_keys_are_told_apart_and_only_the_short_one_is_usable() {
    assertThat(
            types(
                "example.com",
                at("default", "p=" + TestKeys.RSA_512) + at("dkim", "p=" + TestKeys.RSA_1024)))
        .containsExactlyInAnyOrder(
            FindingType.DKIM_KEY_WEAK,
            FindingType.DKIM_KEY_SHORT,
            FindingType.DKIM_SINGLE_SELECTOR);
  }

  @Test
  void a_revoked_key_alone_is_no_key() {
    assertThat(types("example.com", at("default", "v=DKIM1; k=rsa; t=y; p=")))
        .containsExactly(FindingType.DKIM_NOT_FOUND, FindingType.DKIM_KEY_REVOKED);
  }

  @Test
  void a_wildcard_of_revoked_keys_is_the_practice_of_parked_domains() {
    assertThat(types("example.com", at("*", "v=DKIM1; p=")))
        .containsExactly(FindingType.DKIM_NOT_FOUND);
  }

  @Test
  void one_unanswered_selector_leaves_found_keys_judged_and_is_counted() {
    List<Finding> findings =
        judge("example.com", at("s1", GOOD) + "!timeout k1._domainkey.example.com TXT\n");

    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.type()).isEqualTo(FindingType.CHECK_INCONCLUSIVE);
              assertThat(finding.evidence().get("unanswered")).startsWith("1 of ");
              assertThat(finding.evidence()).containsEntry("step", "TXT k1._domainkey.example.com");
            });
  }

  private static String at(String selector, String record) {
    return selector + "._domainkey.example.com. " + txt(record) + "\n";
  }

  private static DkimObservation observe(String domain, String zone) {
    var search =
        new DkimSearch(
            domain,
            Selectors.bundled(),
            List.of(),
            false,
            LocalDate.of(2026, 11, 20),
            "random",
            new SharedFactors());
    return DkimProbe.observe(search, new ZoneClient(zone)).join();
  }

  private static List<Finding> judge(String domain, String zone) {
    return DkimRules.judge(observe(domain, zone), /* organizationalDomainSigns= */ false);
  }

  private static List<FindingType> types(String domain, String zone) {
    return judge(domain, zone).stream().map(Finding::type).toList();
  }
}
