package dev.mxray.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTextsTest {
  private final FindingTexts texts = new FindingTexts("xx");

  @Test
  void a_type_has_its_text_as_it_is_written() {
    FindingTexts.Text text = texts.of(FindingType.DOMAIN_NOT_FOUND);

    assertThat(text.title()).isEqualTo("{subject} does not exist");
    assertThat(text.references()).containsExactly("RFC 8020", "RFC 2308 §5");
    assertThat(text.placeholders()).containsExactly("subject", "rcode", "nothing", "check");
  }

  @Test
  void a_sentence_is_said_in_the_language_of_the_text_and_kept_in_english() {
    var italian = new FindingTexts("it");
    Finding finding =
        Finding.inconclusive(
            Section.MX,
            "example.com",
            new Observed.Unknown<>(Reason.TIMEOUT, "MX example.com", List.of()));

    assertThat(finding.evidence()).containsEntry("reason", "no answer in time");
    assertThat(italian.of(finding).description())
        .contains("perché nessuna risposta è arrivata in tempo");
    assertThat(italian.evidence(finding))
        .containsEntry("reason", "nessuna risposta è arrivata in tempo")
        .containsEntry("step", "MX example.com");
  }

  @Test
  void subject_and_evidence_are_put_into_the_text() {
    FindingTexts.Text text =
        texts.of(
            Finding.of(FindingType.DOMAIN_NOT_FOUND, "example.com")
                .with("rcode", "NXDOMAIN")
                .with("check", "mx"));

    assertThat(text.title()).isEqualTo("example.com does not exist");
    assertThat(text.description())
        .isEqualTo(
            "“example.com” is a name – resolvers said NXDOMAIN; %{i} is a macro and {nothing}"
                + " stays.");
    assertThat(text.recommendation()).isEqualTo("Use NXDOMAIN or mx.");
  }

  @Test
  void values_are_data_and_not_expanded_again() {
    FindingTexts.Text text =
        texts.of(
            Finding.of(FindingType.DOMAIN_NOT_FOUND, "{rcode}")
                .with("rcode", "$0 \\ {check}")
                .with("check", "{subject}"));

    assertThat(text.title()).isEqualTo("{rcode} does not exist");
    assertThat(text.recommendation()).isEqualTo("Use $0 \\ {check} or {subject}.");
  }

  @Test
  void a_long_value_is_cut_in_the_text() {
    String record = "x".repeat(60_000);

    FindingTexts.Text text =
        texts.of(Finding.of(FindingType.DOMAIN_NOT_FOUND, "a.example").with("rcode", record));

    assertThat(text.description())
        .hasSizeLessThan(500)
        .contains("x".repeat(300) + "… (59700 more characters)");
  }

  @Test
  void a_cut_never_parts_a_surrogate_pair() {
    String record = "\ud83d\ude00".repeat(400);

    FindingTexts.Text text =
        texts.of(Finding.of(FindingType.DOMAIN_NOT_FOUND, "a.example").with("rcode", record));

    assertThat(text.description()).contains("\ud83d\ude00… (100 more characters)");
  }

  @Test
  void a_text_that_is_not_there_is_named() {
    assertThatThrownBy(() -> texts.of(FindingType.CHECK_INCONCLUSIVE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("check-inconclusive.title")
        .hasMessageContaining("xx/general.properties");
    assertThatThrownBy(() -> texts.of(FindingType.MX_NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("xx/mx.properties");
  }
}
