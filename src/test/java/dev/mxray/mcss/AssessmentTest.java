package dev.mxray.mcss;

import static dev.mxray.finding.FindingType.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.finding.Finding;
import dev.mxray.finding.Severity;
import dev.mxray.mcss.OutsideView.Topic;
import dev.mxray.mcss.ServerView.StartTls;
import dev.mxray.mcss.ServerView.State;
import dev.mxray.text.Sentence;
import dev.mxray.text.Wording;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssessmentTest {
  private static final Servers GOOD = Servers.good();
  private static final Servers OTHER = GOOD.at("mx2.example.com", "25.0.0.2", 25);

  @Test
  void what_nobody_saw_is_not_assessed() {
    Assessment assessment = Assessment.of(Views.nothing().view(), Catalogue.english());

    assertThat(assessment.controls())
        .hasSize(Catalogue.CONTROLS)
        .allMatch(decision -> decision.status() == Status.NOT_ASSESSED);
    assertThat(assessment.extensions())
        .allMatch(decision -> decision.status() == Status.NOT_ASSESSED);
    assertThat(assessment.summary())
        .isEqualTo(new Summary(0, 0, 0, 0, 0, Catalogue.CONTROLS, null, null));
  }

  @Test
  void a_published_record_passes_no_control_about_verifying_incoming_mail() {
    Views perfect = Views.whole(Topic.values());

    for (String control : List.of("SPF-001", "SPF-004", "DMARC-001", "DMARC-005", "DKIM-005")) {
      assertThat(perfect.decide(control).status()).isEqualTo(Status.NOT_ASSESSED);
    }
    assertThat(perfect.decide("X-DMARC-001").status()).isEqualTo(Status.PASS);
  }

  @Test
  void a_control_of_the_host_says_where_its_evidence_would_be() {
    assertThat(Views.servers(GOOD).decide("MAC-002").evidence()).contains("mac/selinux_status.txt");
  }

  @Test
  void of_several_servers_the_worst_decides() {
    Servers expired = OTHER.certificate(Servers.good(-3, 90));

    Decision decision = Views.servers(GOOD, expired).decide("TLS-001");

    assertThat(decision.status()).isEqualTo(Status.PARTIAL);
    assertThat(decision.evidence())
        .startsWith("mx2.example.com[25.0.0.2]:25: expired")
        .doesNotContain("mx1");
    assertThat(Views.servers(expired).decide("TLS-001").status()).isEqualTo(Status.FAIL);
  }

  @Test
  void a_pass_is_only_indicative_when_a_server_was_not_seen() {
    assertThat(Views.servers(GOOD, OTHER).decide("TLS-001").strength()).isEqualTo(Strength.DIRECT);

    Decision one =
        Views.servers(GOOD, Servers.in(State.TIMEOUT).at("mx2.example.com", "25.0.0.2", 25))
            .decide("TLS-001");
    assertThat(one.status()).isEqualTo(Status.PASS);
    assertThat(one.strength()).isEqualTo(Strength.INDICATIVE);
    assertThat(one.evidence()).endsWith("; 1 not seen.");

    assertThat(Views.servers(GOOD).notProbed("mx11.example.com").decide("TLS-001").strength())
        .isEqualTo(Strength.INDICATIVE);
  }

  @Test
  void what_decided_a_control_is_said_in_italian_with_what_was_seen() {
    Servers expired = OTHER.certificate(Servers.good(-3, 90));

    assertThat(Views.servers(GOOD, expired).decide("TLS-001").told().in(Wording.in("it")))
        .isEqualTo("mx2.example.com[25.0.0.2]:25: scaduto; altrove va bene.");
    assertThat(Views.whole(Topic.REVERSE).decide("X-PTR-001").told().in(Wording.in("it")))
        .isEqualTo("Visto, senza nulla del genere da segnalare: il DNS inverso.");
    assertThat(Views.servers(GOOD).decide("MAC-002").told().in(Wording.in("it")))
        .isEqualTo(
            "L’esterno non lo mostra; sul server di posta lo mostra mac/selinux_status.txt.");
  }

  @Test
  void a_closed_submission_port_is_not_missed() {
    Servers closed = Servers.in(State.REFUSED).at("mx1.example.com", "25.0.0.1", 587);

    assertThat(Views.servers(GOOD, closed).decide("TLS-001").strength()).isEqualTo(Strength.DIRECT);
    assertThat(Views.servers(GOOD, closed).decide("AUTH-002").status())
        .isEqualTo(Status.NOT_ASSESSED);
  }

  @Test
  void a_server_without_tls_has_no_certificate_to_judge() {
    Views plain = Views.servers(GOOD.without(StartTls.NOT_OFFERED));

    assertThat(plain.decide("TLS-009").status()).isEqualTo(Status.FAIL);
    assertThat(plain.decide("TLS-001").status()).isEqualTo(Status.NOT_ASSESSED);
    assertThat(plain.decide("TLS-011").status()).isEqualTo(Status.NOT_ASSESSED);
  }

  @Test
  void a_certificate_of_ninety_days_fails_to_last_ninety_more_and_that_can_be_waived() {
    Decision acme = Views.servers(GOOD.certificate(Servers.good(60, 90))).decide("TLS-003");
    assertThat(acme.status()).isEqualTo(Status.FAIL);
    assertThat(acme.waivable()).isTrue();
    assertThat(acme.evidence()).contains("60 of 90 days left, waivable");

    Decision neglected = Views.servers(GOOD.certificate(Servers.good(60, 365))).decide("TLS-003");
    assertThat(neglected.status()).isEqualTo(Status.FAIL);
    assertThat(neglected.waivable()).isFalse();

    assertThat(Views.servers(GOOD.certificate(Servers.good(-1, 90))).decide("TLS-003").waivable())
        .as("an expired certificate is never waived")
        .isFalse();
    assertThat(
            Views.servers(
                    GOOD.certificate(Servers.good(60, 90)), OTHER.certificate(Servers.good(9, 365)))
                .decide("TLS-003")
                .waivable())
        .as("when one of the failures cannot be waived")
        .isFalse();
  }

  @Test
  void thirty_days_are_enough_and_twenty_nine_are_not() {
    assertThat(Views.servers(GOOD.certificate(Servers.good(30, 365))).decide("TLS-002").status())
        .isEqualTo(Status.PASS);
    assertThat(Views.servers(GOOD.certificate(Servers.good(29, 365))).decide("TLS-002").status())
        .isEqualTo(Status.FAIL);
  }

  @Test
  void controls_of_software_need_a_greeting_that_names_it() {
    assertThat(Views.servers(GOOD).decide("POSTFIX-016").status()).isEqualTo(Status.NOT_ASSESSED);
    assertThat(Views.servers(GOOD.software("postfix")).decide("POSTFIX-016").status())
        .isEqualTo(Status.PASS);
    assertThat(Views.servers(GOOD.software("postfix")).decide("POSTFIX-003").evidence())
        .contains("postfix/config_active/postconf_n.txt");
  }

  @Test
  void a_mail_server_rules_out_another_one_when_every_exchange_names_it() {
    Decision exim =
        Views.servers(GOOD.software("postfix"), OTHER.software("postfix")).decide("EXIM-004");
    assertThat(exim.status()).isEqualTo(Status.NA);
    assertThat(exim.basis()).isEqualTo(Basis.OBSERVED);
    assertThat(exim.strength()).isEqualTo(Strength.INDICATIVE);

    assertThat(Views.servers(GOOD.software("postfix"), OTHER).decide("EXIM-004").status())
        .as("the other exchange may be an Exim")
        .isEqualTo(Status.NOT_ASSESSED);
    assertThat(
            Views.servers(
                    GOOD.software("postfix"),
                    Servers.in(State.TIMEOUT).at("mx2.example.com", "25.0.0.2", 25))
                .decide("EXIM-004")
                .status())
        .isEqualTo(Status.NOT_ASSESSED);
    assertThat(
            Views.servers(GOOD.software("postfix"))
                .notProbed("mx2.example.com")
                .decide("EXIM-004")
                .status())
        .isEqualTo(Status.NOT_ASSESSED);
  }

  @Test
  void a_mail_server_says_nothing_about_the_mailbox_server_beside_it() {
    assertThat(Views.servers(GOOD.software("postfix")).decide("DOVECOT-014").status())
        .isEqualTo(Status.NOT_ASSESSED);
    assertThat(Views.servers(GOOD.software("postfix")).decide("CYRUS-012").status())
        .isEqualTo(Status.NOT_ASSESSED);
  }

  @Test
  void a_domain_that_takes_no_mail_has_no_server_to_judge() {
    assertThat(Views.nothing().takesNoMail().decide("TLS-001").status()).isEqualTo(Status.NA);
    assertThat(Views.nothing().takesNoMail().decide("X-PTR-001").status()).isEqualTo(Status.NA);
    assertThat(Views.whole(Topic.REVERSE).takesNoMail().decide("X-PTR-001").status())
        .as("that of its senders was seen")
        .isEqualTo(Status.PASS);
    assertThat(Views.noKeys().sendsNoMail().decide("DKIM-001").status()).isEqualTo(Status.NA);
    assertThat(Views.noKeys().takesNoMail().decide("DKIM-001").status()).isEqualTo(Status.FAIL);
  }

  @Test
  void a_domain_that_does_not_exist_fails_its_routing_and_nothing_else() {
    Assessment assessment =
        Assessment.of(Views.nothing().with(DOMAIN_NOT_FOUND).view(), Catalogue.english());

    assertThat(assessment.summary().assessed()).isZero();
    assertThat(assessment.extensions())
        .filteredOn(Decision::assessed)
        .singleElement()
        .returns("X-MX-001", decision -> decision.control().id())
        .returns(Status.FAIL, Decision::status);
  }

  @Test
  void a_finding_of_severity_info_fails_nothing() {
    Decision softfail =
        Views.whole(Topic.SPF).with(SPF_SOFTFAIL_ALL, Severity.INFO).decide("X-SPF-003");
    assertThat(softfail.status()).isEqualTo(Status.PASS);
    assertThat(softfail.findings()).doesNotContain("spf-softfail-all");

    assertThat(Views.whole(Topic.SPF).with(SPF_SOFTFAIL_ALL).decide("X-SPF-003").status())
        .isEqualTo(Status.PARTIAL);
  }

  @Test
  void a_listing_of_low_weight_weakens_and_a_note_does_nothing() {
    assertThat(
            Views.whole(Topic.LISTS)
                .with(DNSBL_LISTED, Severity.LOW)
                .decide("X-DNSBL-001")
                .status())
        .isEqualTo(Status.PARTIAL);
    assertThat(
            Views.whole(Topic.LISTS)
                .with(DNSBL_LISTED, Severity.INFO)
                .decide("X-DNSBL-001")
                .status())
        .isEqualTo(Status.PASS);
  }

  @Test
  void without_a_record_there_is_nothing_to_judge_in_it() {
    Views missing = Views.whole(Topic.SPF).with(SPF_MISSING);

    assertThat(missing.decide("X-SPF-001").status()).isEqualTo(Status.FAIL);
    assertThat(missing.decide("X-SPF-003").status()).isEqualTo(Status.NA);
  }

  @Test
  void a_policy_in_a_record_that_does_not_parse_is_not_passed() {
    Views broken = Views.whole(Topic.DMARC).with(DMARC_SYNTAX_ERROR);

    assertThat(broken.decide("X-DMARC-002").status()).isEqualTo(Status.FAIL);
    assertThat(broken.decide("X-DMARC-003").status()).isEqualTo(Status.PARTIAL);
  }

  @Test
  void an_address_without_a_name_has_none_that_leads_back() {
    assertThat(Views.whole(Topic.REVERSE).with(PTR_MISSING).decide("X-PTR-002").status())
        .isEqualTo(Status.FAIL);
  }

  @Test
  void a_domain_with_a_null_mx_has_no_exchange_to_judge() {
    assertThat(Views.whole(Topic.MX).takesNoMail().with(MX_NULL).decide("X-MX-003").status())
        .isEqualTo(Status.NA);
    assertThat(Views.whole(Topic.MX).takesNoMail().with(MX_NONE).decide("X-MX-001").status())
        .isEqualTo(Status.FAIL);
  }

  @Test
  void a_name_in_a_greeting_that_could_not_be_looked_up_passes_nothing() {
    assertThat(Views.servers(GOOD).with(CHECK_INCONCLUSIVE, GOOD).decide("X-SMTP-003").status())
        .isEqualTo(Status.NOT_ASSESSED);
  }

  @Test
  void a_pass_names_the_types_that_were_looked_for_and_a_failure_those_that_were_found() {
    assertThat(Views.whole(Topic.SPF).decide("X-SPF-001").findings())
        .containsExactly("spf-missing", "spf-multiple-records");
    assertThat(Views.whole(Topic.SPF).with(SPF_MISSING).decide("X-SPF-001").findings())
        .containsExactly("spf-missing");
    assertThat(
            Views.servers(GOOD, OTHER.without(StartTls.NOT_OFFERED))
                .with(SMTP_NO_STARTTLS, OTHER)
                .decide("TLS-009")
                .findings())
        .containsExactly("smtp-no-starttls");
  }

  @Test
  void keys_that_are_too_short_fail_and_beside_good_ones_weaken() {
    assertThat(Views.keys(Views.rsa("s1", 1024), Views.rsa("s2", 2048)).decide("DKIM-002").status())
        .isEqualTo(Status.PARTIAL);
    assertThat(Views.keys(Views.ed25519("s1")).decide("DKIM-002").status()).isEqualTo(Status.PASS);
    assertThat(
            Views.keys(Views.rsa("s1", 2048))
                .unreadable("s2._domainkey.example.com")
                .decide("DKIM-004")
                .status())
        .isEqualTo(Status.PARTIAL);
  }

  @Test
  void a_subdomain_that_its_organization_signs_for_is_not_failed() {
    Views subdomain = Views.whole(Topic.DKIM).with(DKIM_ABSENT, Severity.INFO);

    assertThat(subdomain.decide("DKIM-001").status()).isEqualTo(Status.NOT_ASSESSED);
  }

  @Test
  void a_submission_server_that_hides_its_logins_until_tls_is_not_failed_without_tls() {
    Servers failing = Servers.submission().without(StartTls.FAILED);

    assertThat(Views.servers(failing).decide("AUTH-002").status()).isEqualTo(Status.NOT_ASSESSED);
  }

  @Test
  void implicit_tls_has_no_time_before_tls() {
    Servers implicit =
        new Servers(
            new ServerView(
                "mx1.example.com",
                "25.0.0.1",
                465,
                State.OPEN,
                null,
                "220 mx1.example.com",
                List.of(),
                StartTls.IMPLICIT,
                null,
                List.of("PLAIN"),
                null,
                null));

    assertThat(Views.servers(implicit).decide("AUTH-008").status()).isEqualTo(Status.PASS);
  }

  @Test
  void the_numbers_add_up_as_in_the_report() {
    Summary summary =
        Assessment.of(
                Views.servers(
                        GOOD.software("exim"), OTHER.software("exim").without(StartTls.NOT_OFFERED))
                    .view(),
                Catalogue.english())
            .summary();

    assertThat(summary.assessed())
        .isEqualTo(summary.passed() + summary.partial() + summary.failed());
    assertThat(summary.assessed() + summary.na() + summary.notAssessed())
        .isEqualTo(Catalogue.CONTROLS);
    assertThat(summary.na()).as("the controls of Postfix").isEqualTo(18);
    assertThat(summary.partial()).isPositive();
  }

  @Test
  void a_partial_control_counts_half() {
    List<Decision> decisions =
        List.of(
            decision("POSTFIX-003", Status.PASS),
            decision("POSTFIX-004", Status.PASS),
            decision("POSTFIX-002", Status.PARTIAL),
            decision("EXIM-002", Status.FAIL),
            decision("EXIM-001", Status.NOT_ASSESSED),
            decision("EXIM-003", Status.NA));

    Summary summary = Summary.of(decisions);

    // 2½ of 4; (8.9 / 2 + 8.9) of (10 + 10 + 8.9 + 8.9) = 13.35 / 37.8 = 35.317…
    assertThat(summary.compliancePct()).hasToString("62.5");
    assertThat(summary.riskExposurePct()).hasToString("35.3");
  }

  @Test
  void a_finding_belongs_to_the_controls_that_name_it() {
    Assessment assessment =
        Assessment.of(
            Views.servers(GOOD.software("exim")).with(SMTP_BANNER_VERSION, GOOD).view(),
            Catalogue.english());

    assertThat(
            assessment.controlsOf(Finding.of(SMTP_BANNER_VERSION, "mx1.example.com[25.0.0.1]:25")))
        .containsExactly("EXIM-002", "X-SMTP-002");
    assertThat(assessment.controlsOf(Finding.of(SPF_MISSING, "example.com")))
        .containsExactly("X-SPF-001");
    assertThat(assessment.controlsOf(Finding.of(CHECK_INCONCLUSIVE, "example.com"))).isEmpty();
  }

  private static Decision decision(String control, Status status) {
    return new Decision(
        Catalogue.english().find(control).orElseThrow(),
        status,
        null,
        null,
        List.of(),
        /* waivable= */ false,
        Sentence.verbatim(""));
  }
}
