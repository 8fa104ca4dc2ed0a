package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import java.util.List;
import java.util.stream.Collectors;

/** The exchanges with their addresses. */
final class ConsoleRouting {
  private static final int MAX_HOSTS = 20;
  private static final int MAX_ADDRESSES = 12;
  private static final int MAX_NAME = 32;

  private ConsoleRouting() {}

  static void write(Page page, MxPart mx) {
    page.heading(page.texts().of("mx"));
    switch (mx.state()) {
      case "present" -> {}
      case "unknown" -> page.add(2, page.line().say(Style.FAIR, "not-seen.sentence"));
      default -> page.add(2, page.line().put(Words.known(page.texts(), "mx", mx.state())));
    }
    int name =
        mx.hosts().stream()
            .limit(MAX_HOSTS)
            .mapToInt(host -> Line.columns(Printable.of(host.host(), page.unicode())))
            .filter(columns -> columns <= MAX_NAME)
            .max()
            .orElse(0);
    int digits =
        mx.hosts().stream()
            .limit(MAX_HOSTS)
            .mapToInt(host -> Integer.toString(host.preference()).length())
            .max()
            .orElse(0);
    for (MxPart.Host host : mx.hosts().stream().limit(MAX_HOSTS).toList()) {
      String preference = Integer.toString(host.preference());
      var line =
          page.line()
              .put(Style.QUIET, " ".repeat(digits - preference.length()) + preference)
              .put("  ")
              .pad(Style.STRONG, Words.cutShort(host.host()), name)
              .put("  ");
      page.add(2, 2 + digits + 2 + name + 2, addresses(line, host.addresses()));
    }
    if (mx.hosts().size() > MAX_HOSTS) {
      page.add(2, page.line().say("more-hosts", mx.hosts().size() - MAX_HOSTS));
    }
  }

  private static Line addresses(Line line, List<String> addresses) {
    if (addresses.isEmpty()) {
      return line.say(Style.FAIR, "mx.no-address");
    }
    line.put(
        addresses.stream()
            .limit(MAX_ADDRESSES)
            .map(Words::cutShort)
            .collect(Collectors.joining(", ")));
    return addresses.size() > MAX_ADDRESSES
        ? line.put(" ").say("more", addresses.size() - MAX_ADDRESSES)
        : line;
  }
}
