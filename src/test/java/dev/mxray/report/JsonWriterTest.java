package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {
  private final JsonWriter json = new JsonWriter();
  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void top_level_fields_are_those_of_the_contract_in_its_order() throws IOException {
    assertThat(names(tree(SampleReports.full())))
        .containsExactly(
            "schema_version",
            "tool",
            "domain",
            "domain_unicode",
            "organizational_domain",
            "scanned_at",
            "duration_ms",
            "outcome",
            "security_score",
            "grade",
            "score",
            "mx",
            "spf_record",
            "spf",
            "dkim_selectors_found",
            "dkim",
            "dmarc_policy",
            "dmarc",
            "spoofability",
            "sender_requirements",
            "mta_sts",
            "tls_rpt",
            "bimi",
            "dnssec",
            "caa",
            "smtp_servers",
            "delivery",
            "mailbox_servers",
            "ptr_records",
            "reputation",
            "findings",
            "mcss",
            "notes",
            "scope");
  }

  @Test
  void nested_fields_are_those_of_the_contract_in_its_order() throws IOException {
    JsonNode report = tree(SampleReports.full());

    assertThat(names(report.at("/score")))
        .containsExactly("version", "profile", "low", "high", "coverage_pct", "sections");
    assertThat(names(report.at("/score/sections/0")))
        .containsExactly("id", "max", "applicable", "points", "state", "weight", "deductions");
    assertThat(names(report.at("/score/sections/0/deductions/0")))
        .containsExactly("finding", "subject", "points", "score_without");
    assertThat(names(report.at("/mx/hosts/0"))).containsExactly("host", "preference", "addresses");
    assertThat(names(report.at("/spf")))
        .containsExactly(
            "state",
            "records",
            "valid",
            "all",
            "lookups",
            "void_lookups",
            "authorized_ipv4",
            "authorized_ipv6",
            "heaviest",
            "flattened",
            "tree");
    assertThat(names(report.at("/dkim/selectors/0")))
        .containsExactly(
            "selector",
            "record",
            "key_type",
            "key_bits",
            "revoked",
            "testing",
            "cname",
            "provider");
    assertThat(names(report.at("/dmarc")))
        .containsExactly(
            "state",
            "records",
            "record",
            "found_at",
            "organizational_domain",
            "tree_walk",
            "policy",
            "subdomain_policy",
            "nonexistent_subdomain_policy",
            "adkim",
            "aspf",
            "testing",
            "psd",
            "fo",
            "rua",
            "ruf",
            "walk_end",
            "effective_subdomain_policy",
            "effective_nonexistent_subdomain_policy",
            "older_receivers");
    assertThat(names(report.at("/ptr_records/0")))
        .containsExactly("address", "names", "forward_confirmed", "sender");
    assertThat(names(report.at("/findings/0")))
        .containsExactly(
            "id",
            "severity",
            "section",
            "category",
            "subject",
            "title",
            "description",
            "recommendation",
            "evidence",
            "references",
            "controls",
            "remediation");
  }

  @Test
  void fields_of_servers_lists_and_controls_are_those_of_the_contract_in_its_order()
      throws IOException {
    JsonNode report = tree(SampleReports.full());

    assertThat(names(report.at("/smtp_servers/0")))
        .containsExactly(
            "host",
            "address",
            "port",
            "state",
            "reply_code",
            "greeting",
            "software",
            "capabilities",
            "starttls",
            "auth_before_tls",
            "auth_after_tls",
            "tls",
            "dialogue");
    assertThat(names(report.at("/smtp_servers/0/tls")))
        .containsExactly(
            "version",
            "cipher_suite",
            "group",
            "versions",
            "cipher_suites",
            "certificate",
            "chain",
            "dane",
            "enumeration",
            "profile",
            "session_tickets",
            "early_data");
    assertThat(names(report.at("/smtp_servers/0/tls/certificate")))
        .containsExactly(
            "subject",
            "issuer",
            "names",
            "not_before",
            "not_after",
            "days_left",
            "key_type",
            "key_bits",
            "signature_algorithm",
            "sha256",
            "trusted",
            "name_matches");
    assertThat(names(report.at("/smtp_servers/0/tls/chain/0")))
        .containsExactly("subject", "issuer", "sha256");
    assertThat(names(report.at("/reputation/0")))
        .containsExactly(
            "subject",
            "list",
            "state",
            "codes",
            "meaning",
            "reason",
            "operator",
            "kind",
            "severity");
    assertThat(names(report.at("/mcss"))).containsExactly("version", "controls", "summary");
    assertThat(names(report.at("/mcss/controls/0")))
        .containsExactly(
            "id",
            "status",
            "basis",
            "strength",
            "base_score",
            "rating",
            "severity",
            "vector",
            "findings",
            "evidence");
    assertThat(names(report.at("/mcss/summary")))
        .containsExactly(
            "assessed",
            "passed",
            "partial",
            "failed",
            "na",
            "not_assessed",
            "compliance_pct",
            "risk_exposure_pct",
            "extensions");
    assertThat(names(report.at("/mcss/summary/extensions")))
        .containsExactly("assessed", "passed", "partial", "failed");
  }

  @Test
  void what_was_not_enumerated_is_null_and_not_an_empty_list() throws IOException {
    JsonNode report = tree(SampleReports.full());

    assertThat(report.at("/smtp_servers/0/tls/versions").isNull()).isTrue();
    assertThat(report.at("/smtp_servers/2/tls/versions").size()).isEqualTo(2);
    TlsPart read = json.read(report.toString()).smtpServers().get(0).tls();
    assertThat(read)
        .isNotNull()
        .returns(null, TlsPart::versions)
        .returns(null, TlsPart::cipherSuites);
  }

  @Test
  void what_is_not_there_is_null_and_only_the_child_of_a_term_is_left_out() throws IOException {
    JsonNode report = tree(SampleReports.notFound());

    assertThat(report.get("security_score").isNull()).isTrue();
    assertThat(report.get("spf_record").isNull()).isTrue();
    assertThat(report.at("/spf/tree").isNull()).isTrue();
    assertThat(report.at("/dmarc/found_at").isNull()).isTrue();
    assertThat(names(tree(SampleReports.full()).at("/spf/tree/terms/0")))
        .containsExactly("term", "lookups");
    assertThat(names(tree(SampleReports.full()).at("/spf/tree/terms/1")))
        .containsExactly("term", "lookups", "child");
  }

  @Test
  void numbers_have_neither_exponents_nor_needless_decimals() {
    assertThat(json.line(SampleReports.full())).contains("\"authorized_ipv4\":1024,");

    Report all = withAuthorized(4_294_967_296.0);
    assertThat(json.line(all)).contains("\"authorized_ipv4\":4294967296,");
    assertThat(json.line(withAuthorized(0.0))).contains("\"authorized_ipv4\":0,");
  }

  @Test
  void single_line_form_is_one_line_and_pretty_form_says_the_same() throws IOException {
    Report report = SampleReports.full();

    assertThat(json.line(report)).doesNotContain("\n");
    assertThat(json.pretty(report)).endsWith("}\n").contains("\n  \"domain\": \"xn--bcher");
    assertThat(mapper.readTree(json.pretty(report))).isEqualTo(mapper.readTree(json.line(report)));
  }

  @Test
  void a_report_reads_back_as_it_was() throws IOException {
    for (Report report :
        List.of(SampleReports.full(), SampleReports.notFound(), SampleReports.blind())) {
      assertThat(json.read(json.pretty(report))).isEqualTo(report);
      assertThat(json.read(json.line(report))).isEqualTo(report);
    }
  }

  @Test
  void a_later_report_reads_with_its_new_fields_skipped() throws IOException {
    ObjectNode document = (ObjectNode) tree(SampleReports.full());
    document.put("schema_version", "1.7");
    document.putObject("tls_rpt").put("state", "present");

    assertThat(json.read(document.toString()).domain()).isEqualTo("xn--bcher-kva.example");
  }

  @Test
  void lists_that_an_older_report_does_not_have_are_empty() throws IOException {
    ObjectNode document = (ObjectNode) tree(SampleReports.full());
    document.remove("notes");
    document.putNull("findings");

    assertThat(json.read(document.toString()).notes()).isEmpty();
    assertThat(json.read(document.toString()).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "{}", "[]", "{\"schema_version\":", "{\"schema_version\": \"2.0\"}"})
  void what_is_no_report_is_refused_in_one_line(String text) {
    assertThatThrownBy(() -> json.read(text))
        .isInstanceOf(IOException.class)
        .message()
        .isNotBlank()
        .doesNotContain("\n");
  }

  @Test
  void characters_that_are_not_visible_are_escaped_and_read_back() throws IOException {
    String text = "a\u001b[2J\u0000\u007f\u0085\u009b\u00ad\u200b\u2028\u2029\u202e\u2066\ufeffz";

    String line = json.line(HostileReports.of(text));

    assertThat(line)
        .contains("a\\u001B[2J\\u0000\\u007F\\u0085\\u009B\\u00AD\\u200B")
        .contains("\\u2028\\u2029\\u202E\\u2066\\uFEFFz");
    assertThat(line.codePoints()).allMatch(Printable::isVisible);
    assertThat(json.read(line)).isEqualTo(HostileReports.of(text));
  }

  @Test
  void letters_of_all_scripts_stay_and_halves_of_surrogate_pairs_are_written_by_number()
      throws IOException {
    assertThat(json.line(SampleReports.full())).contains("bücher.example");

    String odd = "\ud83d\ude00 \udc00x\ud83d";
    String line = json.line(HostileReports.of(odd));
    assertThat(line.codePoints()).allMatch(Printable::isVisible);
    assertThat(json.read(line)).isEqualTo(HostileReports.of(odd));
  }

  @Test
  void any_text_survives_the_way_there_and_back() throws IOException {
    var random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
      }
      Report report = HostileReports.of(text.toString());
      String line = json.line(report);
      assertThat(line.codePoints().allMatch(Printable::isVisible)).as(line).isTrue();
      assertThat(json.read(line)).isEqualTo(report);
    }
  }

  private static Report withAuthorized(double addresses) {
    Report r = SampleReports.full();
    SpfPart s = r.spf();
    var spf =
        new SpfPart(
            s.state(),
            s.records(),
            s.valid(),
            s.all(),
            s.lookups(),
            s.voidLookups(),
            addresses,
            s.authorizedIpv6(),
            s.heaviest(),
            s.flattened(),
            s.tree());
    return new Report(
        r.schemaVersion(),
        r.tool(),
        r.domain(),
        r.domainUnicode(),
        r.organizationalDomain(),
        r.scannedAt(),
        r.durationMs(),
        r.outcome(),
        r.securityScore(),
        r.grade(),
        r.score(),
        r.mx(),
        r.spfRecord(),
        spf,
        r.dkimSelectorsFound(),
        r.dkim(),
        r.dmarcPolicy(),
        r.dmarc(),
        r.spoofability(),
        r.senderRequirements(),
        r.mtaSts(),
        r.tlsRpt(),
        r.bimi(),
        r.dnssec(),
        r.caa(),
        r.smtpServers(),
        r.delivery(),
        r.mailboxServers(),
        r.ptrRecords(),
        r.reputation(),
        r.findings(),
        r.mcss(),
        r.notes(),
        r.scope());
  }

  private JsonNode tree(Report report) throws IOException {
    return mapper.readTree(json.line(report));
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
