package dev.mxray.watch.alert;

import dev.mxray.report.Printable;
import dev.mxray.text.Sentence;
import dev.mxray.watch.Alert;
import dev.mxray.watch.Change;
import dev.mxray.watch.ChangeWords;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

  private final ChangeWords words;

  AlertText(ChangeWords words) {
    this.words = words;
  }

  /** One line: the worst change, and how many others there are. */
  String subject(List<Alert> alerts) {
    List<Change> changes =
        alerts.stream()
            .flatMap(alert -> alert.changes().stream())
            .sorted(Comparator.comparingInt(one -> Alert.SEVERITIES.indexOf(one.severity())))
            .toList();
    String first = changes.isEmpty() ? value(null) : changes.get(0).text();
    String worst = Printable.cut(line(first), MAX_SUBJECT);
    return "[mxray] "
        + (changes.size() > 1
            ? words.say(Sentence.count("watch.and-more", changes.size() - 1, worst))
            : worst);
  }

  /** Plain text. */
  String plain(List<Alert> alerts) {
    var text = new StringBuilder();
    for (Alert alert : alerts) {
      text.append(heading(alert)).append("\n");
      for (Change change : alert.changes()) {
        text.append("\n  * ").append(change(change)).append('\n');
        if (change.type().equals("record_changed")) {
          text.append("      ").append(before(value(change.before()))).append('\n');
          text.append("      ").append(after(value(change.after()))).append('\n');
        }
        text.append("      ").append(firstSeen(change)).append('\n');
      }
      text.append('\n');
    }
    return text.append("-- \nmxray watch\n").toString();
  }

  /** HTML without anything from outside. */
  String html(List<Alert> alerts) {
    var html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"").append(words.language());
    html.append("\"><head><meta charset=\"utf-8\">");
    html.append("<title>").append(escaped(subject(alerts))).append("</title></head>\n");
    html.append("<body style=\"font-family:sans-serif\">\n");
    for (Alert alert : alerts) {
      html.append("<h2 style=\"font-size:1.1em\">").append(escaped(heading(alert)));
      html.append("</h2>\n<ul>\n");
      for (Change change : alert.changes()) {
        html.append("<li><b>[").append(escaped(words.severity(change.severity()))).append("]</b> ");
        html.append(escaped(line(change.text())));
        if (change.type().equals("record_changed")) {
          html.append("<br>")
              .append(before("<code>" + escaped(value(change.before())) + "</code>"));
          html.append("<br>").append(after("<code>" + escaped(value(change.after())) + "</code>"));
        }
        html.append("<br><small>").append(escaped(firstSeen(change)));
        html.append("</small></li>\n");
      }
      html.append("</ul>\n");
    }
    return html.append("<p><small>mxray watch</small></p>\n</body></html>\n").toString();
  }

  /** {@code example.com, score 85 (A), seen 2026-11-21 12:00:00 UTC}. */
  String heading(Alert alert) {
    String subject = line(alert.subject());
    String seen = time(alert.scannedAt());
    return words.say(
        alert.score() == null || !alert.profile().equals("full")
            ? Sentence.of("watch.heading", subject, seen)
            : Sentence.of(
                "watch.heading-with-score",
                subject,
                alert.score(),
                String.valueOf(alert.grade()),
                seen));
  }

  /** {@code [high] 192.0.2.1 is listed by …}. */
  String change(Change change) {
    return "[" + words.severity(change.severity()) + "] " + line(change.text());
  }

  /** Says that so many changes are left out. */
  String more(int number) {
    return words.say(Sentence.count("watch.more", number));
  }

  private String before(String value) {
    return words.say(Sentence.of("watch.old", value));
  }

  private String after(String value) {
    return words.say(Sentence.of("watch.new", value));
  }

  private String firstSeen(Change change) {
    return words.say(Sentence.of("watch.first-seen", time(change.since())));
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }

  private String value(@Nullable String value) {
    return value == null
        ? words.say(Sentence.of("watch.nothing"))
        : Printable.cut(line(value), MAX_VALUE);
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
