package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.ZoneClient;
import dev.mxray.check.dmarc.DmarcProbe;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DmarcPartTest {

  private static DmarcPart part(String domain, String zone) {
    return DmarcPart.of(DmarcProbe.observe(domain, new ZoneClient(zone)).join(), List.of());
  }

  @Test
  void a_record_is_shown_with_fallbacks_and_defaults() {
    DmarcPart part =
        part("example.com", "_dmarc.example.com. TXT \"v=DMARC1\\; p=reject\\; sp=quarantine\"");
    assertThat(part)
        .returns("present", DmarcPart::state)
        .returns("v=DMARC1; p=reject; sp=quarantine", DmarcPart::record)
        .returns("_dmarc.example.com", DmarcPart::foundAt)
        .returns("example.com", DmarcPart::organizationalDomain)
        .returns("reject", DmarcPart::policy)
        .returns("quarantine", DmarcPart::subdomainPolicy)
        .returns("quarantine", DmarcPart::nonexistentSubdomainPolicy)
        .returns("r", DmarcPart::adkim)
        .returns("r", DmarcPart::aspf)
        .returns(false, DmarcPart::testing)
        .returns("u", DmarcPart::psd)
        .returns("0", DmarcPart::fo)
        .returns(List.of(), DmarcPart::rua);
    assertThat(part.treeWalk())
        .containsExactly(
            new DmarcPart.Step("_dmarc.example.com", "record"),
            new DmarcPart.Step("_dmarc.com", "none"));
  }

  @Test
  void names_above_a_psd_n_record_are_no_part_of_the_walk() {
    DmarcPart part =
        part(
            "a.example.com",
            """
            _dmarc.example.com. TXT "v=DMARC1\\; p=none\\; psd=n"
            _dmarc.com. TXT "v=DMARC1\\; p=reject"
            """);
    assertThat(part.treeWalk())
        .containsExactly(
            new DmarcPart.Step("_dmarc.a.example.com", "none"),
            new DmarcPart.Step("_dmarc.example.com", "record"));
  }

  @Test
  void several_records_are_listed_and_none_applies() {
    assertThat(
            part(
                "example.com",
                """
                _dmarc.example.com. TXT "v=DMARC1\\; p=reject"
                _dmarc.example.com. TXT "v=DMARC1\\; p=none"
                """))
        .returns("present", DmarcPart::state)
        .returns(null, DmarcPart::record)
        .returns(null, DmarcPart::policy)
        .returns(2, part -> part.records().size())
        .returns("several", part -> part.treeWalk().get(0).result());
  }

  @Test
  void no_record_is_absent_and_a_failed_question_is_unknown() {
    assertThat(part("example.com", "example.com. A 192.0.2.1"))
        .returns("absent", DmarcPart::state)
        .returns(null, DmarcPart::foundAt);
    assertThat(part("example.com", "!timeout _dmarc.example.com TXT"))
        .returns("unknown", DmarcPart::state)
        .returns("unknown", part -> part.treeWalk().get(0).result());
  }

  @Test
  void report_uris_say_whether_the_destination_agreed() {
    DmarcPart part =
        part(
            "example.com",
            """
            _dmarc.example.com. TXT ( "v=DMARC1\\; rua=mailto:a@example.com,mailto:a@no.test,"
                                      "mailto:a@yes.test,mailto:a@unseen.test,junk" )
            example.com._report._dmarc.yes.test. TXT "v=DMARC1"
            !timeout example.com._report._dmarc.unseen.test TXT
            """);
    assertThat(part.rua())
        .containsExactly(
            new DmarcPart.ReportUri("mailto:a@example.com", false, true),
            new DmarcPart.ReportUri("mailto:a@no.test", true, false),
            new DmarcPart.ReportUri("mailto:a@yes.test", true, true),
            new DmarcPart.ReportUri("mailto:a@unseen.test", true, null),
            new DmarcPart.ReportUri("junk", false, null));
  }

  @Test
  void a_bad_policy_is_not_shown_as_one() {
    assertThat(part("example.com", "_dmarc.example.com. TXT \"v=DMARC1\\; p=rejct\""))
        .returns("present", DmarcPart::state)
        .returns(null, DmarcPart::policy)
        .returns(null, DmarcPart::subdomainPolicy);
  }
}
