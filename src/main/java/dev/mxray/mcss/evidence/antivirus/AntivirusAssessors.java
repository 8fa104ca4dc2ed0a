package dev.mxray.mcss.evidence.antivirus;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Lines;
import dev.mxray.mcss.evidence.host.Presence;
import dev.mxray.mcss.evidence.host.Services;
import dev.mxray.mcss.evidence.milter.Filter;
import dev.mxray.mcss.evidence.milter.Link;
import dev.mxray.mcss.evidence.milter.Wiring;
import dev.mxray.mcss.evidence.packages.Maintenance;
import dev.mxray.mcss.evidence.packages.Product;
import dev.mxray.text.Sentence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What decides the controls about the malware scanner. */
public final class AntivirusAssessors {
  static final String STATUS = "antivirus/clamav/service_status.txt";
  private static final Set<String> SCANNER =
      Set.of("clamd", "clamav-daemon", "clamd@scan", "clamav-clamd");
  private static final Set<String> UPDATER = Set.of("freshclam", "clamav-freshclam");

  private AntivirusAssessors() {}

  public static Map<String, Assessor> all() {
    Map<String, Assessor> own = new LinkedHashMap<>();
    own.put("ANTIVIRUS-002", evidence -> Maintenance.of(evidence, Product.CLAMAV));
    own.put("ANTIVIRUS-003", Signatures::age);
    own.put(
        "ANTIVIRUS-004",
        evidence ->
            Services.of(evidence, STATUS, Services.LIST).runs("freshclam", UPDATER, STATUS));
    own.put("ANTIVIRUS-006", AntivirusAssessors::answers);
    own.put("ANTIVIRUS-007", Signatures::renewals);
    Map<String, Assessor> all = new LinkedHashMap<>();
    all.put("ANTIVIRUS-001", AntivirusAssessors::running);
    all.putAll(Presence.whereInstalled("clamav", "ClamAV", own));
    all.put("ANTIVIRUS-005", AntivirusAssessors::wired);
    return all;
  }

  private static HostVerdict running(Evidence evidence) {
    return Presence.absent(evidence, "clamav")
        .map(quote -> HostVerdict.fail(quote, Sentence.of("host.not-on-host", "ClamAV")))
        .orElseGet(
            () ->
                Services.of(evidence, STATUS, Services.LIST)
                    .runs(Sentence.of("antivirus.scanner"), SCANNER, STATUS));
  }

  private static HostVerdict answers(Evidence evidence) {
    Optional<EvidenceFile> file = evidence.file(STATUS);
    if (file.isEmpty()) {
      return HostVerdict.missing(STATUS);
    }
    Optional<Quote> ping = Lines.first(file.get(), text -> text.startsWith("ping_status: "));
    if (ping.isPresent()) {
      return ping.get().text().equals("ping_status: 0")
          ? HostVerdict.pass(ping.get(), Sentence.of("antivirus.answers"))
          : HostVerdict.fail(ping.get(), Sentence.of("antivirus.silent"));
    }
    return Services.of(evidence, STATUS)
        .stopped(SCANNER)
        .map(quote -> HostVerdict.fail(quote, Sentence.of("antivirus.stopped")))
        .orElseGet(() -> HostVerdict.notAssessed(Sentence.of("antivirus.no-answer", STATUS)));
  }

  private static HostVerdict wired(Evidence evidence) {
    Optional<Wiring> wiring = Wiring.of(evidence);
    if (wiring.isEmpty()) {
      return Wiring.missing();
    }
    Optional<Link> direct =
        wiring.get().incoming(Filter.CLAMAV).or(() -> wiring.get().incoming(Filter.AMAVIS));
    if (direct.isPresent()) {
      return HostVerdict.pass(direct.get().quote(), Sentence.of("antivirus.wired"));
    }
    Optional<EvidenceFile> module =
        evidence.under("antispam/rspamd/config_files/").stream()
            .filter(file -> file.path().endsWith("/antivirus.conf"))
            .findFirst();
    Optional<Link> rspamd = wiring.get().incoming(Filter.RSPAMD);
    if (rspamd.isPresent() && module.isPresent()) {
      Optional<Quote> server =
          Lines.first(module.get(), text -> text.strip().matches("(servers|type) *[=:].*"));
      if (server.isPresent()) {
        return HostVerdict.pass(server.get(), Sentence.of("antivirus.wired-by-rspamd"));
      }
    }
    return HostVerdict.fail(wiring.get().shown(), Sentence.of("antivirus.not-wired"));
  }
}
