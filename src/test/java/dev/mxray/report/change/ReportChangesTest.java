package dev.mxray.report.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import dev.mxray.report.SampleReports;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class ReportChangesTest {
  private static final String DOMAIN = "xn--bcher-kva.example";

  private final JsonWriter json = new JsonWriter();
  private final ObjectMapper mapper = new ObjectMapper();
  private final Report before = SampleReports.full();

  @Test
  void a_report_does_not_differ_from_itself() {
    ReportChanges none = ReportChanges.between(before, before);

    assertThat(none.isEmpty()).isTrue();
    assertThat(none.findings()).isEmpty();
    assertThat(none.domain()).isEqualTo(DOMAIN);
  }

  @Test
  void a_finding_that_was_looked_for_again_is_gone() {
    assertThat(changed(r -> removeFinding(r, "spf-softfail-all")).findings())
        .extracting(FindingChange::kind, FindingChange::id, FindingChange::oldSeverity)
        .containsExactly(tuple(FindingChange.Kind.GONE, "spf-softfail-all", "low"));
  }

  @Test
  void a_finding_of_a_part_that_was_not_seen_is_not_gone() {
    ReportChanges changes =
        changed(
            r -> {
              removeFinding(r, "spf-softfail-all");
              at(r, "/spf").put("state", "unknown");
            });

    assertThat(changes.findings())
        .extracting(FindingChange::kind)
        .containsExactly(FindingChange.Kind.UNSEEN);
    assertThat(changes.isEmpty()).isTrue();
  }

  @Test
  void a_finding_of_a_check_that_was_not_made_is_not_gone() {
    assertThat(
            changed(
                    r -> {
                      removeFinding(r, "spf-softfail-all");
                      at(r, "/scope").putArray("checks").add("mx").add("dmarc");
                    })
                .findings())
        .extracting(FindingChange::kind)
        .containsExactly(FindingChange.Kind.UNSEEN);
  }

  @Test
  void a_finding_beside_a_check_that_could_not_be_made_is_not_gone() {
    assertThat(changed(r -> removeFinding(r, "dkim-key-short")).findings())
        .as("the sample says that the check dkim could not be made")
        .extracting(FindingChange::kind)
        .containsExactly(FindingChange.Kind.UNSEEN);
    assertThat(
            changed(
                    r -> {
                      removeFinding(r, "dkim-key-short");
                      removeFinding(r, "check-inconclusive");
                    })
                .findings())
        .extracting(FindingChange::kind)
        .containsExactly(FindingChange.Kind.GONE);
  }

  @Test
  void nothing_is_gone_from_a_scan_that_failed() {
    ReportChanges changes = ReportChanges.between(before, SampleReports.blind());

    assertThat(changes.findings())
        .isNotEmpty()
        .allMatch(one -> one.kind() == FindingChange.Kind.UNSEEN);
    assertThat(changes.records()).isEmpty();
    assertThat(changes.certificates()).isEmpty();
    assertThat(changes.listings()).allMatch(one -> one.kind() == ListingChange.Kind.UNSEEN);
    assertThat(changes.score().moved()).isFalse();
    assertThat(changes.isEmpty()).isTrue();
  }

  @Test
  void a_new_finding_says_whether_it_could_have_been_seen_before() {
    Report without = edited(r -> removeFinding(r, "spf-softfail-all"));
    Report blind =
        edited(
            r -> {
              removeFinding(r, "spf-softfail-all");
              at(r, "/spf").put("state", "unknown");
            });

    assertThat(ReportChanges.between(without, before).findings())
        .extracting(FindingChange::kind, FindingChange::unseenBefore)
        .containsExactly(tuple(FindingChange.Kind.NEW, false));
    assertThat(ReportChanges.between(blind, before).findings())
        .extracting(FindingChange::kind, FindingChange::unseenBefore)
        .containsExactly(tuple(FindingChange.Kind.NEW, true));
  }

  @Test
  void a_finding_that_matters_otherwise_is_told_with_both_severities() {
    assertThat(changed(r -> finding(r, "spf-softfail-all").put("severity", "high")).findings())
        .extracting(FindingChange::kind, FindingChange::oldSeverity, FindingChange::newSeverity)
        .containsExactly(tuple(FindingChange.Kind.SEVERITY, "low", "high"));
  }

  @Test
  void findings_of_the_cipher_suites_are_gone_only_where_all_were_tried_again() {
    Report enumerated = withFinding("tls-cipher-weak", "tls", "mx1.example.com[192.0.2.1]:587");
    Report plain = withFinding("tls-cipher-weak", "tls", "mx1.example.com[192.0.2.1]:25");

    assertThat(ReportChanges.between(enumerated, before).findings())
        .extracting(FindingChange::kind)
        .containsExactly(FindingChange.Kind.GONE);
    assertThat(ReportChanges.between(plain, before).findings())
        .extracting(FindingChange::kind)
        .containsExactly(FindingChange.Kind.UNSEEN);
  }

  @Test
  void findings_of_a_server_that_did_not_answer_are_not_gone() {
    Report silent = withFinding("smtp-no-starttls", "smtp", "mx1.example.com[2001:db8::1]:465");
    Report removed = withFinding("smtp-no-starttls", "smtp", "old.example.com[192.0.2.99]:25");

    assertThat(ReportChanges.between(silent, before).findings())
        .extracting(FindingChange::kind)
        .containsExactly(FindingChange.Kind.UNSEEN);
    assertThat(ReportChanges.between(removed, before).findings())
        .as("mail does not go there any more")
        .extracting(FindingChange::kind)
        .containsExactly(FindingChange.Kind.GONE);
  }

  @Test
  void findings_of_what_strangers_may_do_are_gone_only_where_it_was_tried_again() {
    Report relay = withFinding("smtp-open-relay", "smtp", "mx1.example.com[192.0.2.1]:25");

    assertThat(ReportChanges.between(relay, before).findings())
        .extracting(FindingChange::kind)
        .containsExactly(FindingChange.Kind.UNSEEN);
    assertThat(
            ReportChanges.between(relay, edited(r -> at(r, "/scope").put("active", true)))
                .findings())
        .extracting(FindingChange::kind)
        .containsExactly(FindingChange.Kind.GONE);
  }

  @Test
  void a_record_is_told_with_both_values() {
    assertThat(
            changed(
                    r -> {
                      at(r, "/spf").putArray("records").add("v=spf1 -all");
                      at(r, "/tls_rpt").put("state", "absent").putNull("record");
                    })
                .records())
        .extracting(RecordChange::kind, RecordChange::name, RecordChange::after)
        .containsExactly(
            tuple("spf", DOMAIN, List.of("v=spf1 -all")),
            tuple("tls_rpt", "_smtp._tls." + DOMAIN, List.of()));
  }

  @Test
  void a_record_that_was_not_seen_did_not_change() {
    assertThat(
            changed(
                    r -> {
                      at(r, "/spf").put("state", "unknown").putArray("records");
                      at(r, "/dnssec").put("state", "unknown");
                      at(r, "/mx").put("state", "unknown").putArray("hosts");
                      ((ArrayNode) r.get("ptr_records")).removeAll();
                      ((ArrayNode) at(r, "/dkim").get("selectors")).remove(0);
                    })
                .records())
        .isEmpty();
  }

  @Test
  void a_selector_is_gone_where_the_search_was_whole() {
    assertThat(
            changed(
                    r -> {
                      removeFinding(r, "check-inconclusive");
                      ((ArrayNode) at(r, "/dkim").get("selectors")).remove(0);
                    })
                .records())
        .extracting(RecordChange::name, RecordChange::after)
        .containsExactly(tuple("s1._domainkey." + DOMAIN, List.of()));
  }

  @Test
  void listings_come_and_go_and_a_list_that_does_not_answer_takes_nobody_off() {
    Report clean = edited(r -> list(r).put("state", "clean"));
    Report silent = edited(r -> list(r).put("state", "unknown"));

    assertThat(ReportChanges.between(clean, before).listings())
        .extracting(ListingChange::kind, ListingChange::list, ListingChange::before)
        .containsExactly(tuple(ListingChange.Kind.LISTED, "zen.spamhaus.org", "clean"));
    assertThat(ReportChanges.between(before, clean).listings())
        .extracting(ListingChange::kind)
        .containsExactly(ListingChange.Kind.DELISTED);
    assertThat(ReportChanges.between(before, silent).listings())
        .extracting(ListingChange::kind, ListingChange::after)
        .containsExactly(tuple(ListingChange.Kind.UNSEEN, "unknown"));
  }

  @Test
  void one_new_certificate_on_several_ports_is_one_change() {
    ReportChanges changes =
        changed(
            r -> {
              for (int server : new int[] {0, 1}) {
                at(r, "/smtp_servers/" + server + "/tls/certificate")
                    .put("sha256", "ab".repeat(32))
                    .put("not_after", "2027-12-31T00:00:00Z");
              }
            });

    assertThat(changes.certificates())
        .extracting(CertificateChange::kind, CertificateChange::host, CertificateChange::ports)
        .containsExactly(
            tuple(
                CertificateChange.Kind.RENEWED,
                "mx1.example.com",
                List.of("[192.0.2.1]:25", "[192.0.2.1]:465")));
  }

  @Test
  void a_certificate_that_ends_no_later_is_another_one() {
    assertThat(
            changed(r -> at(r, "/smtp_servers/0/tls/certificate").put("sha256", "ab".repeat(32)))
                .certificates())
        .extracting(CertificateChange::kind)
        .containsExactly(CertificateChange.Kind.REPLACED);
  }

  @Test
  void the_score_moves_only_where_both_reports_have_one() {
    assertThat(changed(r -> r.put("security_score", 50)).score().delta()).isEqualTo(8);
    assertThat(ReportChanges.between(before, SampleReports.notFound()).score().moved()).isFalse();
  }

  @Test
  void a_document_of_an_older_version_is_compared_too() {
    Report old = edited(r -> r.remove(List.of("scope", "reputation", "notes")));

    assertThat(old.scope()).isNull();
    assertThat(ReportChanges.between(old, before).findings()).isEmpty();
    assertThat(ReportChanges.between(before, old).findings()).isEmpty();
  }

  private static Tuple tuple(Object... values) {
    return Tuple.tuple(values);
  }

  private ReportChanges changed(Consumer<ObjectNode> edit) {
    return ReportChanges.between(before, edited(edit));
  }

  private Report edited(Consumer<ObjectNode> edit) {
    try {
      ObjectNode tree = (ObjectNode) mapper.readTree(json.line(before));
      edit.accept(tree);
      return json.read(tree.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Report withFinding(String id, String section, String subject) {
    return edited(
        r -> {
          ObjectNode one = finding(r, "spf-softfail-all").deepCopy();
          one.put("id", id).put("section", section).put("subject", subject).putArray("controls");
          ((ArrayNode) r.get("findings")).add(one);
        });
  }

  private static ObjectNode at(JsonNode report, String path) {
    return (ObjectNode) report.at(path);
  }

  private static ObjectNode list(JsonNode report) {
    return at(report, "/reputation/0");
  }

  private static ObjectNode finding(JsonNode report, String id) {
    return (ObjectNode)
        StreamSupport.stream(report.get("findings").spliterator(), false)
            .filter(one -> one.get("id").asText().equals(id))
            .findFirst()
            .orElseThrow();
  }

  private static void removeFinding(ObjectNode report, String id) {
    var findings = (ArrayNode) report.get("findings");
    for (int i = findings.size() - 1; i >= 0; i--) {
      if (findings.get(i).get("id").asText().equals(id)) {
        findings.remove(i);
      }
    }
  }
}
