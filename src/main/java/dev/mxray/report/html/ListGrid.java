package dev.mxray.report.html;

import dev.mxray.report.Report;
import dev.mxray.report.ReputationPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Addresses or domains against the lists that were asked for them.
 *
 * @param kind {@code address} or {@code domain}
 * @param rows in the report's order
 * @param more rows that are not shown
 */
record ListGrid(String kind, List<String> lists, List<Row> rows, int more) {
  private static final int MAX_ROWS = 60;

  /**
   * One address or domain.
   *
   * @param answers one for each list; null where it was not asked
   */
  record Row(String subject, List<@Nullable ReputationPart> answers) {}

  /** One grid for addresses, one for domains; allow lists stand with the others. */
  static List<ListGrid> of(Report report) {
    Map<String, List<ReputationPart>> byKind = new LinkedHashMap<>();
    Set<String> domains = new LinkedHashSet<>();
    report.reputation().stream()
        .filter(one -> one.kind().equals("domain"))
        .forEach(one -> domains.add(one.subject()));
    for (ReputationPart one : report.reputation()) {
      byKind
          .computeIfAbsent(
              domains.contains(one.subject()) ? "domain" : "address", key -> new ArrayList<>())
          .add(one);
    }
    return byKind.entrySet().stream().map(one -> grid(one.getKey(), one.getValue())).toList();
  }

  private static ListGrid grid(String kind, List<ReputationPart> answers) {
    var lists = new LinkedHashSet<String>();
    Map<String, Map<String, ReputationPart>> bySubject = new LinkedHashMap<>();
    for (ReputationPart one : answers) {
      lists.add(one.list());
      bySubject.computeIfAbsent(one.subject(), key -> new LinkedHashMap<>()).put(one.list(), one);
    }
    var rows = new ArrayList<Row>();
    bySubject.entrySet().stream()
        .limit(MAX_ROWS)
        .forEach(
            subject -> {
              var cells = new ArrayList<@Nullable ReputationPart>();
              lists.forEach(list -> cells.add(subject.getValue().get(list)));
              rows.add(new Row(subject.getKey(), cells));
            });
    return new ListGrid(
        kind, List.copyOf(lists), List.copyOf(rows), Math.max(0, bySubject.size() - MAX_ROWS));
  }

  /** How a cell looks: {@code bad}, {@code fair}, {@code good}, {@code unseen} or {@code quiet}. */
  static String look(@Nullable ReputationPart answer) {
    if (answer == null) {
      return "quiet";
    }
    return switch (answer.state()) {
      case "listed" ->
          answer.kind().equals("allow")
              ? "good"
              : "info".equals(answer.severity()) ? "fair" : "bad";
      case "clean" -> answer.kind().equals("allow") ? "quiet" : "good";
      case "list_broken" -> "quiet";
      default -> "unseen";
    };
  }

  /** The sign in a cell. */
  static String sign(@Nullable ReputationPart answer) {
    if (answer == null) {
      return "";
    }
    return switch (answer.state()) {
      case "listed" -> answer.kind().equals("allow") ? "✓" : "✗";
      case "clean" -> answer.kind().equals("allow") ? "–" : "✓";
      case "list_broken" -> "–";
      default -> "?";
    };
  }
}
