package dev.mxray.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import dev.mxray.report.CertificatePart;
import dev.mxray.report.change.CertificateChange;
import dev.mxray.report.change.FindingChange;
import dev.mxray.report.change.ListingChange;
import dev.mxray.report.change.RecordChange;
import dev.mxray.report.change.ScoreChange;
import dev.mxray.text.TextFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A difference between what a watch holds for true and what it has just seen.
 *
 * @param key what it is about, the same in every run
 * @param value what it has become; when that differs, counting begins again
 * @param unit what is confirmed together; empty for what stands for itself
 * @param details of the {@link Change} that it becomes
 */
record Candidate(
    ChangeType type,
    String key,
    String value,
    String unit,
    String severity,
    String subject,
    String what,
    Map<String, String> details,
    @Nullable String before,
    @Nullable String after,
    Taking taking) {

  /** How it is taken over. */
  interface Taking {
    void into(KnownThings known, ObjectNode report);
  }

  /** Told as listings, with the list. */
  private static final Set<String> OF_LISTS = Set.of("dnsbl-listed", "domain-listed");

  private static final Set<String> EXPIRING = Set.of("tls-cert-expired", "tls-cert-expires-30d");

  private static final List<FindingTexts> TITLES =
      TextFile.LANGUAGES.stream().map(FindingTexts::new).toList();

  /** Days that a certificate has left are no reason to write to anybody 90 days before. */
  private static final String FAR = "tls-cert-expires-90d";

  /**
   * @param evidence of the finding
   */
  static Optional<Candidate> of(FindingChange change, Map<String, String> evidence) {
    if (OF_LISTS.contains(change.id()) || change.id().equals(FAR) || change.unseenBefore()) {
      return Optional.empty();
    }
    ChangeType type;
    switch (change.kind()) {
      case NEW ->
          type =
              EXPIRING.contains(change.id())
                  ? ChangeType.CERTIFICATE_EXPIRING
                  : ChangeType.FINDING_APPEARED;
      case GONE -> type = ChangeType.FINDING_RESOLVED;
      case SEVERITY -> type = ChangeType.FINDING_CHANGED;
      default -> {
        return Optional.empty();
      }
    }
    String severity =
        Objects.requireNonNullElse(
            change.newSeverity(), Objects.requireNonNullElse(change.oldSeverity(), "info"));
    return Optional.of(
        new Candidate(
            type,
            "finding " + change.id() + " " + change.subject(),
            change.kind() + " " + severity,
            "",
            severity,
            change.subject(),
            change.id(),
            titled(change, evidence),
            change.oldSeverity(),
            change.newSeverity(),
            (known, report) -> known.accept(change, report)));
  }

  /** What the title is made of, in every language. */
  private static Map<String, String> titled(FindingChange change, Map<String, String> evidence) {
    Map<String, String> details = new HashMap<>();
    details.put(Change.TITLE, change.title());
    TITLES.forEach(texts -> addTitled(details, texts, change.id(), evidence));
    return details;
  }

  private static void addTitled(
      Map<String, String> details, FindingTexts texts, String id, Map<String, String> evidence) {
    Optional<FindingType> type = FindingType.of(id);
    if (type.isPresent()) {
      String title = texts.of(type.get()).title();
      evidence.forEach(
          (name, value) -> {
            if (title.contains("{" + name + "}")) {
              details.put(Change.EVIDENCE + name, value);
            }
          });
    }
  }

  static Optional<Candidate> of(ListingChange change) {
    if (change.kind() == ListingChange.Kind.UNSEEN || change.listKind().equals("allow")) {
      return Optional.empty();
    }
    boolean gone = change.kind() == ListingChange.Kind.DELISTED;
    String codes = String.join(", ", change.codes());
    return Optional.of(
        new Candidate(
            gone ? ChangeType.DELISTED : ChangeType.LISTED,
            listing(change.subject(), change.list()),
            change.kind() + " " + codes,
            "",
            Objects.requireNonNullElse(change.severity(), "info"),
            change.subject(),
            change.list(),
            change.meaning() == null ? Map.of() : Map.of(Change.MEANING, change.meaning()),
            change.before(),
            change.after(),
            (known, report) -> known.accept(change, report)));
  }

  static String listing(String subject, String list) {
    return "listing " + subject + " " + list;
  }

  static Candidate of(RecordChange change) {
    String before = values(change.before());
    String after = values(change.after());
    return new Candidate(
        ChangeType.RECORD_CHANGED,
        "record " + change.kind() + " " + change.name(),
        String.valueOf(after),
        KnownThings.unit(change),
        "medium",
        change.name(),
        change.kind(),
        Map.of(),
        before,
        after,
        (known, report) -> known.accept(change, report));
  }

  private static @Nullable String values(List<String> values) {
    return values.isEmpty() ? null : String.join("\n", values);
  }

  static Candidate of(CertificateChange change) {
    boolean renewed = change.kind() == CertificateChange.Kind.RENEWED;
    return new Candidate(
        renewed ? ChangeType.CERTIFICATE_RENEWED : ChangeType.CERTIFICATE_REPLACED,
        "certificate " + change.host() + " " + String.join(" ", change.ports()),
        change.after().sha256(),
        "",
        renewed ? "info" : "medium",
        change.host(),
        String.join(", ", change.ports()),
        Map.of(Change.ENDS, change.after().notAfter()),
        certificate(change.before()),
        certificate(change.after()),
        (known, report) -> known.accept(change, report));
  }

  private static String certificate(CertificatePart part) {
    return part.subject() + ", " + part.issuer() + ", until " + part.notAfter();
  }

  /** Where less was seen than before, a score may differ for that alone. */
  static Optional<Candidate> of(ScoreChange change, String domain) {
    if (!change.moved() || change.newCoveragePct().compareTo(change.oldCoveragePct()) < 0) {
      return Optional.empty();
    }
    boolean better = change.delta() > 0;
    return Optional.of(
        new Candidate(
            ChangeType.SCORE_MOVED,
            "score",
            better ? "up" : "down",
            "",
            better ? "info" : "medium",
            domain,
            "score",
            Map.of(
                Change.DIRECTION,
                better ? Change.UP : "down",
                Change.GRADE_BEFORE,
                String.valueOf(change.oldGrade()),
                Change.GRADE_AFTER,
                String.valueOf(change.newGrade())),
            String.valueOf(change.oldScore()),
            String.valueOf(change.newScore()),
            KnownThings::acceptScore));
  }
}
