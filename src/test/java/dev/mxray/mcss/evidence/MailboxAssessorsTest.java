package dev.mxray.mcss.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.mcss.Status;
import dev.mxray.mcss.evidence.antispam.AntispamAssessors;
import dev.mxray.mcss.evidence.antivirus.AntivirusAssessors;
import dev.mxray.mcss.evidence.cyrus.CyrusAssessors;
import dev.mxray.mcss.evidence.dkim.DkimAssessors;
import dev.mxray.mcss.evidence.dmarc.DmarcAssessors;
import dev.mxray.mcss.evidence.dovecot.DovecotAssessors;
import dev.mxray.mcss.evidence.fail2ban.Fail2banAssessors;
import dev.mxray.mcss.evidence.firewall.FirewallAssessors;
import dev.mxray.mcss.evidence.logging.LoggingAssessors;
import dev.mxray.mcss.evidence.mac.MandatoryAccessAssessors;
import dev.mxray.mcss.evidence.spf.SpfAssessors;
import dev.mxray.mcss.evidence.storage.StorageAssessors;
import dev.mxray.text.Wording;
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
  private static final Wording ITALIAN = Wording.in("it");
  private static final List<String> FILES =
      List.of(
          "dovecot.txt",
          "cyrus.txt",
          "firewall.txt",
          "fail2ban.txt",
          "dkim.txt",
          "spf.txt",
          "dmarc.txt",
          "antispam.txt",
          "antivirus.txt",
          "logging.txt",
          "mac.txt",
          "storage.txt");

  /**
   * Cyrus has no switch for logging nowhere; that nobody looks at numbers or errors shows in no
   * file.
   */
  private static final Set<String> NEVER_FAILS =
      Set.of("CYRUS-009", "FAIL2BAN-007", "LOGGING-004", "LOGGING-005");

  static Map<String, Assessor> assessors() {
    Map<String, Assessor> all = new LinkedHashMap<>();
    all.putAll(DovecotAssessors.all());
    all.putAll(CyrusAssessors.all());
    all.putAll(FirewallAssessors.all());
    all.putAll(Fail2banAssessors.all());
    all.putAll(DkimAssessors.all());
    all.putAll(SpfAssessors.all());
    all.putAll(DmarcAssessors.all());
    all.putAll(AntispamAssessors.all());
    all.putAll(AntivirusAssessors.all());
    all.putAll(LoggingAssessors.all());
    all.putAll(MandatoryAccessAssessors.all());
    all.putAll(StorageAssessors.all());
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

  static Stream<AssessorCase> casesInItalian() {
    return cases().filter(row -> !row.italian().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("casesInItalian")
  void the_reason_is_told_in_italian_to_who_reads_it(AssessorCase row) {
    HostVerdict verdict = Objects.requireNonNull(ALL.get(row.control())).assess(row.evidence());

    assertThat(verdict.told().in(ITALIAN)).isEqualTo(row.italian());
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
