package dev.mxray.check.bimi;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.lab.LabCertificates;
import dev.mxray.lab.LabHttps;
import dev.mxray.lab.LabHttpsAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class SvgLogoTest {
  static final String LOGO =
      """
      <svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny-ps" viewBox="0 0 10 10">
        <title>Example</title>
        <defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
        <g fill="url(#g)"><rect width="10" height="10"/><use href="#g"/></g>
      </svg>
      """;

  @Test
  void a_logo_of_the_profile_has_no_faults() {
    assertThat(faults(LOGO)).isEmpty();
    assertThat(faults("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + LOGO)).isEmpty();
    assertThat(faults("<!-- made by hand -->" + LOGO)).isEmpty();
    assertThat(SvgLogo.faults(LOGO.getBytes(UTF_16))).isEmpty();
  }

  @Test
  void a_prefix_for_the_namespace_changes_nothing() {
    assertThat(
            faults(
                "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\" version=\"1.2\""
                    + " baseProfile=\"tiny-ps\"><s:title>x</s:title></s:svg>"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version=\"1.2\"  | ''                 | version is missing in place of 1.2",
        "version=\"1.2\"  | version=\"1.1\"    | version is 1.1 in place of 1.2",
        "baseProfile=\"tiny-ps\" | ''          | baseProfile is missing in place of tiny-ps",
        "baseProfile=\"tiny-ps\" | baseProfile=\"tiny\" | baseProfile is tiny in place of tiny-ps",
        "viewBox          | x=\"0\" viewBox    | the attribute x at the root",
        "<title>Example</title> | ''           | no title",
        "<title>Example</title> | <title> </title> | no title",
        "<title>Example</title> | <g><title>Example</title></g> | no title",
        "<g               | <script>1</script><g | the element script",
        "<g               | <image href=\"#a\"/><g | the element image",
        "<g               | <animate/><g       | the element animate",
        "<g               | <style>*</style><g | the element style",
        "<g               | <foreignObject/><g | the element foreignObject",
        "<g               | <svg/><g           | the element svg",
        "<g               | <h xmlns=\"http://www.w3.org/1999/xhtml\"/><g | an element of another namespace, h",
        "href=\"#g\"      | href=\"https://e.example/x.svg#g\" | a reference out of the document at use",
        "href=\"#g\"      | href=\"data:image/png;base64,AA\" | a reference out of the document at use",
        "href=\"#g\"      | xmlns:l=\"http://www.w3.org/1999/xlink\" l:href=\"x.svg\""
            + " | a reference out of the document at use",
        "<g               | <g onclick=\"x()\"/><g | the event handler onclick at g",
        "<g               | <g style=\"fill:red\"/><g | the attribute style at g",
        "<title>Example</title> | <?php x?><title>Example</title> | a processing instruction php"
      })
  void what_the_profile_does_not_have_is_named(String part, String instead, String fault) {
    assertThat(faults(LOGO.replaceFirst(java.util.regex.Pattern.quote(part), instead)))
        .contains(fault);
  }

  @Test
  void what_is_no_svg_is_told_as_that() {
    assertThat(faults("")).singleElement().asString().startsWith("no well-formed XML");
    assertThat(faults("<svg")).singleElement().asString().startsWith("no well-formed XML (line 1");
    assertThat(faults("\u0089PNG\r\n")).singleElement().asString().startsWith("no well-formed");
    assertThat(faults("<html><body/></html>")).contains("no SVG document: the root is html");
    assertThat(faults(LOGO.replace("http://www.w3.org/2000/svg", "urn:x")))
        .contains("no SVG document: the root is svg");
  }

  @Test
  void entities_are_neither_expanded_nor_looked_at() {
    String laughs =
        """
        <!DOCTYPE svg [
          <!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
          <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
          <!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
        ]>
        """
            + LOGO.replace("Example", "&f;");
    assertThat(faults(laughs)).containsExactly("a document type with declarations");
    assertThat(SvgLogo.faults(laughs.getBytes(UTF_16))).isNotEmpty();
    assertThat(faults(LOGO.replace("Example", "&unknown;"))).isNotEmpty();
  }

  @Test
  void nothing_outside_is_ever_loaded() {
    var certificates = LabCertificates.at(Instant.now());
    try (var server =
        LabHttps.start(
            certificates.good("localhost"),
            Map.of("/x.dtd", LabHttpsAnswer.text("<!ENTITY a 'x'>")))) {
      String uri = "https://localhost:" + server.address().getPort() + "/x.dtd";
      faults("<!DOCTYPE svg SYSTEM \"" + uri + "\">" + LOGO);
      faults("<!DOCTYPE svg [<!ENTITY % p SYSTEM \"" + uri + "\"> %p;]>" + LOGO);
      faults("<!DOCTYPE svg [<!ENTITY a SYSTEM \"" + uri + "\">]>" + LOGO.replace("Ex", "&a;"));
      SvgLogo.faults(
          ("<!DOCTYPE svg [<!ENTITY a SYSTEM \"" + uri + "\">]>" + LOGO.replace("Ex", "&a;"))
              .getBytes(UTF_16));
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void a_document_type_alone_does_no_harm() {
    assertThat(
            faults(
                "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\""
                    + " \"https://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">"
                    + LOGO))
        .isEmpty();
  }

  @Test
  void depth_and_faults_are_bounded() {
    assertThat(faults(LOGO.replace("<g", "<g>".repeat(9000) + "<g")))
        .containsExactly("elements nested more than 99 deep");
    assertThat(faults(LOGO.replace("<g", "<a1/><a2/><a3/>".repeat(2000) + "<g")))
        .hasSizeLessThanOrEqualTo(10);
    assertThat(faults("<" + "a".repeat(60_000) + "/>"))
        .allSatisfy(fault -> assertThat(fault).hasSizeLessThan(200));
  }

  @Test
  void a_packed_logo_is_unpacked_within_bounds() {
    assertThat(SvgLogo.document(MarkCertificates.gzip(LOGO)))
        .hasValueSatisfying(document -> assertThat(document).isEqualTo(LOGO.getBytes(UTF_8)));
    assertThat(SvgLogo.document(MarkCertificates.gzip(" ".repeat(10_000_000)))).isEmpty();
    assertThat(SvgLogo.document(new byte[] {0x1f, (byte) 0x8b, 1, 2})).isEmpty();
    assertThat(SvgLogo.document(new byte[0])).isPresent();
  }

  private static List<String> faults(String document) {
    return SvgLogo.faults(document.getBytes(UTF_8)).stream().map(Object::toString).toList();
  }
}
