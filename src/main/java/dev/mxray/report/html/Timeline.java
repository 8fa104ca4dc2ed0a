package dev.mxray.report.html;

import dev.mxray.report.CertificatePart;
import dev.mxray.report.Report;
import dev.mxray.report.ServerPart;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The certificates along time, each once, the one that ends first on top.
 *
 * @param now where the scan lies, in per mille of the width
 * @param from the day at the left end
 * @param to the day at the right end
 */
record Timeline(List<Bar> bars, int more, int now, String from, String to) {
  private static final int MAX_BARS = 30;
  private static final int WIDTH = 1000;
  private static final int DAY = 86_400;

  /** Less than this cannot be seen. */
  private static final int MIN_BAR = 4;

  /** Free space at each end, in per cent of the time between. */
  private static final int MARGIN = 4;

  /**
   * One certificate.
   *
   * @param at the servers that present it: {@code host:port}
   * @param begin in per mille of the width
   * @param state {@code good}, {@code soon} (30 days or less) or {@code bad} (not valid now)
   */
  record Bar(CertificatePart certificate, List<String> at, int begin, int length, String state) {}

  private record Span(CertificatePart certificate, long begin, long end, List<String> at) {}

  static @Nullable Timeline of(Report report) {
    Long now = seconds(report.scannedAt());
    List<Span> spans = spans(report);
    if (now == null || spans.isEmpty()) {
      return null;
    }
    long first = Math.min(now, spans.stream().mapToLong(Span::begin).min().orElse(now));
    long last = Math.max(now, spans.stream().mapToLong(Span::end).max().orElse(now));
    long margin = Math.max(DAY, (last - first) * MARGIN / 100);
    var scale = new Scale(first - margin, last + margin);
    return new Timeline(
        spans.stream().limit(MAX_BARS).map(span -> bar(span, now, scale)).toList(),
        Math.max(0, spans.size() - MAX_BARS),
        scale.at(now),
        day(first),
        day(last));
  }

  private record Scale(long first, long last) {
    int at(long second) {
      return (int) Math.round((double) WIDTH * (second - first) / (last - first));
    }
  }

  private static Bar bar(Span span, long now, Scale scale) {
    int begin = scale.at(span.begin());
    boolean valid = span.begin() <= now && now <= span.end();
    return new Bar(
        span.certificate(),
        span.at(),
        begin,
        Math.max(MIN_BAR, scale.at(span.end()) - begin),
        !valid ? "bad" : span.end() - now <= 30L * DAY ? "soon" : "good");
  }

  private static List<Span> spans(Report report) {
    Map<String, Span> byDigest = new LinkedHashMap<>();
    Stream.concat(report.smtpServers().stream(), report.mailboxServers().stream())
        .forEach(server -> add(byDigest, server));
    var spans = new ArrayList<>(byDigest.values());
    spans.sort(Comparator.comparingLong(Span::end));
    return spans;
  }

  private static void add(Map<String, Span> byDigest, ServerPart server) {
    CertificatePart certificate = server.tls() == null ? null : server.tls().certificate();
    if (certificate == null) {
      return;
    }
    Long begin = seconds(certificate.notBefore());
    Long end = seconds(certificate.notAfter());
    if (begin == null || end == null || end < begin) {
      return;
    }
    Span span =
        byDigest.computeIfAbsent(
            certificate.sha256(), key -> new Span(certificate, begin, end, new ArrayList<>()));
    String at = server.host() + ":" + server.port();
    if (!span.at().contains(at)) {
      span.at().add(at);
    }
  }

  private static @Nullable Long seconds(String time) {
    try {
      return Instant.parse(time).getEpochSecond();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String day(long seconds) {
    return Instant.ofEpochSecond(seconds).toString().substring(0, "2026-11-20".length());
  }
}
