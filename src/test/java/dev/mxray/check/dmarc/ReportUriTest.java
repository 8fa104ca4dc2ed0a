package dev.mxray.check.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.dmarc.ReportUri.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReportUriTest {

  @ParameterizedTest
  @CsvSource({
    "mailto:d@example.com, example.com",
    "MAILTO:d@Example.COM, example.com",
    "mailto:d@example.com., example.com",
    "mailto:d@example.com!10m, example.com",
    "mailto:d@example.com!50, example.com",
    "mailto:d@example.com?subject=report, example.com",
    "mailto:a.b+dmarc@r.example.com, r.example.com",
    "mailto:%64@example.com, example.com",
    "mailto:d%21x@example.com, example.com",
    "mailto:d@b%C3%BCcher.example, xn--bcher-kva.example",
    "mailto:%22a%20b%22@example.com, example.com",
    "mailto:%22a%40b%22@example.com, example.com",
    "mailto:d@_reports.example.com, _reports.example.com"
  })
  void a_mailto_uri_leads_to_the_domain_of_its_address(String text, String destination) {
    assertThat(ReportUri.list(text)).singleElement().returns(destination, ReportUri::destination);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "d@example.com",
        "mailto:",
        "mailto:d",
        "mailto:@example.com",
        "mailto:d@",
        "mailto:d@example",
        "mailto:d@192.0.2.1",
        "mailto:d@[192.0.2.1]",
        "mailto:d@-x.example.com",
        "mailto:d e@example.com",
        "mailto:d@exa mple.com",
        "mailto:d!x@example.com",
        "mailto:a%2Cb@example.com",
        "mailto:d@example.com!10x",
        "mailto:d@example.com!",
        "mailto:%zz@example.com",
        "mailto:d@example.com%4",
        "mailto:.d@example.com",
        "mailto:d@example.com/x",
        "mailto:d(comment)@example.com",
        "mailto:%3Cd@example.com%3E",
        "mailto:%22a%0D%0ABcc%3A%20x%22@example.com",
        "mailto:%22a%22b@example.com",
        "mailto:a%5Cb@example.com",
        "mailto: d@example.com",
        "1x:y",
        ":"
      })
  void anything_else_is_invalid(String text) {
    assertThat(ReportUri.list(text)).singleElement().returns(Kind.INVALID, ReportUri::kind);
  }

  @Test
  void another_scheme_is_valid_and_not_usable() {
    assertThat(ReportUri.list("https://example.com/r"))
        .singleElement()
        .returns(true, ReportUri::valid)
        .returns(false, ReportUri::usable);
  }

  @Test
  void a_list_is_separated_by_commas_with_white_space_around() {
    assertThat(ReportUri.list("mailto:a@example.com , mailto:b@example.net,"))
        .extracting(ReportUri::text)
        .containsExactly("mailto:a@example.com", "mailto:b@example.net", "");
  }
}
