package dev.mxray.check.bimi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.Mutations;
import dev.mxray.domain.HttpsUri;
import java.util.List;
import org.junit.jupiter.api.Test;

class BimiFuzzTest {
  @Test
  void records_are_read_whatever_they_hold() {
    Mutations.of(
            List.of(
                "v=BIMI1; l=https://a.example/l.svg; a=https://a.example/m.pem; avp=brand;",
                "v=BIMI1; l=; a=;"),
            5000,
            4)
        .forEach(
            text -> {
              BimiRecord record = BimiRecord.parse(text);
              boolean usable = record.logo() != null || record.evidence() != null;
              assertThat(usable || record.declined() || !record.faults().isEmpty())
                  .as(text)
                  .isTrue();
              assertThat(record.faults()).allMatch(fault -> fault.position() >= 1);
            });
  }

  @Test
  void logos_are_read_whatever_they_hold() {
    Mutations.of(List.of(SvgLogoTest.LOGO, "<!DOCTYPE svg>" + SvgLogoTest.LOGO), 3000, 5)
        .forEach(
            text -> {
              byte[] document = text.getBytes(ISO_8859_1);
              assertThat(SvgLogo.faults(document))
                  .hasSizeLessThanOrEqualTo(10)
                  .allMatch(fault -> fault.toString().length() < 300);
              assertThat(SvgLogo.document(document)).isPresent();
            });
  }

  @Test
  void uris_that_are_read_can_be_asked_for() {
    Mutations.of(List.of("https://a.example:8443/l.svg?x=%20#y", "https://a.example"), 5000, 6)
        .forEach(
            text ->
                HttpsUri.parse(text)
                    .ifPresent(
                        uri -> {
                          assertThat(uri.target()).as(text).matches("/[!-~]*").doesNotContain("#");
                          assertThat(uri.authority()).as(text).matches("[a-z0-9_.-]+(:[0-9]+)?");
                          assertThat(HttpsUri.parse(uri.toString())).contains(uri);
                        }));
  }
}
