package dev.mxray.check.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.ZoneClient;
import dev.mxray.check.dkim.DkimObservation;
import dev.mxray.check.dkim.DkimProbe;
import dev.mxray.check.dkim.DkimSearch;
import dev.mxray.check.dkim.Selectors;
import dev.mxray.check.dmarc.DmarcObservation;
import dev.mxray.check.dmarc.DmarcProbe;
import dev.mxray.check.ptr.PtrObservation;
import dev.mxray.check.sender.SenderRequirements.Receiver;
import dev.mxray.check.sender.SenderRequirements.Requirement;
import dev.mxray.check.sender.SenderRequirements.Status;
import dev.mxray.check.sender.Spoofability.Verdict;
import dev.mxray.check.spf.SpfObservation;
import dev.mxray.check.spf.SpfProbe;
import dev.mxray.check.spf.SpfRules;
import dev.mxray.domain.PublicSuffixes;
import dev.mxray.key.SharedFactors;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What SPF, DKIM and DMARC come to together. */
final class SpoofabilityTest {
  private static final String DOMAIN = "example.com";
  private static final String SPF = "example.com. TXT \"v=spf1 ip4:25.0.0.1 -all\"\n";

  private record Seen(SpfObservation spf, DkimObservation dkim, DmarcObservation dmarc) {
    static Seen of(String zone) {
      var client = new ZoneClient(zone);
      return new Seen(
          SpfProbe.observe(DOMAIN, client, PublicSuffixes::bundled).join(),
          DkimProbe.observe(
                  new DkimSearch(
                      DOMAIN,
                      Selectors.bundled(),
                      List.of("s1"),
                      false,
                      LocalDate.of(2026, 11, 21),
                      "mxray-random",
                      new SharedFactors()),
                  client)
              .join(),
          DmarcProbe.observe(DOMAIN, client).join());
    }

    Spoofability spoofability() {
      return Spoofability.of(spf, dkim, dmarc, SpfRules.judge(spf, false, dmarc.enforced()));
    }

    List<SenderRequirements.Line> requirements() {
      return SenderRequirements.of(spf, dkim, dmarc, PtrObservation.none());
    }
  }

  private static String dmarc(String text) {
    return "_dmarc.example.com. TXT \"" + text.replace(";", "\\;") + "\"\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=DMARC1; p=reject                    | REJECTED",
        "v=DMARC1; p=quarantine                | QUARANTINED",
        "v=DMARC1; p=none                      | OPEN",
        "v=DMARC1; p=quarantine; t=y           | OPEN",
        "v=DMARC1; p=reject; t=y               | QUARANTINED",
        "v=DMARC1; p=reject; sp=none           | SUBDOMAINS",
        "v=DMARC1; p=reject; np=none           | SUBDOMAINS",
        "v=DMARC1; p=reject; sp=none; np=none  | SUBDOMAINS",
        "v=DMARC1; p=none; sp=reject           | OPEN",
        "v=DMARC1; p=rejct                     | OPEN",
        "v=dmarc1; p=reject                    | OPEN",
      })
  void the_policy_that_applies_decides(String record, Verdict verdict) {
    assertThat(Seen.of(SPF + dmarc(record)).spoofability().verdict()).isEqualTo(verdict);
  }

  @Test
  void who_passes_spf_passes_dmarc() {
    String open = "example.com. TXT \"v=spf1 +all\"\n" + dmarc("v=DMARC1; p=reject");
    assertThat(Seen.of(open).spoofability())
        .returns(Verdict.OPEN, Spoofability::verdict)
        .satisfies(
            seen ->
                assertThat(seen.proof())
                    .anyMatch(line -> line.startsWith("spf-pass-all: ") && line.contains("+all")));
  }

  @Test
  void what_was_not_seen_is_no_verdict() {
    Spoofability seen =
        Seen.of(SPF + "!timeout _dmarc.example.com TXT\n!timeout _dmarc.com TXT\n").spoofability();
    assertThat(seen.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void the_proof_quotes_the_records() {
    assertThat(Seen.of(SPF + dmarc("v=DMARC1; p=reject")).spoofability().proof())
        .containsExactly(
            "DMARC: _dmarc.example.com says v=DMARC1; p=reject (reject for example.com, reject for"
                + " existing subdomains, reject for others)",
            "SPF: example.com says v=spf1 ip4:25.0.0.1 -all",
            "DKIM: it is proved that there is no key: nobody passes");
  }

  @Test
  void requirements_are_met_not_met_or_not_visible() {
    List<SenderRequirements.Line> lines = Seen.of(SPF + dmarc("v=DMARC1; p=none")).requirements();
    assertThat(lines)
        .contains(
            new SenderRequirements.Line(Receiver.GMAIL, Requirement.SPF, Status.MET),
            new SenderRequirements.Line(Receiver.GMAIL, Requirement.DKIM, Status.NOT_MET),
            new SenderRequirements.Line(Receiver.MICROSOFT, Requirement.DMARC, Status.MET),
            new SenderRequirements.Line(Receiver.YAHOO, Requirement.TLS, Status.NOT_VISIBLE))
        .noneMatch(
            line -> line.receiver() == Receiver.MICROSOFT && line.requirement() == Requirement.TLS);
  }

  @Test
  void a_key_that_may_be_somewhere_is_not_visible() {
    String somewhere = SPF + "x._domainkey.example.com. TXT \"v=DKIM1\\; p=\"\n";
    assertThat(Seen.of(somewhere).requirements())
        .contains(
            new SenderRequirements.Line(Receiver.GMAIL, Requirement.DKIM, Status.NOT_VISIBLE));
  }

  @Test
  void nothing_is_asked_of_a_domain_that_sends_nothing() {
    assertThat(Seen.of("example.com. TXT \"v=spf1 -all\"\n").requirements()).isEmpty();
  }

  @Test
  void unseen_requirements_are_not_visible() {
    assertThat(
            Seen.of(
                    """
                    !timeout example.com TXT
                    !timeout _dmarc.example.com TXT
                    !timeout _dmarc.com TXT
                    !timeout _domainkey.example.com TXT
                    !timeout mxray-random._domainkey.example.com TXT
                    """)
                .requirements())
        .allMatch(line -> line.status() == Status.NOT_VISIBLE);
  }
}
