package dev.mxray.mcss;

import static dev.mxray.finding.FindingType.*;
import static dev.mxray.mcss.Views.essential;
import static dev.mxray.mcss.Views.keys;
import static dev.mxray.mcss.Views.keysNotFound;
import static dev.mxray.mcss.Views.noKeys;
import static dev.mxray.mcss.Views.nothing;
import static dev.mxray.mcss.Views.rsa;
import static dev.mxray.mcss.Views.servers;
import static dev.mxray.mcss.Views.whole;

import dev.mxray.mcss.OutsideView.Topic;
import dev.mxray.mcss.ServerView.StartTls;
import dev.mxray.mcss.ServerView.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For every row of the decision table: a view that passes it, one that fails it, one that cannot
 * tell.
 */
final class DecisionCases {

  /**
   * A row's cases.
   *
   * @param passes null when the outside cannot show a pass
   * @param fails null when the outside cannot show a failure
   */
  record Case(String control, @Nullable Views passes, @Nullable Views fails, Views unseen) {
    @Override
    public String toString() {
      return control;
    }
  }

  private static final Servers GOOD = Servers.good();
  private static final Servers SUBMISSION = Servers.submission();
  private static final Servers POSTFIX =
      GOOD.software("postfix").greeting("220 mx1.example.com ESMTP Postfix");
  private static final Servers EXIM =
      GOOD.software("exim").greeting("220 mx1.example.com ESMTP Exim");
  private static final Servers DOVECOT =
      SUBMISSION.software("dovecot").greeting("220 mx1.example.com Dovecot ready.");
  private static final Servers IMAP =
      DOVECOT.at("mx1.example.com", "25.0.0.1", 143).greeting("Dovecot ready.");
  private static final Servers IMAPS = IMAP.at("mx1.example.com", "25.0.0.1", 993);
  private static final Servers SIEVE = IMAP.at("mx1.example.com", "25.0.0.1", 4190);
  private static final Servers TIMEOUT = Servers.in(State.TIMEOUT);
  private static final Servers SILENT = Servers.silent();

  private DecisionCases() {}

  static List<Case> all() {
    return List.of(
        row(
            "TLS-001",
            servers(GOOD),
            servers(GOOD.certificate(Servers.good(-1, 90))),
            servers(TIMEOUT)),
        row(
            "TLS-002",
            servers(GOOD),
            servers(GOOD.certificate(Servers.good(29, 365))),
            servers(SILENT)),
        row(
            "TLS-003",
            servers(GOOD),
            servers(GOOD.certificate(Servers.good(89, 365))),
            servers(SILENT)),
        row(
            "TLS-004",
            servers(GOOD),
            servers(
                GOOD.certificate(
                    Servers.certificate(200, 365, "rsa", 2048, false, false, true, null))),
            servers(
                GOOD.certificate(
                    Servers.certificate(200, 365, "rsa", 2048, false, null, true, null)))),
        row(
            "TLS-005",
            servers(GOOD),
            servers(
                GOOD.certificate(
                    Servers.certificate(200, 365, "rsa", 2048, false, true, false, true))),
            servers(GOOD.without(StartTls.FAILED))),
        row(
            "TLS-006",
            servers(GOOD),
            servers(
                GOOD.certificate(
                    Servers.certificate(200, 365, "rsa", 1024, false, true, true, true))),
            servers(
                GOOD.certificate(
                    Servers.certificate(200, 365, "gost", 256, false, true, true, true)))),
        row(
            "TLS-007",
            servers(GOOD),
            servers(
                GOOD.certificate(
                    Servers.certificate(200, 365, "rsa", 2048, true, true, true, true))),
            servers(GOOD.certificate(null))),
        row(
            "TLS-008",
            servers(GOOD),
            servers(
                GOOD.certificate(
                    Servers.certificate(200, 365, "rsa", 2048, false, true, true, false))),
            servers(
                GOOD.certificate(
                    Servers.certificate(200, 365, "rsa", 2048, false, false, true, null)))),
        row("TLS-009", servers(GOOD), servers(GOOD.without(StartTls.NOT_OFFERED)), servers(SILENT)),
        row(
            "TLS-011",
            servers(GOOD),
            servers(GOOD.session("TLSv1.1", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", null)),
            servers(GOOD.session("TLSv1.3", "TLS_AES_128_GCM_SHA256", null))),
        row(
            "TLS-012",
            servers(GOOD),
            servers(GOOD.session("TLSv1.2", "TLS_RSA_WITH_RC4_128_SHA", null)),
            servers(GOOD.session("TLSv1.3", "TLS_AES_128_GCM_SHA256", null))),
        row(
            "AUTH-001",
            servers(SUBMISSION),
            servers(SUBMISSION.auth(List.of(), List.of())),
            servers(GOOD)),
        row(
            "AUTH-002",
            servers(SUBMISSION),
            servers(SUBMISSION.auth(List.of(), List.of())),
            servers(GOOD)),
        row(
            "AUTH-003",
            servers(SUBMISSION),
            servers(SUBMISSION.auth(List.of(), List.of("PLAIN", "anonymous"))),
            servers(GOOD.auth(List.of(), List.of()))),
        row(
            "AUTH-004",
            servers(SUBMISSION.auth(List.of("CRAM-MD5"), List.of("CRAM-MD5", "PLAIN"))),
            servers(SUBMISSION.auth(List.of("PLAIN"), List.of("PLAIN"))),
            servers(SUBMISSION)),
        row(
            "AUTH-005",
            servers(SUBMISSION),
            servers(SUBMISSION.auth(List.of("CRAM-MD5"), List.of("PLAIN"))),
            servers(GOOD.auth(List.of(), List.of()))),
        row(
            "AUTH-007",
            servers(IMAPS),
            servers(IMAP.auth(List.of("LOGIN"), List.of("PLAIN"))),
            servers(SUBMISSION)),
        row(
            "AUTH-008",
            servers(SUBMISSION.auth(List.of("CRAM-MD5"), List.of("PLAIN"))),
            servers(SUBMISSION.auth(List.of("login"), List.of("PLAIN"))),
            servers(GOOD.auth(List.of(), List.of()))),
        row(
            "POSTFIX-002",
            servers(POSTFIX),
            servers(POSTFIX.greeting("220 mx1.example.com ESMTP Postfix (Debian/GNU)")),
            servers(GOOD)),
        tried("POSTFIX-004", POSTFIX),
        tried("POSTFIX-006", POSTFIX),
        row(
            "POSTFIX-008",
            servers(POSTFIX),
            servers(POSTFIX.capabilities("PIPELINING", "VRFY", "ETRN")),
            servers(SILENT.software("postfix"))),
        row(
            "POSTFIX-010",
            servers(POSTFIX.capabilities("SIZE 10240000")),
            servers(POSTFIX.capabilities("SIZE")),
            servers(POSTFIX.capabilities("8BITMIME"))),
        row("POSTFIX-016", servers(POSTFIX), null, servers(TIMEOUT)),
        row(
            "POSTFIX-018",
            servers(SUBMISSION.software("postfix")),
            servers(SUBMISSION.software("postfix").auth(List.of(), List.of())),
            servers(POSTFIX)),
        row(
            "EXIM-002",
            servers(EXIM),
            servers(EXIM).with(SMTP_BANNER_VERSION, EXIM),
            servers(GOOD)),
        tried("EXIM-006", EXIM),
        tried("EXIM-007", EXIM),
        row(
            "EXIM-008",
            servers(EXIM.capabilities("SIZE 52428800")),
            servers(EXIM.capabilities("SIZE 0")),
            servers(GOOD)),
        row("EXIM-017", servers(EXIM), null, servers(TIMEOUT)),
        row(
            "DOVECOT-002",
            servers(DOVECOT, IMAPS),
            servers(IMAP.auth(List.of("LOGIN"), List.of("PLAIN"))),
            servers(SUBMISSION)),
        row(
            "DOVECOT-003",
            servers(DOVECOT),
            servers(DOVECOT.session("TLSv1", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", null)),
            servers(GOOD)),
        row(
            "DOVECOT-004",
            servers(DOVECOT.order(true)),
            servers(DOVECOT.order(false)),
            servers(DOVECOT.order(null))),
        row(
            "DOVECOT-005",
            servers(DOVECOT),
            servers(DOVECOT.session("TLSv1.2", "TLS_RSA_WITH_DES_CBC_SHA", null)),
            servers(GOOD)),
        row(
            "DOVECOT-006",
            servers(DOVECOT),
            servers(DOVECOT.auth(List.of("PLAIN"), List.of("PLAIN"))),
            servers(SUBMISSION)),
        row(
            "DOVECOT-007",
            servers(DOVECOT),
            servers(DOVECOT.auth(List.of("LOGIN"), List.of("PLAIN"))),
            servers(SUBMISSION)),
        row(
            "DOVECOT-008",
            servers(DOVECOT),
            servers(DOVECOT).with(SMTP_BANNER_VERSION, DOVECOT),
            servers(GOOD)),
        row(
            "DOVECOT-010",
            servers(IMAPS, shut(143, State.REFUSED)),
            servers(IMAPS, IMAP),
            servers(DOVECOT)),
        row("DOVECOT-014", servers(DOVECOT), null, servers(GOOD)),
        row(
            "CYRUS-004",
            servers(IMAPS.software("cyrus")),
            servers(IMAP.software("cyrus").auth(List.of("PLAIN"), List.of("PLAIN"))),
            servers(IMAPS)),
        row(
            "CYRUS-005",
            servers(IMAPS.software("cyrus")),
            servers(
                IMAPS
                    .software("cyrus")
                    .session("TLSv1", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", null)),
            servers(IMAPS)),
        row(
            "CYRUS-010",
            servers(IMAPS.software("cyrus")),
            servers(IMAPS.software("cyrus")).with(MAILBOX_BANNER_VERSION, IMAPS.software("cyrus")),
            servers(IMAPS)),
        row("CYRUS-012", servers(IMAPS.software("cyrus")), null, servers(IMAPS)),
        row(
            "FIREWALL-003",
            servers(IMAPS, shut(143, State.TIMEOUT)),
            servers(IMAPS, IMAP),
            servers(GOOD)),
        row(
            "FIREWALL-004",
            servers(IMAPS, IMAP),
            servers(IMAP, shut(993, State.REFUSED)),
            servers(GOOD)),
        row(
            "FIREWALL-005",
            servers(IMAPS, shut(4190, State.REFUSED)),
            servers(IMAPS, SIEVE),
            servers(shut(4190, State.REFUSED))),
        row(
            "FIREWALL-007",
            servers(GOOD, GOOD.at("mx1.example.com", "2a00::1", 25)),
            servers(GOOD, Servers.in(State.REFUSED).at("mx1.example.com", "2a00::1", 25)),
            servers(GOOD, TIMEOUT.at("mx1.example.com", "2a00::1", 25))),
        tried("RFC2142-001", GOOD),
        tried("RFC2142-002", GOOD),
        tried("RFC2142-003", GOOD),
        tried("RFC2142-004", GOOD),
        tried("X-SMTP-004", GOOD),
        tried("X-SMTP-005", GOOD),
        tried("X-SMTP-006", GOOD),
        tried("X-SMTP-007", GOOD),
        row(
            "X-MBOX-001",
            servers(IMAP),
            servers(IMAP.without(StartTls.NOT_OFFERED)),
            servers(GOOD)),
        row(
            "X-MBOX-002",
            servers(IMAP),
            servers(IMAP).with(MAILBOX_PROTOCOL_ERROR, IMAP),
            servers(GOOD)),
        row(
            "X-MBOX-003",
            servers(IMAP),
            servers(IMAP).with(MAILBOX_BANNER_VERSION, IMAP),
            servers(GOOD)),
        row(
            "X-SMTP-001",
            servers(GOOD),
            servers(Servers.in(State.PROTOCOL_ERROR)),
            servers(TIMEOUT)),
        row(
            "X-SMTP-002",
            servers(GOOD),
            servers(GOOD).with(SMTP_BANNER_VERSION, GOOD),
            servers(TIMEOUT)),
        row(
            "X-SMTP-003",
            servers(GOOD),
            servers(GOOD).with(SMTP_BANNER_NAME, GOOD),
            servers(SUBMISSION)),
        row(
            "X-TLS-001",
            servers(GOOD),
            servers(GOOD).with(TLS_CERT_KEY_COMPROMISED, GOOD),
            servers(SILENT)),
        row(
            "X-TLS-004",
            servers(GOOD),
            servers(GOOD.session("TLSv1.0", "TLS_RSA_WITH_AES_128_CBC_SHA", null)),
            servers(SILENT)),
        row("X-TLS-005", null, servers(GOOD.revoked()), servers(GOOD)),
        row(
            "X-TLS-006",
            servers(GOOD),
            servers(GOOD).with(TLS_COMPRESSION, GOOD),
            servers(GOOD.session("TLSv1.3", "TLS_AES_128_GCM_SHA256", null))),
        row(
            "X-TLS-007",
            servers(GOOD),
            servers(GOOD).with(TLS_SERVER_PREFERENCE_MISSING, GOOD),
            servers(GOOD.session("TLSv1.3", "TLS_AES_128_GCM_SHA256", null))),
        row(
            "X-TLS-008",
            servers(GOOD),
            servers(GOOD).with(TLS_NO_POST_QUANTUM, GOOD),
            servers(GOOD.session("TLSv1.3", "TLS_AES_128_GCM_SHA256", null))),
        row(
            "X-TLS-002",
            servers(GOOD),
            servers(GOOD.session("TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", null)),
            servers(SILENT)),
        row(
            "X-TLS-003",
            servers(GOOD.session("TLSv1.2", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", null)),
            servers(GOOD.session("TLSv1.2", "TLS_RSA_WITH_AES_128_GCM_SHA256", null)),
            servers(SILENT)),
        row("DKIM-001", keys(rsa("s1", 2048)), noKeys(), keysNotFound()),
        row(
            "DKIM-002",
            keys(rsa("s1", 2048), Views.ed25519("s2")),
            keys(rsa("s1", 1024)).with(DKIM_KEY_SHORT),
            keysNotFound()),
        row(
            "DKIM-004",
            keys(rsa("s1", 1024)),
            keys().unreadable("s1._domainkey.example.com").with(DKIM_KEY_INVALID),
            keysNotFound()),
        row("X-DKIM-001", keys(rsa("s1", 2048)), noKeys(), keysNotFound()),
        row(
            "X-DKIM-002",
            keys(rsa("s1", 2048)),
            keys(rsa("s1", 2048)).with(DKIM_DANGLING_CNAME),
            keysNotFound()),
        row(
            "X-DKIM-003",
            keys(rsa("s1", 2048)),
            keys(rsa("s1", 2048)).with(DKIM_KEY_COMPROMISED),
            keysNotFound()),
        row(
            "X-DKIM-004",
            keys(rsa("s1", 2048)).with(DKIM_KEY_REVOKED),
            keys(rsa("s1", 2048)).with(DKIM_KEY_TESTING),
            keysNotFound()),
        topic("X-MX-001", Topic.MX, essential(Topic.MX).with(MX_NONE), essential(Topic.MX)),
        topic(
            "X-MX-002",
            Topic.MX,
            essential(Topic.MX).with(MX_TARGET_UNREGISTERED),
            essential(Topic.MX)),
        topic("X-MX-003", Topic.MX, essential(Topic.MX).with(MX_TARGET_CNAME), nothing()),
        topic("X-SPF-001", Topic.SPF, essential(Topic.SPF).with(SPF_MISSING), nothing()),
        topic(
            "X-SPF-002",
            Topic.SPF,
            essential(Topic.SPF).with(SPF_INCLUDE_LOOP),
            essential(Topic.SPF)),
        topic("X-SPF-003", Topic.SPF, whole(Topic.SPF).with(SPF_PASS_ALL), essential(Topic.SPF)),
        topic(
            "X-SPF-004",
            Topic.SPF,
            whole(Topic.SPF).with(SPF_INCLUDE_UNREGISTERED),
            essential(Topic.SPF)),
        topic("X-SPF-005", Topic.SPF, whole(Topic.SPF).with(SPF_WIDE_RANGE), essential(Topic.SPF)),
        topic("X-SPF-006", Topic.SPF, whole(Topic.SPF).with(SPF_TYPE_99), nothing()),
        topic("X-MTASTS-001", Topic.MTA_STS, whole(Topic.MTA_STS).with(MTA_STS_MISSING), nothing()),
        topic(
            "X-MTASTS-002",
            Topic.MTA_STS,
            whole(Topic.MTA_STS).with(MTA_STS_MX_MISMATCH),
            essential(Topic.MTA_STS)),
        topic("X-TLSRPT-001", Topic.TLS_RPT, whole(Topic.TLS_RPT).with(TLS_RPT_MISSING), nothing()),
        topic("X-DNSSEC-001", Topic.DNSSEC, whole(Topic.DNSSEC).with(DNSSEC_BOGUS), nothing()),
        topic(
            "X-DNSSEC-002",
            Topic.DNSSEC,
            whole(Topic.DNSSEC).with(DNSSEC_WEAK_ALGORITHM),
            essential(Topic.DNSSEC)),
        topic(
            "X-DANE-001", Topic.DANE, whole(Topic.DANE).with(DANE_MISMATCH), essential(Topic.DANE)),
        new Case("X-CAA-001", whole(Topic.CAA), null, nothing()),
        topic(
            "X-BIMI-001",
            Topic.BIMI,
            whole(Topic.BIMI).with(BIMI_LOGO_INVALID),
            essential(Topic.BIMI)),
        topic("X-DMARC-001", Topic.DMARC, whole(Topic.DMARC).with(DMARC_MISSING), nothing()),
        topic("X-DMARC-002", Topic.DMARC, whole(Topic.DMARC).with(DMARC_POLICY_NONE), nothing()),
        topic(
            "X-DMARC-003",
            Topic.DMARC,
            whole(Topic.DMARC).with(DMARC_NO_RUA),
            essential(Topic.DMARC)),
        topic("X-DMARC-004", Topic.DMARC, whole(Topic.DMARC).with(DMARC_BAD_VALUE), nothing()),
        topic(
            "X-PTR-001",
            Topic.REVERSE,
            essential(Topic.REVERSE).with(PTR_MISSING),
            essential(Topic.REVERSE)),
        topic(
            "X-PTR-002",
            Topic.REVERSE,
            essential(Topic.REVERSE).with(PTR_MISMATCH),
            essential(Topic.REVERSE)),
        topic("X-DNSBL-001", Topic.LISTS, essential(Topic.LISTS).with(DNSBL_LISTED), nothing()),
        topic(
            "X-DNSBL-002",
            Topic.DOMAIN_LISTS,
            essential(Topic.DOMAIN_LISTS).with(DOMAIN_LISTED),
            nothing()));
  }

  private static Servers shut(int port, State state) {
    return Servers.in(state).at("mx1.example.com", "25.0.0.1", port);
  }

  private static Case row(
      String control, @Nullable Views passes, @Nullable Views fails, Views unseen) {
    return new Case(control, passes, fails, unseen);
  }

  /** A control about what is tried out: nothing is known where nothing was. */
  private static Case tried(String control, Servers server) {
    return new Case(
        control,
        servers(server.tried(/* good= */ true)),
        servers(server.tried(/* good= */ false)),
        servers(server));
  }

  private static Case topic(String control, Topic topic, Views fails, Views unseen) {
    return new Case(control, whole(topic), fails, unseen);
  }
}
