package dev.mxray.report;

import dev.mxray.finding.Remediation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The remediations of all findings together: one record for each place, however many findings it
 * clears.
 *
 * @param places what to publish and to serve, in the order of the findings, the worst first
 * @param deletions what to delete, each once
 */
record FixPlan(List<Place> places, List<Deletion> deletions) {

  /**
   * Findings whose remedy changes what receivers do with mail, the smallest change first. It holds
   * the corrections that other findings of the same record ask for.
   */
  private static final List<String> STEPS =
      List.of(
          "spf-softfail-all",
          "mta-sts-mode-none",
          "mta-sts-mode-testing",
          "dmarc-testing",
          "dmarc-subdomain-weaker",
          "dmarc-policy-none",
          "dmarc-policy-quarantine");

  private static final String INFO = "info";

  /**
   * One record or file.
   *
   * @param now what to publish; null when there is only a later step
   * @param later the step that can wait, a finding for information asks for it; null when there is
   *     none
   * @param step true when publishing it changes what receivers do with mail
   * @param findings those that it clears
   */
  record Place(
      @Nullable Remediation now,
      @Nullable Remediation later,
      boolean step,
      List<FindingPart> findings) {}

  /** A record to delete, and why. */
  record Deletion(Remediation record, FindingPart finding) {}

  /** The plan of a report. */
  static FixPlan of(Report report) {
    Map<String, List<Offer>> offers = new LinkedHashMap<>();
    Map<Remediation, FindingPart> deletions = new LinkedHashMap<>();
    for (FindingPart finding : report.findings()) {
      for (Remediation one : finding.remediation()) {
        if (one.kind().equals(Remediation.DNS_DELETE)) {
          deletions.putIfAbsent(one, finding);
        } else {
          offers.computeIfAbsent(place(one), key -> new ArrayList<>()).add(new Offer(finding, one));
        }
      }
    }
    List<Place> places = offers.values().stream().map(FixPlan::place).toList();
    Set<Remediation> kept = new LinkedHashSet<>();
    places.forEach(
        place -> {
          if (place.now() != null) {
            kept.add(place.now());
          }
        });
    return new FixPlan(
        places,
        deletions.entrySet().stream()
            .filter(entry -> kept.stream().noneMatch(now -> same(now, entry.getKey())))
            .filter(entry -> replacedNow(entry.getKey(), places))
            .map(entry -> new Deletion(entry.getKey(), entry.getValue()))
            .toList());
  }

  private record Offer(FindingPart finding, Remediation record) {
    int step() {
      return STEPS.indexOf(finding.id());
    }
  }

  /** A text is one of its kind at its name; of other types several can stand side by side. */
  private static String place(Remediation one) {
    String kind =
        switch (one.type()) {
          case "TXT" -> version(one.value());
          case "text/plain" -> "";
          default -> one.value();
        };
    return String.join(" ", one.kind(), one.name(), one.type(), kind);
  }

  private static String version(String text) {
    return text.split("[; ]", 2)[0].toLowerCase(Locale.ROOT);
  }

  private static Place place(List<Offer> offers) {
    Offer now = null;
    Offer later = null;
    for (Offer offer : offers) {
      boolean waits = offer.step() >= 0 && offer.finding().severity().equals(INFO);
      if (waits) {
        later = later == null || offer.step() > later.step() ? offer : later;
      } else if (now == null || offer.step() > now.step()) {
        now = offer;
      }
    }
    return new Place(
        now == null ? null : now.record(),
        later == null ? null : later.record(),
        now != null && now.step() >= 0,
        offers.stream().map(Offer::finding).toList());
  }

  private static boolean same(Remediation one, Remediation other) {
    return one.name().equals(other.name())
        && one.type().equals(other.type())
        && one.value().equals(other.value());
  }

  /** False for the record that only a later step replaces. */
  private static boolean replacedNow(Remediation deletion, List<Place> places) {
    String key = place(Remediation.publish(deletion.name(), deletion.type(), deletion.value()));
    return places.stream()
        .filter(place -> place.now() == null)
        .flatMap(place -> Stream.ofNullable(place.later()))
        .noneMatch(later -> place(later).equals(key));
  }
}
