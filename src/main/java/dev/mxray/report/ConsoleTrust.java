package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chains of trust, TLSA and CAA records, and how mail gets to each exchange. */
final class ConsoleTrust {
  private static final int MAX_ROWS = 16;
  private static final int MAX_NAME = 32;
  private static final int LABEL = 10;
  private static final int COLUMN = 16;

  private final Page page;

  private ConsoleTrust(Page page) {
    this.page = page;
  }

  static void write(Page page, Report report) {
    boolean looked =
        !report.dnssec().exchanges().isEmpty()
            || report.dnssec().link() != null
            || !report.caa().hosts().isEmpty()
            || !report.dnssec().state().equals("unknown");
    if (!looked) {
      return;
    }
    page.heading(page.texts().of("trust"));
    var section = new ConsoleTrust(page);
    section.chains(report.dnssec());
    section.records(report.smtpServers());
    section.authorities(report.caa());
    section.delivery(report.delivery());
  }

  private void chains(DnssecPart dnssec) {
    var line =
        row("DNSSEC", Words.known(page.texts(), "dnssec", dnssec.state()), ofTrust(dnssec.state()));
    why(line, dnssec.state(), dnssec.link(), dnssec.reason());
    page.add(2, 2 + LABEL, line);
    for (DnssecPart.Zone zone : dnssec.zones().stream().limit(MAX_ROWS).toList()) {
      page.add(
          2 + LABEL,
          2 + LABEL + 2,
          page.line()
              .say(Style.QUIET, "trust.zone")
              .put(Style.QUIET, " ")
              .put(Words.cutShort(zone.zone()))
              .put(
                  Style.QUIET,
                  "  "
                      + Words.cutShort(
                          Stream.concat(zone.algorithms().stream(), zone.digests().stream())
                              .collect(Collectors.joining(", ")))));
    }
    for (DnssecPart.Exchange exchange :
        dnssec.exchanges().stream()
            .filter(one -> !one.state().equals(dnssec.state()))
            .limit(MAX_ROWS)
            .toList()) {
      var other =
          page.line()
              .put(Words.cutShort(exchange.host()) + ": ")
              .put(
                  ofTrust(exchange.state()), Words.known(page.texts(), "dnssec", exchange.state()));
      why(other, exchange.state(), exchange.link(), exchange.reason());
      page.add(2 + LABEL, 2 + LABEL + 2, other);
    }
  }

  private static void why(
      Line line,
      String state,
      @org.jspecify.annotations.Nullable String link,
      @org.jspecify.annotations.Nullable String reason) {
    if (link != null) {
      line.put("  ").say("at", Words.cutShort(link));
    }
    if (reason != null && !state.equals("insecure")) {
      line.put((link == null ? "  " : ": ") + Words.cutShort(reason));
    }
  }

  /** One line for each host and state; the records are in the JSON form. */
  private void records(List<ServerPart> servers) {
    Map<String, Long> rows = new LinkedHashMap<>();
    Map<String, Style> styles = new LinkedHashMap<>();
    for (ServerPart server : servers) {
      DanePart dane = server.tls() == null ? null : server.tls().dane();
      if (dane == null || dane.state().equals("absent")) {
        continue;
      }
      String text =
          server.host()
              + ": "
              + Words.known(page.texts(), "dane", dane.state())
              + " ("
              + dane.records().stream()
                  .map(ConsoleTrust::parameters)
                  .collect(Collectors.joining(", "))
              + ")"
              + (dane.rollover() == null
                  ? ""
                  : "; "
                      + page.texts()
                          .of(
                              dane.rollover().equals("single")
                                  ? "trust.single"
                                  : "trust.rollover"));
      rows.merge(text, 1L, Long::sum);
      styles.put(text, ofMatch(dane.state()));
    }
    boolean first = true;
    for (Map.Entry<String, Long> entry : rows.entrySet().stream().limit(MAX_ROWS).toList()) {
      var line =
          page.line()
              .pad(Style.QUIET, first ? "DANE" : "", LABEL)
              .put(
                  styles.getOrDefault(entry.getKey(), Style.PLAIN), Words.cutShort(entry.getKey()));
      if (entry.getValue() > 1) {
        line.put(Style.QUIET, "  ").say(Style.QUIET, "trust.addresses", entry.getValue());
      }
      page.add(2, 2 + LABEL, line);
      first = false;
    }
  }

  private static String parameters(String record) {
    return record.length() > 5 ? record.substring(0, 5) : record;
  }

  private void authorities(CaaPart caa) {
    if (caa.hosts().isEmpty()) {
      return;
    }
    List<String> sets =
        caa.hosts().stream()
            .filter(host -> host.foundAt() != null)
            .map(host -> host.foundAt() + ": " + String.join(", ", host.records()))
            .distinct()
            .toList();
    page.add(
        2,
        2 + LABEL,
        sets.isEmpty()
            ? row(
                "CAA",
                page.texts().of(caa.state().equals("absent") ? "none" : "not-seen"),
                Style.PLAIN)
            : row(
                "CAA",
                sets.stream().limit(MAX_ROWS).collect(Collectors.joining("; ")),
                Style.PLAIN));
  }

  private void delivery(List<DeliveryPart> delivery) {
    if (delivery.isEmpty()) {
      return;
    }
    int name =
        delivery.stream()
            .limit(MAX_ROWS)
            .mapToInt(one -> Line.columns(Printable.of(one.host(), page.unicode())))
            .filter(columns -> columns <= MAX_NAME)
            .max()
            .orElse(0);
    page.blank();
    page.add(
        2,
        page.line()
            .pad(Style.QUIET, page.texts().of("delivery.to"), name)
            .put("  ")
            .pad(Style.QUIET, page.texts().of("delivery.plain"), COLUMN)
            .pad(Style.QUIET, page.texts().of("delivery.sts"), COLUMN)
            .say(Style.QUIET, "delivery.dane"));
    for (DeliveryPart one : delivery.stream().limit(MAX_ROWS).toList()) {
      page.add(
          2,
          page.line()
              .pad(Style.PLAIN, Words.cutShort(one.host()), name)
              .put("  ")
              .pad(ofDelivered(one.plain()), word(one.plain()), COLUMN)
              .pad(ofDelivered(one.mtaSts()), word(one.mtaSts()), COLUMN)
              .put(ofDelivered(one.dane()), word(one.dane())));
    }
    if (delivery.size() > MAX_ROWS) {
      page.add(2, page.line().say("more-hosts", delivery.size() - MAX_ROWS));
    }
  }

  private Line row(String label, String value, Style style) {
    return page.line().pad(Style.QUIET, label, LABEL).put(style, Words.cut(value));
  }

  private String word(String delivered) {
    return Words.known(page.texts(), "delivered", delivered);
  }

  private static Style ofDelivered(String delivered) {
    return switch (delivered) {
      case "verified" -> Style.GOOD;
      case "cleartext" -> Style.BAD;
      case "not_delivered" -> Style.WORST;
      default -> Style.PLAIN;
    };
  }

  private static Style ofTrust(String state) {
    return switch (state) {
      case "secure" -> Style.GOOD;
      case "bogus" -> Style.WORST;
      default -> Style.FAIR;
    };
  }

  private static Style ofMatch(String state) {
    return switch (state) {
      case "match" -> Style.GOOD;
      case "mismatch" -> Style.WORST;
      default -> Style.FAIR;
    };
  }
}
