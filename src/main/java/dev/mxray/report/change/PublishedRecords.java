package dev.mxray.report.change;

import dev.mxray.report.CaaPart;
import dev.mxray.report.DanePart;
import dev.mxray.report.DkimPart;
import dev.mxray.report.MtaStsPart;
import dev.mxray.report.MxPart;
import dev.mxray.report.PtrPart;
import dev.mxray.report.Report;
import dev.mxray.report.ServerPart;
import dev.mxray.report.TlsPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a report says is published: by kind and name, empty where there is proved to be nothing. */
final class PublishedRecords {
  private static final String UNKNOWN = "unknown";
  private static final String ABSENT = "absent";

  /** A kind of record and where it stands. */
  record Key(String kind, String name) {}

  private final Report report;
  private final Visibility visibility;
  private final Map<Key, List<String>> seen = new LinkedHashMap<>();

  private PublishedRecords(Report report) {
    this.report = report;
    this.visibility = new Visibility(report);
  }

  /** What differs, where both reports saw it. */
  static List<RecordChange> changes(Report before, Report after) {
    PublishedRecords old = of(before);
    PublishedRecords now = of(after);
    old.addMissingKeys(after);
    now.addMissingKeys(before);
    var changes = new ArrayList<RecordChange>();
    old.seen.forEach(
        (key, values) -> {
          List<String> newer = now.seen.get(key);
          if (newer != null && !newer.equals(values)) {
            changes.add(new RecordChange(key.kind(), key.name(), values, newer));
          }
        });
    return List.copyOf(changes);
  }

  private static PublishedRecords of(Report report) {
    var records = new PublishedRecords(report);
    if (report.securityScore() != null) {
      records.collect();
    }
    return records;
  }

  private void collect() {
    String domain = report.domain();
    addExchanges(domain);
    add("spf", domain, report.spf().state(), report.spf().records());
    report.dkim().selectors().forEach(this::addKey);
    add("dmarc", "_dmarc." + domain, report.dmarc().state(), report.dmarc().records());
    one("mta_sts", "_mta-sts." + domain, report.mtaSts().state(), report.mtaSts().record());
    addStsPolicy("https://mta-sts." + domain + "/.well-known/mta-sts.txt");
    one("tls_rpt", "_smtp._tls." + domain, report.tlsRpt().state(), report.tlsRpt().record());
    one("bimi", "default._bimi." + domain, report.bimi().state(), report.bimi().record());
    if (!report.dnssec().state().equals(UNKNOWN)) {
      put("dnssec", domain, List.of(report.dnssec().state()));
    }
    report.caa().hosts().forEach(this::addAuthorities);
    report.ptrRecords().forEach(this::addReverse);
    report.smtpServers().forEach(this::addTlsa);
  }

  private void addExchanges(String domain) {
    MxPart mx = report.mx();
    if (mx.state().equals(UNKNOWN)) {
      return;
    }
    boolean own = mx.state().equals("present");
    put(
        "mx",
        domain,
        mx.state().equals("null_mx")
            ? List.of("0 .")
            : own
                ? mx.hosts().stream().map(host -> host.preference() + " " + host.host()).toList()
                : List.of());
    for (MxPart.Host host : mx.hosts()) {
      if (!host.addresses().isEmpty() && visibility.clear("mx", host.host())) {
        put("address", host.host(), host.addresses());
      }
    }
  }

  private void addKey(DkimPart.Selector selector) {
    if (selector.record() != null) {
      put("dkim", name(selector), List.of(selector.record()));
    }
  }

  private String name(DkimPart.Selector selector) {
    return selector.selector() + "._domainkey." + report.domain();
  }

  /** A selector of the other report is missing here only where that can be told. */
  private void addMissingKeys(Report other) {
    if (report.securityScore() == null) {
      return;
    }
    String state = report.dkim().state();
    boolean told =
        state.equals(ABSENT)
            || (!state.equals(UNKNOWN)
                && report.dkim().selectorsTried() >= other.dkim().selectorsTried()
                && visibility.clear("dkim", report.domain()));
    if (told) {
      List<String> own =
          report.dkim().selectors().stream().map(DkimPart.Selector::selector).toList();
      other.dkim().selectors().stream()
          .filter(selector -> !own.contains(selector.selector()))
          .forEach(selector -> put("dkim", name(selector), List.of()));
    }
  }

  private void addStsPolicy(String url) {
    MtaStsPart sts = report.mtaSts();
    MtaStsPart.Policy policy = sts.policy();
    if (policy != null) {
      put(
          "mta_sts_policy",
          url,
          List.of(
              "mode: " + policy.mode(),
              "max_age: " + policy.maxAge(),
              "mx: " + String.join(", ", policy.mx())));
    } else if (sts.state().equals(ABSENT)) {
      put("mta_sts_policy", url, List.of());
    }
  }

  private void addAuthorities(CaaPart.Host host) {
    if (visibility.clear("caa", host.host())) {
      put("caa", host.host(), host.records());
    }
  }

  private void addReverse(PtrPart ptr) {
    if (!ptr.names().isEmpty() || ptr.forwardConfirmed() != null) {
      put("ptr", ptr.address(), ptr.names());
    }
  }

  private void addTlsa(ServerPart server) {
    DanePart dane = Optional.ofNullable(server.tls()).map(TlsPart::dane).orElse(null);
    if (dane != null && !dane.state().equals(UNKNOWN)) {
      put("tlsa", "_" + server.port() + "._tcp." + server.host(), dane.records());
    }
  }

  private void one(String kind, String name, String state, @Nullable String record) {
    if (record != null) {
      add(kind, name, state, List.of(record));
    } else if (state.equals(ABSENT)) {
      add(kind, name, state, List.of());
    }
  }

  private void add(String kind, String name, String state, List<String> records) {
    if (!state.equals(UNKNOWN)) {
      put(kind, name, records);
    }
  }

  /** In an order of their own: the DNS has none. */
  private void put(String kind, String name, List<String> values) {
    List<String> sorted =
        kind.equals("mx") || kind.equals("mta_sts_policy")
            ? values
            : values.stream().sorted(Comparator.naturalOrder()).toList();
    seen.put(new Key(kind, name), List.copyOf(sorted));
  }
}
