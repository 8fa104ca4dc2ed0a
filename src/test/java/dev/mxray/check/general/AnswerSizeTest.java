package dev.mxray.check.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mxray.check.ZoneClient;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.observe.Observed;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerSizeTest {

  @Test
  void the_size_is_that_of_the_whole_message() {
    // header, question (name, type and class), record (pointer, fixed part, one string): RFC 1035
    // §4.1
    assertThat(observe("example.com. TXT \"v=abc\"\n"))
        .isEqualTo(Observed.present(12 + 13 + 4 + 2 + 10 + 1 + 5));
  }

  @Test
  void no_text_is_no_answer_to_measure() {
    assertThat(observe("example.com. A 25.0.2.1\n").isAbsent()).isTrue();
    assertThat(judge("example.com. A 25.0.2.1\n")).isEmpty();
  }

  @Test
  void one_packet_is_1232_octets() {
    assertThat(AnswerSizeRules.judge("example.com", Observed.present(1232))).isEmpty();
    assertThat(AnswerSizeRules.judge("example.com", Observed.present(1233)))
        .containsExactly(
            Finding.of(FindingType.DNS_ANSWER_LARGE, "example.com")
                .with("question", "TXT example.com")
                .with("octets", 1233)
                .with("limit", 1232));
  }

  @Test
  void an_answer_that_did_not_come_is_inconclusive() {
    assertThat(judge("!timeout example.com TXT\n"))
        .extracting(finding -> finding.type().id(), finding -> finding.evidence().get("check"))
        .containsExactly(tuple("check-inconclusive", "general"));
  }

  private static Observed<Integer> observe(String zone) {
    return AnswerSizeProbe.observe("example.com", new ZoneClient(zone)).join();
  }

  private static List<Finding> judge(String zone) {
    return AnswerSizeRules.judge("example.com", observe(zone));
  }
}
