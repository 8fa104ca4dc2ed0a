package dev.mxray.mcss.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mxray.mcss.Basis;
import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Decision;
import dev.mxray.mcss.Status;
import dev.mxray.mcss.Strength;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostAssessmentTest {
  private static final String FILE = "postfix/config_active/postconf_n.txt";

  private static Evidence evidence(String... lines) {
    return new Evidence("mx1", null, List.of(new EvidenceFile(FILE, List.of(lines), false)));
  }

  private static Decision decide(Assessor assessor, Evidence evidence) {
    return HostAssessment.by(Map.of("POSTFIX-003", assessor))
        .decide(evidence, Catalogue.english())
        .stream()
        .filter(decision -> decision.control().id().equals("POSTFIX-003"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_decision_quotes_the_line_that_made_it() {
    Decision decision =
        decide(
            evidence ->
                HostVerdict.fail(
                    evidence.file(FILE).orElseThrow().quote(2),
                    Sentence.verbatim("Everybody may relay.")),
            evidence("# postconf -n", "mynetworks = 0.0.0.0/0"));

    assertThat(decision.status()).isEqualTo(Status.FAIL);
    assertThat(decision.basis()).isEqualTo(Basis.EVIDENCE);
    assertThat(decision.strength()).isEqualTo(Strength.DIRECT);
    assertThat(decision.evidence())
        .isEqualTo("Everybody may relay. (" + FILE + ":2: “mynetworks = 0.0.0.0/0”)");
  }

  @Test
  void what_the_evidence_does_not_hold_is_named_and_has_no_basis() {
    Decision decision = decide(evidence -> HostVerdict.missing("postfix/x.txt"), evidence());

    assertThat(decision.status()).isEqualTo(Status.NOT_ASSESSED);
    assertThat(decision.basis()).isNull();
    assertThat(decision.evidence()).isEqualTo("The evidence holds no postfix/x.txt.");
  }

  @Test
  void a_long_line_is_cut() {
    Decision decision =
        decide(
            evidence ->
                HostVerdict.pass(
                    evidence.file(FILE).orElseThrow().quote(1),
                    Sentence.verbatim("x".repeat(5000))),
            evidence("𝕏".repeat(5000)));

    assertThat(decision.evidence().length())
        .isLessThan(2 * HostAssessment.MAX_QUOTED + HostAssessment.MAX_REASON + 100);
  }

  @Test
  void a_control_without_assessor_is_not_assessed() {
    List<Decision> decisions = HostAssessment.by(Map.of()).decide(evidence(), Catalogue.english());

    assertThat(decisions)
        .hasSize(Catalogue.CONTROLS)
        .allMatch(decision -> decision.status() == Status.NOT_ASSESSED);
  }

  @Test
  void two_assessors_of_one_control_are_a_mistake() {
    Map<String, Assessor> table = Map.of("TLS-001", evidence -> HostVerdict.missing("x"));

    assertThatIllegalStateException()
        .isThrownBy(() -> Assessors.together(List.of(table, table)))
        .withMessage("two assessors decide TLS-001");
  }

  @Test
  void assessors_decide_controls_of_the_framework_only() {
    assertThat(Assessors.all().keySet())
        .allMatch(id -> Catalogue.english().find(id).filter(c -> !c.extension()).isPresent());
  }

  /** Every file that any control names, with lines of anything. */
  @Test
  void no_evidence_is_too_strange_for_an_assessor() {
    var random = new Random(5);
    List<String> paths =
        Catalogue.english().controls().stream()
            .map(control -> control.evidence().replace("*", "x"))
            .distinct()
            .toList();
    for (int round = 0; round < 60; round++) {
      var files = new ArrayList<EvidenceFile>();
      for (String path : paths) {
        if (random.nextInt(4) != 0) {
          files.add(new EvidenceFile(path, lines(random), random.nextInt(8) == 0));
        }
      }
      List<Decision> decisions =
          HostAssessment.standard().decide(new Evidence("h", null, files), Catalogue.english());

      assertThat(decisions).hasSize(Catalogue.CONTROLS).allMatch(HostAssessmentTest::whole);
    }
  }

  private static boolean whole(Decision decision) {
    boolean decided = decision.status() != Status.NOT_ASSESSED;
    return decided == (decision.basis() == Basis.EVIDENCE)
        && decided == (decision.strength() != null)
        && !decision.evidence().isBlank();
  }

  private static List<String> lines(Random random) {
    String letters = "abz019 =:,;{}[]()/\\\"'#$%*.-_@<>!|\t\u0000\u001b\u00e9\u202e\ufeff";
    var lines = new ArrayList<String>();
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      var line = new StringBuilder();
      int length = random.nextInt(60);
      for (int j = 0; j < length; j++) {
        line.append(letters.charAt(random.nextInt(letters.length())));
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
