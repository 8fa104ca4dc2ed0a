package dev.mxray.mcss.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private final Evidence evidence =
      new Evidence(
          "mx1",
          null,
          List.of(
              new EvidenceFile("tls/b_info.txt", List.of("subject=b"), false),
              new EvidenceFile("tls/a_info.txt", List.of("# openssl", "subject=a"), false),
              new EvidenceFile("tlsx/c.txt", List.of(), false)));

  @Test
  void a_folder_gives_its_files_by_name_and_no_others() {
    assertThat(evidence.under("tls/"))
        .extracting(EvidenceFile::path)
        .containsExactly("tls/a_info.txt", "tls/b_info.txt");
  }

  @Test
  void a_quotation_names_file_and_line() {
    Quote quote = evidence.file("tls/a_info.txt").orElseThrow().quote(2);

    assertThat(quote.place()).isEqualTo("tls/a_info.txt:2");
    assertThat(quote.text()).isEqualTo("subject=a");
  }

  @Test
  void a_file_that_was_not_collected_is_not_there() {
    assertThat(evidence.file("postfix/version.txt")).isEmpty();
  }
}
