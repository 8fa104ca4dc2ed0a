package dev.mxray.watch.alert;

import dev.mxray.report.Printable;
import dev.mxray.watch.Alert;
import dev.mxray.watch.Change;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Alerts for people: a subject, plain text, HTML. Values come from the network: what is not
 * printable is shown as such, and nothing breaks out of HTML or a header.
 */
final class AlertText {
  private static final int MAX_SUBJECT = 120;
  private static final int MAX_VALUE = 600;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private AlertText() {}

  /** One line: the worst change, and how many others there are. */
  static String subject(List<Alert> alerts) {
    List<Change> changes =
        alerts.stream()
            .flatMap(alert -> alert.changes().stream())
            .sorted(Comparator.comparingInt(one -> Alert.SEVERITIES.indexOf(one.severity())))
            .toList();
    String first = changes.isEmpty() ? "nothing" : changes.get(0).text();
    String more = changes.size() > 1 ? " (and " + (changes.size() - 1) + " more)" : "";
    return "[mxray] " + Printable.cut(line(first), MAX_SUBJECT) + more;
  }

  /** Plain text. */
  static String plain(List<Alert> alerts) {
    var text = new StringBuilder();
    for (Alert alert : alerts) {
      text.append(heading(alert)).append("\n");
      for (Change change : alert.changes()) {
        text.append("\n  * [").append(change.severity()).append("] ");
        text.append(line(change.text())).append('\n');
        if (change.type().equals("record_changed")) {
          text.append("      old: ").append(value(change.before())).append('\n');
          text.append("      new: ").append(value(change.after())).append('\n');
        }
        text.append("      first seen: ").append(time(change.since())).append('\n');
      }
      text.append('\n');
    }
    return text.append("-- \nmxray watch\n").toString();
  }

  /** HTML without anything from outside. */
  static String html(List<Alert> alerts) {
    var html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    html.append("<title>").append(escaped(subject(alerts))).append("</title></head>\n");
    html.append("<body style=\"font-family:sans-serif\">\n");
    for (Alert alert : alerts) {
      html.append("<h2 style=\"font-size:1.1em\">").append(escaped(heading(alert)));
      html.append("</h2>\n<ul>\n");
      for (Change change : alert.changes()) {
        html.append("<li><b>[").append(escaped(change.severity())).append("]</b> ");
        html.append(escaped(line(change.text())));
        if (change.type().equals("record_changed")) {
          html.append("<br>old: <code>").append(escaped(value(change.before())));
          html.append("</code><br>new: <code>").append(escaped(value(change.after())));
          html.append("</code>");
        }
        html.append("<br><small>first seen: ").append(time(change.since()));
        html.append("</small></li>\n");
      }
      html.append("</ul>\n");
    }
    return html.append("<p><small>mxray watch</small></p>\n</body></html>\n").toString();
  }

  /** {@code example.com, score 85 (A), seen 2026-11-21 12:00:00 UTC}. */
  static String heading(Alert alert) {
    String score =
        alert.score() == null || !alert.profile().equals("full")
            ? ""
            : ", score " + alert.score() + " (" + alert.grade() + ")";
    return line(alert.subject()) + score + ", seen " + time(alert.scannedAt());
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }

  private static String value(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "nothing" : Printable.cut(line(value), MAX_VALUE);
  }

  /** On one line. */
  static String line(String text) {
    return Printable.of(text.replace("\n", " / "), /* unicode= */ true);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
