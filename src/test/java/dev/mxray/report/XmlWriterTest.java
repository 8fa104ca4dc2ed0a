package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class XmlWriterTest {
  private final JsonWriter json = new JsonWriter();
  private final XmlWriter xml = new XmlWriter(json);
  private final ObjectMapper mapper =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @Test
  void produced_reports_are_valid() {
    XsdAssert.valid(xml.text(SampleReports.full()));
    XsdAssert.valid(xml.text(SampleReports.notFound()));
    XsdAssert.valid(xml.text(SampleReports.blind()));
  }

  @Test
  void lists_are_wrappers_with_singular_children() {
    assertThat(xml.text(SampleReports.full()))
        .startsWith(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <mail_security_scan xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
              <schema_version>1.0</schema_version>
              <tool>
                <name>mxray</name>
                <version>0.1.0</version>
              </tool>
              <domain>xn--bcher-kva.example</domain>
              <domain_unicode>bücher.example</domain_unicode>
            """)
        .contains(
            """
                  <host>
                    <host>mx1.example.com</host>
                    <preference>10</preference>
                    <addresses>
                      <address>192.0.2.1</address>
                      <address>2001:db8::1</address>
                    </addresses>
                  </host>
            """,
            """
                    <cipher_suites>
                      <protocol name="TLSv1.2">
                        <cipher_suite>TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256</cipher_suite>
                      </protocol>
            """,
            """
                  <evidence>
                    <value name="term">include:_spf-gone.example.net</value>
                    <value name="at">_spf.example.net</value>
                  </evidence>
            """,
            "        <versions xsi:nil=\"true\"/>\n")
        .endsWith("</mail_security_scan>\n");
  }

  @Test
  void every_list_has_a_name_for_its_children() {
    assertThat(xml.text(SampleReports.full()) + xml.text(HostileReports.of("x")))
        .doesNotContain("<item");
  }

  @Test
  void xml_says_what_json_says() throws IOException {
    for (Report report :
        List.of(SampleReports.full(), SampleReports.notFound(), SampleReports.blind())) {
      assertSame(report);
    }
  }

  @Test
  void one_report_gives_one_text() {
    assertThat(xml.text(SampleReports.full()))
        .isEqualTo(new XmlWriter(new JsonWriter()).text(SampleReports.full()));
  }

  @ParameterizedTest
  @MethodSource("dev.mxray.report.HostileTexts#all")
  void hostile_text_is_data(String text) throws IOException {
    String valid = xml.text(HostileReports.valid(text));

    XsdAssert.valid(valid);
    assertHarmless(valid);
    assertSame(HostileReports.valid(text));
    assertHarmless(xml.text(HostileReports.of(text)));
  }

  @Test
  void any_text_survives_the_way_there_and_back() throws IOException {
    var random = new Random(11);
    for (int i = 0; i < 1_000; i++) {
      Report report = HostileReports.valid(HostileTexts.random(random));
      assertHarmless(xml.text(report));
      assertSame(report);
    }
  }

  @Test
  void what_xml_cannot_hold_is_written_visibly_and_marked() {
    String text = xml.text(HostileReports.valid("a\u001b[2J \\ \u0085 ]]> \ud83d"));

    assertThat(text)
        .contains("<note escaped=\"true\">a\\u001B[2J \\\\ &#x85; ]]&gt; \\uD83D</note>");
    assertThat(xml.text(HostileReports.valid("C:\\x"))).contains("<note>C:\\x</note>");
  }

  @Test
  void no_element_may_be_missing_unknown_or_empty_where_it_holds_a_word() throws Exception {
    String good = xml.text(SampleReports.full());
    int elements = all(XmlReader.document(good)).size();
    assertThat(elements).isGreaterThan(900);
    for (int i = 1; i < elements; i += 7) {
      Document document = XmlReader.document(good);
      Element element = all(document).get(i);
      Element parent = (Element) element.getParentNode();
      boolean entry = element.getTagName().equals(XmlWriter.child(parent.getTagName()));
      if (!entry && !element.getTagName().equals("child")) {
        parent.removeChild(element);
        assertThat(XsdAssert.faults(text(document))).as(element.getTagName()).isNotEmpty();
      }
      Document more = XmlReader.document(good);
      all(more).get(i).appendChild(more.createElement("x_unknown"));
      assertThat(XsdAssert.faults(text(more))).as(element.getTagName()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource({
    "schema_version, 2.0",
    "domain, Example.COM",
    "scanned_at, yesterday",
    "outcome, ok",
    "security_score, 101",
    "grade, E",
    "severity, bad",
    "starttls, maybe",
    "port, 0",
    "state, up",
    "days_left, many",
    "trusted, perhaps",
    "status, passed",
    "compliance_pct, 101",
    "sha256, AB"
  })
  void wrong_values_are_rejected(String name, String value) throws Exception {
    Document document = XmlReader.document(xml.text(SampleReports.full()));
    Element element =
        all(document).stream()
            .filter(one -> one.getTagName().equals(name) && XmlReader.children(one).isEmpty())
            .findFirst()
            .orElseThrow();
    element.setTextContent(value);

    assertThat(XsdAssert.faults(text(document))).isNotEmpty();
  }

  @Test
  void both_schemas_speak_of_the_same_fields() throws IOException {
    Set<String> fields = new TreeSet<>();
    properties(mapper.readTree(resource("report.schema.json")), fields);
    Set<String> elements = new TreeSet<>();
    var matcher =
        Pattern.compile("<xs:element name=\"([a-z0-9_]+)\"").matcher(resource("report.xsd"));
    while (matcher.find()) {
      elements.add(matcher.group(1));
    }

    assertThat(elements).containsAll(fields);
    elements.removeAll(fields);
    assertThat(elements)
        .as("elements that are no field: the root, and children of lists")
        .allMatch(name -> name.equals("mail_security_scan") || isChild(name, fields));
  }

  private static boolean isChild(String name, Set<String> fields) {
    return name.equals(XmlWriter.child("protocol"))
        || fields.stream().anyMatch(field -> XmlWriter.child(field).equals(name));
  }

  private static void properties(JsonNode node, Set<String> fields) {
    node.path("properties").fieldNames().forEachRemaining(fields::add);
    node.forEach(child -> properties(child, fields));
  }

  private static String resource(String name) throws IOException {
    try (var in = XmlWriter.class.getResourceAsStream(name)) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private void assertSame(Report report) throws IOException {
    JsonNode expected = mapper.readTree(json.line(report));
    JsonNode read = XmlReader.read(xml.text(report), expected);
    // Jackson tells 1 from 1.0; numbers are compared by value.
    assertThat(read.equals(XmlWriterTest::compare, expected))
        .as("%s\nread from XML, and\n%s\nas JSON", read, expected)
        .isTrue();
  }

  private static int compare(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }

  private static void assertHarmless(String text) {
    assertThat(text.codePoints().filter(c -> c != '\n' && !Printable.isVisible(c)).toArray())
        .isEmpty();
    XmlReader.document(text);
  }

  private static List<Element> all(Document document) {
    var elements = new ArrayList<Element>();
    collect(document.getDocumentElement(), elements);
    return elements;
  }

  private static void collect(Element element, List<Element> elements) {
    elements.add(element);
    XmlReader.children(element).forEach(child -> collect(child, elements));
  }

  private static String text(Document document) throws Exception {
    var out = new StringWriter();
    TransformerFactory.newInstance()
        .newTransformer()
        .transform(new DOMSource(document), new StreamResult(out));
    return out.toString();
  }
}
