package dev.mxray.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;

/** Holds findings against their texts. */
public final class FindingTextsAssert {
  private static final FindingTexts TEXTS = FindingTexts.english();

  private FindingTextsAssert() {}

  /** Fails when the finding's text asks for a value that the finding does not have. */
  public static void complete(Finding finding) {
    Set<String> known = new LinkedHashSet<>(finding.evidence().keySet());
    known.add("subject");
    assertThat(known)
        .as("values for the text of %s", finding.type().id())
        .containsAll(TEXTS.of(finding.type()).placeholders());
  }
}
