package dev.mxray.mcss.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.mcss.Status;
import dev.mxray.mcss.evidence.cyrus.CyrusAssessors;
import dev.mxray.mcss.evidence.dovecot.DovecotAssessors;
import dev.mxray.mcss.evidence.fail2ban.Fail2banAssessors;
import dev.mxray.mcss.evidence.firewall.FirewallAssessors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every control of these rooms: decided as the rows of {@code cases/} say. */
class MailboxAssessorsTest {
  private static final Map<String, Assessor> ALL = assessors();
  private static final List<String> FILES =
      List.of("dovecot.txt", "cyrus.txt", "firewall.txt", "fail2ban.txt");

  /** Cyrus has no switch for logging nowhere; that nobody looks at numbers shows in no file. */
  private static final Set<String> NEVER_FAILS = Set.of("CYRUS-009", "FAIL2BAN-007");

  static Map<String, Assessor> assessors() {
    Map<String, Assessor> all = new LinkedHashMap<>();
    all.putAll(DovecotAssessors.all());
    all.putAll(CyrusAssessors.all());
    all.putAll(FirewallAssessors.all());
    all.putAll(Fail2banAssessors.all());
    return all;
  }

  static Stream<AssessorCase> cases() {
    return FILES.stream().flatMap(file -> AssessorCase.read(file).stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_control_is_decided_by_the_line_that_shows_it(AssessorCase row) {
    HostVerdict verdict = Objects.requireNonNull(ALL.get(row.control())).assess(row.evidence());

    assertThat(verdict.status()).as(verdict.reason()).isEqualTo(row.status());
    if (row.status() == Status.NOT_ASSESSED) {
      assertThat(verdict.quote()).isNull();
      assertThat(verdict.reason()).containsPattern("[\\w]+/[\\w.*-]+|\\.txt");
    } else {
      Quote quote = Objects.requireNonNull(verdict.quote());
      if (!row.quote().isEmpty()) {
        assertThat(quote.place()).as(verdict.reason()).isEqualTo(row.quote());
      }
    }
  }

  @Test
  void without_evidence_nothing_is_decided_and_the_file_is_named() {
    Evidence none = new Evidence("mx1", null, List.of());

    ALL.forEach(
        (control, assessor) -> {
          HostVerdict verdict = assessor.assess(none);
          assertThat(verdict.status()).as(control).isEqualTo(Status.NOT_ASSESSED);
          assertThat(verdict.reason()).as(control).contains("The evidence holds no ");
        });
  }

  @Test
  void every_control_has_a_row_that_passes_and_one_that_fails() {
    for (Status status : List.of(Status.PASS, Status.FAIL)) {
      assertThat(
              new TreeSet<>(
                  cases()
                      .filter(row -> row.status() == status)
                      .map(AssessorCase::control)
                      .toList()))
          .as(status.id())
          .containsAll(
              ALL.keySet().stream()
                  .filter(control -> status == Status.PASS || !NEVER_FAILS.contains(control))
                  .toList());
    }
  }
}
