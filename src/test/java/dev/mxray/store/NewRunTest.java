package dev.mxray.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.report.ReputationPart;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NewRunTest {
  @Test
  void a_run_of_which_all_lists_answered_is_complete() {
    assertThat(outcome("clean", "listed")).isEqualTo("complete");
  }

  @Test
  void a_run_of_which_most_lists_are_silent_is_partial_and_no_failure() {
    assertThat(outcome("listed", "refused", "unknown", "list_broken")).isEqualTo("partial");
  }

  @Test
  void a_run_of_which_no_list_answered_has_failed() {
    assertThat(outcome("refused", "unknown")).isEqualTo("failed");
    assertThat(outcome()).isEqualTo("failed");
  }

  private static String outcome(String... states) {
    List<ReputationPart> answers =
        Stream.of(states)
            .map(
                state ->
                    new ReputationPart(
                        "192.0.2.1", "bl.test", state, List.of(), null, null, null, "ip", null))
            .toList();
    return NewRun.of(new AddressReport("1.0", "192.0.2.1", "2026-11-21T12:00:00Z", 5, answers))
        .run()
        .outcome();
  }
}
