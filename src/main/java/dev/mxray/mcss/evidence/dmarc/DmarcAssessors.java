package dev.mxray.mcss.evidence.dmarc;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Presence;
import dev.mxray.mcss.evidence.host.Services;
import dev.mxray.mcss.evidence.milter.Filter;
import dev.mxray.mcss.evidence.milter.Link;
import dev.mxray.mcss.evidence.milter.Wiring;
import dev.mxray.text.Sentence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What decides the controls about evaluating DMARC. The catalogue names OpenDMARC; Rspamd does it
 * as well, and the reasons say which it was.
 */
public final class DmarcAssessors {
  private static final String STATUS = "dmarc/service_status.txt";
  private static final String RSPAMD = "antispam/rspamd/service_status.txt";

  private DmarcAssessors() {}

  public static Map<String, Assessor> all() {
    Map<String, Assessor> all = new LinkedHashMap<>();
    all.put("DMARC-001", DmarcAssessors::evaluated);
    all.put("DMARC-002", DmarcAssessors::wired);
    all.put("DMARC-003", DmarcAssessors::running);
    all.put("DMARC-004", DmarcReports::evaluated);
    all.put("DMARC-005", DmarcReports::recorded);
    return all;
  }

  /** Rspamd evaluates DMARC unless OpenDMARC is asked, or its module is off. */
  static boolean byRspamd(Evidence evidence) {
    boolean wired =
        Wiring.of(evidence)
            .filter(wiring -> wiring.incoming(Filter.OPENDMARC).isEmpty())
            .flatMap(wiring -> wiring.incoming(Filter.RSPAMD))
            .isPresent();
    boolean off =
        evidence.under("antispam/rspamd/config_files/").stream()
            .filter(file -> file.path().endsWith("/dmarc.conf"))
            .flatMap(file -> file.lines().stream())
            .takeWhile(line -> !line.contains("reporting"))
            .anyMatch(line -> line.strip().matches("enabled *[=:] *(false|no);?"));
    return wired && !off;
  }

  private static HostVerdict evaluated(Evidence evidence) {
    if (byRspamd(evidence)) {
      return Wiring.of(evidence)
          .flatMap(wiring -> wiring.incoming(Filter.RSPAMD))
          .map(link -> HostVerdict.pass(link.quote(), Sentence.of("dmarc-host.rspamd-evaluates")))
          .orElseGet(Wiring::missing);
    }
    Optional<Quote> absent = Presence.absent(evidence, "opendmarc");
    if (absent.isPresent()) {
      return HostVerdict.fail(absent.get(), Sentence.of("dmarc-host.nothing-evaluates"));
    }
    return service(evidence);
  }

  private static HostVerdict service(Evidence evidence) {
    return Services.of(evidence, STATUS, Services.LIST)
        .runs("OpenDMARC", Set.of("opendmarc"), STATUS);
  }

  private static HostVerdict running(Evidence evidence) {
    if (byRspamd(evidence)) {
      return Services.of(evidence, RSPAMD, Services.LIST)
          .runs(Sentence.of("dmarc-host.rspamd"), Set.of("rspamd"), RSPAMD);
    }
    return Presence.absent(evidence, "opendmarc")
        .map(
            quote -> HostVerdict.notApplicable(quote, Sentence.of("host.not-on-host", "OpenDMARC")))
        .orElseGet(() -> service(evidence));
  }

  private static HostVerdict wired(Evidence evidence) {
    Optional<Wiring> wiring = Wiring.of(evidence);
    if (wiring.isEmpty()) {
      return Wiring.missing();
    }
    Optional<Link> link = wiring.get().incoming(Filter.OPENDMARC);
    if (link.isPresent()) {
      return wiring.get().before(Filter.OPENDKIM, Filter.OPENDMARC)
          ? HostVerdict.pass(link.get().quote(), Sentence.of("dmarc-host.wired"))
          : HostVerdict.fail(link.get().quote(), Sentence.of("dmarc-host.before-dkim"));
    }
    return wiring
        .get()
        .incoming(Filter.RSPAMD)
        .filter(found -> byRspamd(evidence))
        .map(found -> HostVerdict.pass(found.quote(), Sentence.of("dmarc-host.wired-rspamd")))
        .orElseGet(
            () -> HostVerdict.fail(wiring.get().shown(), Sentence.of("dmarc-host.not-wired")));
  }
}
