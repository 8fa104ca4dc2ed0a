package dev.mxray.check.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mxray.check.dmarc.DmarcRecord.Alignment;
import dev.mxray.check.dmarc.DmarcRecord.Fault;
import dev.mxray.check.dmarc.DmarcRecord.Psd;
import dev.mxray.check.dmarc.DmarcRecord.Tag;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DmarcRecordTest {

  private static DmarcRecord read(String text) {
    return DmarcRecord.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=DMARC1",
        "v=DMARC1;",
        "v=DMARC1; p=none",
        "v = DMARC1 ; p=none",
        "v\t=\tDMARC1\t;p=none",
        "V=DMARC1; p=none",
        "v=DMARC1 "
      })
  void a_text_that_begins_with_the_version_is_a_record(String text) {
    assertThat(DmarcRecord.parse(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v=dmarc1; p=none",
        "v=DMARC2; p=none",
        "v=DMARC10; p=none",
        "v=DMARC1 p=none",
        " v=DMARC1; p=none",
        "p=none; v=DMARC1",
        "\"v=DMARC1; p=none\"",
        "v=DMARC1\n",
        "v=spf1 -all"
      })
  void anything_else_is_none(String text) {
    assertThat(DmarcRecord.parse(text)).isEmpty();
  }

  @Test
  void every_tag_is_read() {
    DmarcRecord record =
        read(
            "v=DMARC1; p=reject; sp=quarantine; np=none; adkim=s; aspf=s; t=y; psd=n; fo=1:d:s;"
                + " rua=mailto:a@example.com; ruf=mailto:f@example.com");
    assertThat(record.faults()).isEmpty();
    assertThat(record.p()).isEqualTo(DmarcPolicy.REJECT);
    assertThat(record.sp()).isEqualTo(DmarcPolicy.QUARANTINE);
    assertThat(record.np()).isEqualTo(DmarcPolicy.NONE);
    assertThat(record.adkim()).isEqualTo(Alignment.STRICT);
    assertThat(record.aspf()).isEqualTo(Alignment.STRICT);
    assertThat(record.testing()).isTrue();
    assertThat(record.psd()).isEqualTo(Psd.NO);
    assertThat(record.fo()).isEqualTo("1:d:s");
    assertThat(record.rua()).extracting(ReportUri::destination).containsExactly("example.com");
    assertThat(record.ruf()).extracting(ReportUri::text).containsExactly("mailto:f@example.com");
  }

  @Test
  void what_is_absent_is_the_default() {
    DmarcRecord record = read("v=DMARC1; p=none");
    assertThat(record.adkim()).isEqualTo(Alignment.RELAXED);
    assertThat(record.aspf()).isEqualTo(Alignment.RELAXED);
    assertThat(record.testing()).isFalse();
    assertThat(record.psd()).isEqualTo(Psd.UNSAID);
    assertThat(record.fo()).isEqualTo("0");
    assertThat(record.pct()).isNull();
    assertThat(record.rua()).isEmpty();
  }

  @Test
  void sp_is_not_read_as_p() {
    DmarcRecord record = read("v=DMARC1; sp=quarantine; p=none; rua=mailto:a@example.com");
    assertThat(record.p()).isEqualTo(DmarcPolicy.NONE);
    assertThat(read("v=DMARC1; sp=reject").p()).isNull();
  }

  @Test
  void subdomain_policies_fall_back_from_np_to_sp_to_p() {
    DmarcRecord onlyP = read("v=DMARC1; p=reject");
    assertThat(onlyP.existingSubdomainPolicy()).isEqualTo(DmarcPolicy.REJECT);
    assertThat(onlyP.nonexistentSubdomainPolicy()).isEqualTo(DmarcPolicy.REJECT);
    DmarcRecord withSp = read("v=DMARC1; p=reject; sp=none");
    assertThat(withSp.nonexistentSubdomainPolicy()).isEqualTo(DmarcPolicy.NONE);
    DmarcRecord withNp = read("v=DMARC1; p=none; np=reject");
    assertThat(withNp.existingSubdomainPolicy()).isEqualTo(DmarcPolicy.NONE);
    assertThat(withNp.nonexistentSubdomainPolicy()).isEqualTo(DmarcPolicy.REJECT);
  }

  @Test
  void names_and_words_are_compared_without_case() {
    DmarcRecord record = read("v=DMARC1; P=Reject; ADKIM=S");
    assertThat(record.p()).isEqualTo(DmarcPolicy.REJECT);
    assertThat(record.adkim()).isEqualTo(Alignment.STRICT);
    assertThat(record.faults()).isEmpty();
  }

  @Test
  void the_order_behind_the_version_is_free_and_white_space_is_allowed() {
    DmarcRecord record = read("v=DMARC1 ;rua = mailto:a@example.com ;\tp\t=\treject ; ");
    assertThat(record.p()).isEqualTo(DmarcPolicy.REJECT);
    assertThat(record.rua()).extracting(ReportUri::usable).containsExactly(true);
    assertThat(record.faults()).isEmpty();
  }

  @Test
  void unknown_tags_are_kept_and_are_no_fault() {
    DmarcRecord record = read("v=DMARC1; p=none; color=red");
    assertThat(record.tag("color")).contains(new Tag("color", "red", "color=red", 19));
    assertThat(record.faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=DMARC1; p=rejct              | POLICY    | p=rejct      | 11",
        "v=DMARC1; p=none; sp=           | POLICY    | sp=          | 19",
        "v=DMARC1; p=none; np=all        | POLICY    | np=all       | 19",
        "v=DMARC1; p=reject rua=mailto:a | POLICY    | p=reject rua=mailto:a | 11",
        "v=DMARC1; p=none; hello         | NOT_A_TAG | hello        | 19",
        "v=DMARC1; p=none; =x            | NOT_A_TAG | =x           | 19",
        "v=DMARC1; p=none; a1=x          | NOT_A_TAG | a1=x         | 19",
        "v=DMARC1; p=none; x=\u00e9      | NOT_A_TAG | x=\u00e9     | 19",
        "v=DMARC1; p=none; p=reject      | DUPLICATE | p=reject     | 19",
        "v=DMARC1; v=DMARC1; p=none      | DUPLICATE | v=DMARC1     | 11",
        "v=DMARC1;; p=none               | EMPTY     | ;            | 10",
        "v=DMARC1; p=none; adkim=relaxed | VALUE     | adkim=relaxed | 19",
        "v=DMARC1; p=none; aspf=         | VALUE     | aspf=        | 19",
        "v=DMARC1; p=none; t=yes         | VALUE     | t=yes        | 19",
        "v=DMARC1; p=none; psd=maybe     | VALUE     | psd=maybe    | 19",
        "v=DMARC1; p=none; fo=0:1        | VALUE     | fo=0:1       | 19",
        "v=DMARC1; p=none; fo=d:d        | VALUE     | fo=d:d       | 19",
        "v=DMARC1; p=none; fo=2          | VALUE     | fo=2         | 19",
        "v=DMARC1; p=none; pct=150       | VALUE     | pct=150      | 19",
        "v=DMARC1; p=none; pct=-1        | VALUE     | pct=-1       | 19",
        "v=DMARC1; p=none; ri=4294967296 | VALUE     | ri=4294967296 | 19",
        "v=DMARC1; p=none; rf=iodef      | VALUE     | rf=iodef     | 19",
      })
  void a_fault_is_told_with_its_token_and_position(
      String text, Fault.Kind kind, String token, int position) {
    assertThat(read(text).faults())
        .extracting(Fault::kind, Fault::token, Fault::position)
        .containsExactly(tuple(kind, token, position));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "d", "s", "d:s", "1:d:s", "s:1", "D : S"})
  void failure_options_come_in_any_order(String fo) {
    assertThat(read("v=DMARC1; p=none; fo=" + fo).faults()).isEmpty();
  }

  @Test
  void of_a_tag_that_is_given_twice_no_value_counts() {
    DmarcRecord record = read("v=DMARC1; p=none; p=reject; rua=mailto:a@example.com");
    assertThat(record.p()).isNull();
    assertThat(record.policyOfDomain()).contains(DmarcPolicy.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "p=reject; t=y, QUARANTINE",
    "p=quarantine; t=y, NONE",
    "p=none; t=y, NONE",
    "p=reject; t=n, REJECT",
    "p=reject; t=x, REJECT"
  })
  void testing_lowers_the_policy_by_one_level(String tags, DmarcPolicy applied) {
    assertThat(read("v=DMARC1; " + tags).policyOfDomain()).contains(applied);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "; p=rejct", "; p=reject; sp=bad", "; p=reject; np=bad"})
  void an_unusable_policy_is_none_with_a_valid_report_uri_and_no_processing_without(String tags) {
    String record = "v=DMARC1" + tags;
    assertThat(read(record + "; rua=mailto:a@example.com").policyOfDomain())
        .contains(DmarcPolicy.NONE);
    assertThat(read(record + "; rua=https://example.com/r").policyOfDomain())
        .contains(DmarcPolicy.NONE);
    assertThat(read(record + "; rua=a@example.com").policyOfDomain()).isEmpty();
    assertThat(read(record).policyOfDomain()).isEmpty();
    assertThat(read(record).policyOfSubdomain(/* exists= */ true)).isEmpty();
  }

  @Test
  void a_very_long_record_is_read() {
    String local = "a".repeat(60_000);
    assertThat(read("v=DMARC1; p=none; rua=mailto:" + local + "@example.com").rua())
        .extracting(ReportUri::kind)
        .containsExactly(ReportUri.Kind.INVALID);
    assertThat(read("v=DMARC1; p=none" + "; x".repeat(20_000)).faults()).hasSize(20_000);
    assertThat(read("v=DMARC1; p=none; rua=" + "%41".repeat(20_000)).rua()).hasSize(1);
  }

  @Test
  void hostile_text_never_throws_and_keeps_the_invariants() {
    String[] pieces = {
      "v=DMARC1",
      ";",
      "=",
      " ",
      "p=reject",
      "sp=",
      "np",
      "t=y",
      "rua=",
      "mailto:",
      "a@b.example",
      "%4",
      "%41",
      "!10m",
      ",",
      "fo=",
      "0:1",
      "pct=",
      "99999999999",
      "\u0000",
      "\u00ff",
      "\n",
      "\"",
      "@",
      "psd=y",
      "[",
      "xn--",
      "-",
      "."
    };
    var random = new Random(9989);
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(random.nextInt(4) == 0 ? "" : "v=DMARC1;");
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append(
            random.nextInt(5) == 0
                ? String.valueOf((char) random.nextInt(256))
                : pieces[random.nextInt(pieces.length)]);
      }
      String given = text.toString();
      assertThat(DmarcRecord.parse(given).isPresent()).isEqualTo(DmarcRecord.isRecord(given));
      DmarcRecord.parse(given).ifPresent(record -> check(given, record));
    }
  }

  private static void check(String given, DmarcRecord record) {
    assertThat(record.text()).isEqualTo(given);
    assertThat(record.tags().get(0).name()).isEqualTo("v");
    for (Tag tag : record.tags()) {
      assertThat(given.startsWith(tag.token(), tag.position() - 1)).isTrue();
    }
    for (Fault fault : record.faults()) {
      assertThat(given.startsWith(fault.token(), fault.position() - 1)).isTrue();
    }
    record
        .reportUris()
        .forEach(uri -> assertThat(uri.usable()).isEqualTo(uri.destination() != null));
  }
}
