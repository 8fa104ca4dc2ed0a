package dev.mxray.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mxray.report.CertificatePart;
import dev.mxray.report.change.CertificateChange;
import dev.mxray.report.change.FindingChange;
import dev.mxray.report.change.ListingChange;
import dev.mxray.report.change.RecordChange;
import dev.mxray.report.change.ScoreChange;
import java.util.List;
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
 */
record Candidate(
    ChangeType type,
    String key,
    String value,
    String unit,
    String severity,
    String subject,
    String what,
    String text,
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

  /** Days that a certificate has left are no reason to write to anybody 90 days before. */
  private static final String FAR = "tls-cert-expires-90d";

  static Optional<Candidate> of(FindingChange change) {
    if (OF_LISTS.contains(change.id()) || change.id().equals(FAR) || change.unseenBefore()) {
      return Optional.empty();
    }
    ChangeType type;
    String text;
    switch (change.kind()) {
      case NEW -> {
        type =
            EXPIRING.contains(change.id())
                ? ChangeType.CERTIFICATE_EXPIRING
                : ChangeType.FINDING_APPEARED;
        text = change.subject() + ": " + change.title() + " (" + change.newSeverity() + ")";
      }
      case GONE -> {
        type = ChangeType.FINDING_RESOLVED;
        text = change.subject() + ": resolved: " + change.title();
      }
      case SEVERITY -> {
        type = ChangeType.FINDING_CHANGED;
        text =
            change.subject()
                + ": "
                + change.title()
                + ": "
                + change.oldSeverity()
                + " → "
                + change.newSeverity();
      }
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
            text,
            change.oldSeverity(),
            change.newSeverity(),
            (known, report) -> known.accept(change, report)));
  }

  static Optional<Candidate> of(ListingChange change) {
    if (change.kind() == ListingChange.Kind.UNSEEN || change.listKind().equals("allow")) {
      return Optional.empty();
    }
    boolean gone = change.kind() == ListingChange.Kind.DELISTED;
    String meaning = change.meaning() == null ? "" : ": " + change.meaning();
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
            change.subject()
                + (gone ? " is no longer listed by " : " is listed by ")
                + change.list()
                + meaning,
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
        change.name()
            + " ("
            + change.kind()
            + "): "
            + (before == null ? "nothing" : before)
            + " → "
            + (after == null ? "nothing" : after),
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
        change.host()
            + ": the certificate was "
            + (renewed ? "renewed" : "replaced")
            + ", and ends "
            + change.after().notAfter(),
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
            domain
                + ": the score went "
                + (better ? "up" : "down")
                + " from "
                + change.oldScore()
                + " ("
                + change.oldGrade()
                + ") to "
                + change.newScore()
                + " ("
                + change.newGrade()
                + ")",
            String.valueOf(change.oldScore()),
            String.valueOf(change.newScore()),
            KnownThings::acceptScore));
  }
}
