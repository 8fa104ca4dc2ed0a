package dev.mxray.mcss;

import static dev.mxray.mcss.ServerRule.ALL;
import static dev.mxray.mcss.ServerRule.CLEAR_MAILBOX;
import static dev.mxray.mcss.ServerRule.MAILBOX;
import static dev.mxray.mcss.ServerRule.RELAY;
import static dev.mxray.mcss.ServerRule.SMTP;
import static dev.mxray.mcss.ServerRule.SUBMISSION;
import static dev.mxray.mcss.ServerRule.TLS_MAILBOX;
import static dev.mxray.mcss.Strength.DIRECT;
import static dev.mxray.mcss.Strength.INDICATIVE;
import static dev.mxray.mcss.TopicRule.about;

import dev.mxray.mcss.OutsideView.Topic;
import dev.mxray.mcss.TopicRule.Moot;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which controls an outside view decides, and how: one row for each. A control without a row is not
 * assessed from outside. The table of {@code mcss.md} is held equal to this one by a test.
 *
 * <p>The controls about verifying incoming mail (SPF-*, DMARC-*, DKIM-005, DKIM-006) have no row on
 * purpose: what a domain publishes says nothing about what its servers verify.
 */
public final class DecisionTable {

  /**
   * How one control is decided.
   *
   * @param passes what has to be seen for a pass
   * @param whenPassed how far the evidence of a pass carries; null when the outside cannot show one
   * @param whenFailed how far that of a failure carries; null when the outside cannot show one
   * @param findings the ids of the finding types that belong to the control
   */
  record Row(
      String control,
      String passes,
      @Nullable Strength whenPassed,
      @Nullable Strength whenFailed,
      List<String> findings,
      Rule rule) {}

  private static final List<Row> CERTIFICATES =
      List.of(
          row("TLS-001", "every certificate is within its dates", DIRECT, DIRECT)
              .findings("tls-cert-expired", "tls-cert-not-yet-valid")
              .everyServer(ServerLooks::withinDates),
          row(
                  "TLS-002",
                  "every certificate has 30 days left; waivable where it lives under 100 days")
              .findings("tls-cert-expired", "tls-cert-expires-30d")
              .everyServer(ServerLooks.lasts(30)),
          row(
                  "TLS-003",
                  "every certificate has 90 days left; waivable where it lives under 100 days")
              .findings("tls-cert-expired", "tls-cert-expires-30d", "tls-cert-expires-90d")
              .everyServer(ServerLooks.lasts(90)),
          row("TLS-004", "a path leads from every certificate to a trust anchor")
              .findings("tls-cert-self-signed", "tls-cert-untrusted")
              .everyServer(ServerLooks::trusted),
          row("TLS-005", "every certificate carries its host's name", INDICATIVE, DIRECT)
              .findings("tls-cert-name-mismatch")
              .everyServer(ServerLooks::named),
          row("TLS-006", "every certificate's key has 2048 bits (RSA, DSA) or 256 (EC)")
              .findings("tls-cert-key-weak")
              .everyServer(ServerLooks::longKey),
          row("TLS-007", "no certificate or intermediate is signed with MD5 or SHA-1")
              .findings("tls-cert-signature-weak")
              .everyServer(ServerLooks::signed),
          row("TLS-008", "every server sends its chain up to the trust anchor")
              .findings("tls-cert-chain-incomplete")
              .everyServer(ServerLooks::chained),
          row("X-TLS-001", "no certificate's key is of a known-broken family", INDICATIVE, DIRECT)
              .findings("tls-cert-key-compromised")
              .everyServer(ServerLooks::unguessableKey),
          row("X-TLS-005", "its issuer says that it is not revoked", null, DIRECT)
              .findings("tls-cert-revoked")
              .everyServer(ServerLooks::notRevoked));

  private static final List<Row> SESSIONS =
      List.of(
          row("TLS-009", "every server on port 25 offers STARTTLS, and it works")
              .findings("smtp-no-starttls", "smtp-starttls-broken")
              .servers(Set.of(RELAY), ServerLooks::takesTls),
          row(
                  "TLS-011",
                  "all TLS versions were tried, and only 1.2 and 1.3 accepted",
                  INDICATIVE,
                  DIRECT)
              .findings("tls-no-modern-protocol", "tls-protocol-obsolete")
              .everyServer(ServerLooks::modernVersionsOnly),
          row(
                  "TLS-012",
                  "all cipher suites were tried, and none with RC4, DES or MD5 accepted",
                  INDICATIVE,
                  DIRECT)
              .findings("tls-cipher-insecure", "tls-cipher-weak")
              .everyServer(ServerLooks::strongSuitesOnly),
          row("X-TLS-002", "every server agreed on TLS 1.3")
              .findings("tls-no-tls13")
              .everyServer(ServerLooks::newestVersion),
          row("X-TLS-003", "every server agreed on a suite with forward secrecy")
              .findings("tls-dh-weak", "tls-no-forward-secrecy")
              .everyServer(ServerLooks::forwardSecrecy),
          row("X-TLS-004", "no server renegotiates without the extension that makes it safe")
              .findings("tls-renegotiation-insecure")
              .everyServer(ServerLooks::safeRenegotiation),
          row("X-TLS-006", "compression was offered, and no server took it", INDICATIVE, DIRECT)
              .findings("tls-compression")
              .everyServer(ServerLooks::noCompression),
          row(
                  "X-TLS-007",
                  "every suite was tried, and none is weak that a client could ask for first",
                  INDICATIVE,
                  DIRECT)
              .findings("tls-server-preference-missing")
              .everyServer(ServerLooks::ownOrder),
          row("X-TLS-008", "every server has a hybrid post-quantum group", INDICATIVE, DIRECT)
              .findings("tls-no-post-quantum")
              .everyServer(ServerLooks::postQuantum));

  private static final List<Row> LOGINS =
      List.of(
          row("AUTH-001", "every server on 587 or 465 offers AUTH", INDICATIVE, INDICATIVE)
              .servers(SUBMISSION, ServerLooks::offersLogin),
          row("AUTH-002", "every server on 587 or 465 offers AUTH")
              .servers(SUBMISSION, ServerLooks::offersLogin),
          row("AUTH-003", "logins are offered, nowhere with ANONYMOUS")
              .everyServer(ServerLooks::noAnonymousLogin),
          row(
                  "AUTH-004",
                  "AUTH is offered before TLS too, with other mechanisms than inside",
                  INDICATIVE,
                  INDICATIVE)
              .everyServer(ServerLooks::ownRulesInsideTls),
          row("AUTH-005", "logins are offered inside TLS, and nowhere before")
              .findings("mailbox-plaintext-login", "smtp-plaintext-auth")
              .everyServer(ServerLooks::loginInsideTlsOnly),
          row(
                  "AUTH-007",
                  "mailbox servers offer logins, PLAIN and LOGIN nowhere before TLS",
                  INDICATIVE,
                  DIRECT)
              .findings("mailbox-plaintext-login")
              .servers(MAILBOX, ServerLooks::noPlainTextPassword),
          row("AUTH-008", "logins are offered, PLAIN and LOGIN nowhere before TLS")
              .findings("mailbox-plaintext-login", "smtp-plaintext-auth")
              .everyServer(ServerLooks::noPlainTextPassword));

  private static final List<Row> GREETINGS =
      List.of(
          row("POSTFIX-002", "greetings of Postfix have neither a version nor a system's name")
              .findings("smtp-banner-version")
              .everyServer(ServerLooks::tellsNeitherSystemNorVersion),
          row("POSTFIX-004", "Postfix was tried, and relays nothing", INDICATIVE, DIRECT)
              .findings("smtp-open-relay")
              .servers(SMTP, TrialLooks::refusesStrangers),
          row("POSTFIX-006", "Postfix was tried, and wants HELO first")
              .findings("smtp-helo-not-required")
              .servers(Set.of(RELAY), TrialLooks::wantsIntroduction),
          row("POSTFIX-008", "EHLO of Postfix does not announce VRFY", INDICATIVE, DIRECT)
              .findings("smtp-vrfy-enabled")
              .everyServer(ServerLooks::hidesVrfy),
          row("POSTFIX-010", "EHLO of Postfix announces SIZE with a limit")
              .everyServer(ServerLooks::limitsSize),
          row("POSTFIX-016", "Postfix greets", DIRECT, null).everyServer(ServerLooks::running),
          row("POSTFIX-018", "Postfix offers AUTH on port 587")
              .servers(Set.of(587), ServerLooks::offersLogin),
          row("EXIM-002", "greetings of Exim have no version")
              .findings("smtp-banner-version")
              .everyServer(ServerLooks::tellsNoVersion),
          row("EXIM-006", "Exim was tried, and relays nothing", INDICATIVE, DIRECT)
              .findings("smtp-open-relay")
              .servers(SMTP, TrialLooks::refusesStrangers),
          row("EXIM-007", "Exim was tried, and wants HELO first", INDICATIVE, DIRECT)
              .findings("smtp-helo-not-required")
              .servers(Set.of(RELAY), TrialLooks::wantsIntroduction),
          row("EXIM-008", "EHLO of Exim announces SIZE with a limit")
              .everyServer(ServerLooks::limitsSize),
          row("EXIM-017", "Exim greets", DIRECT, null).everyServer(ServerLooks::running),
          row("DOVECOT-002", "Dovecot offers logins inside TLS, and nowhere before")
              .findings("mailbox-no-starttls", "mailbox-plaintext-login", "smtp-plaintext-auth")
              .everyServer(ServerLooks::loginInsideTlsOnly),
          row("DOVECOT-003", "as TLS-011, on the services of Dovecot", INDICATIVE, DIRECT)
              .findings("tls-no-modern-protocol", "tls-protocol-obsolete")
              .everyServer(ServerLooks::modernVersionsOnly),
          row(
                  "DOVECOT-004",
                  "suites were tried in two orders, and Dovecot keeps to its own",
                  INDICATIVE,
                  DIRECT)
              .findings("tls-server-preference-missing")
              .everyServer(ServerLooks::choosesItself),
          row("DOVECOT-005", "as TLS-012, on the services of Dovecot", INDICATIVE, DIRECT)
              .findings("tls-cipher-insecure", "tls-cipher-weak")
              .everyServer(ServerLooks::strongSuitesOnly),
          row("DOVECOT-006", "as AUTH-008, on the services of Dovecot")
              .findings("mailbox-plaintext-login", "smtp-plaintext-auth")
              .everyServer(ServerLooks::noPlainTextPassword),
          row("DOVECOT-007", "as AUTH-008, on the services of Dovecot", INDICATIVE, DIRECT)
              .findings("mailbox-plaintext-login", "smtp-plaintext-auth")
              .everyServer(ServerLooks::noPlainTextPassword),
          row("DOVECOT-008", "greetings of Dovecot have no version")
              .findings("mailbox-banner-version", "smtp-banner-version")
              .everyServer(ServerLooks::tellsNoVersion),
          row(
                  "DOVECOT-010",
                  "of Dovecot, 993 or 995 greet, and 110 and 143 do not",
                  INDICATIVE,
                  DIRECT)
              .findings("mailbox-plaintext-port")
              .rule(new MailboxPortsRule(TLS_MAILBOX, Set.of(110, 143))),
          row("DOVECOT-014", "Dovecot greets", DIRECT, null).everyServer(ServerLooks::running),
          row("CYRUS-004", "as AUTH-008, on the services of Cyrus")
              .findings("mailbox-plaintext-login")
              .everyServer(ServerLooks::noPlainTextPassword),
          row("CYRUS-005", "as TLS-011, on the services of Cyrus", INDICATIVE, DIRECT)
              .findings("tls-no-modern-protocol", "tls-protocol-obsolete")
              .everyServer(ServerLooks::modernVersionsOnly),
          row("CYRUS-010", "greetings of Cyrus have no version")
              .findings("mailbox-banner-version")
              .everyServer(ServerLooks::tellsNoVersion),
          row("CYRUS-012", "Cyrus greets", DIRECT, null).everyServer(ServerLooks::running),
          row(
                  "FIREWALL-003",
                  "hosts with mailbox servers have 110 and 143 closed to the scanner",
                  INDICATIVE,
                  DIRECT)
              .findings("mailbox-plaintext-port")
              .rule(new MailboxPortsRule(Set.of(), Set.of(110, 143))),
          row(
                  "FIREWALL-004",
                  "hosts with mailbox servers have 993 or 995 open",
                  INDICATIVE,
                  INDICATIVE)
              .rule(new MailboxPortsRule(TLS_MAILBOX, Set.of())),
          row(
                  "FIREWALL-005",
                  "hosts with mailbox servers have 4190 closed to the scanner",
                  INDICATIVE,
                  DIRECT)
              .findings("mailbox-sieve-exposed")
              .rule(new MailboxPortsRule(Set.of(), Set.of(4190))),
          row(
                  "RFC2142-001",
                  "every exchange was tried, and takes mail to postmaster",
                  INDICATIVE,
                  DIRECT)
              .findings("smtp-postmaster-rejected")
              .servers(Set.of(RELAY), TrialLooks.takes("postmaster")),
          row(
                  "RFC2142-002",
                  "every exchange was tried, and takes mail to abuse",
                  INDICATIVE,
                  DIRECT)
              .findings("smtp-abuse-rejected")
              .servers(Set.of(RELAY), TrialLooks.takes("abuse")),
          row(
                  "RFC2142-003",
                  "every exchange was tried, and takes mail to security",
                  INDICATIVE,
                  DIRECT)
              .servers(Set.of(RELAY), TrialLooks.takes("security")),
          row(
                  "RFC2142-004",
                  "every exchange was tried, and takes mail to hostmaster",
                  INDICATIVE,
                  DIRECT)
              .servers(Set.of(RELAY), TrialLooks.takes("hostmaster")),
          row(
                  "FIREWALL-007",
                  "IPv4 and IPv6 addresses of a host have the same ports open",
                  INDICATIVE,
                  INDICATIVE)
              .rule(FamilyRule::decide),
          row("X-SMTP-001", "every exchange greets on port 25")
              .findings(
                  "smtp-closed-early",
                  "smtp-greeting-rejected",
                  "smtp-outbound-blocked",
                  "smtp-protocol-error",
                  "smtp-unreachable")
              .rule(new ServerRule(Set.of(RELAY), /* openOnly= */ false, ServerLooks::answers)),
          row("X-SMTP-002", "no greeting has a version")
              .findings("smtp-banner-version")
              .servers(SMTP, ServerLooks::tellsNoVersion),
          row(
                  "X-SMTP-003",
                  "every greeting on port 25 has a name that resolves to the address",
                  INDICATIVE,
                  DIRECT)
              .findings("smtp-banner-name")
              .servers(Set.of(RELAY), ServerLooks::ownName),
          row(
                  "X-SMTP-004",
                  "every server was tried, and drops what comes in the clear behind STARTTLS")
              .findings("mailbox-starttls-injection", "smtp-starttls-injection")
              .servers(Set.of(RELAY, 587, 110, 143, 4190), TrialLooks::dropsPlaintext),
          row("X-SMTP-005", "every server was tried, and relays nothing", INDICATIVE, DIRECT)
              .findings("smtp-open-relay")
              .servers(SMTP, TrialLooks::refusesStrangers),
          row("X-SMTP-006", "every exchange was tried, and neither VRFY nor EXPN tells who exists")
              .findings("smtp-expn-enabled", "smtp-vrfy-enabled")
              .servers(Set.of(RELAY), TrialLooks::keepsRecipients),
          row("X-SMTP-007", "every exchange was tried, and wants HELO first")
              .findings("smtp-helo-not-required")
              .servers(Set.of(RELAY), TrialLooks::wantsIntroduction),
          row(
                  "X-MBOX-001",
                  "STARTTLS is offered on 110, 143 and 4190 where they are open, and works")
              .findings("mailbox-no-starttls", "mailbox-starttls-broken")
              .servers(CLEAR_MAILBOX, ServerLooks::takesTls),
          row(
                  "X-MBOX-002",
                  "what greets on mailbox ports keeps to its protocol",
                  INDICATIVE,
                  DIRECT)
              .findings("mailbox-protocol-error")
              .servers(MAILBOX, ServerLooks::keepsToProtocol),
          row("X-MBOX-003", "no greeting of a mailbox server has a version")
              .findings("mailbox-banner-version")
              .servers(MAILBOX, ServerLooks::tellsNoVersion));

  private static final List<Row> KEYS =
      List.of(
          row("DKIM-001", "a key that receivers accept is published", INDICATIVE, INDICATIVE)
              .findings(
                  "dkim-absent",
                  "dkim-dangling-cname",
                  "dkim-key-compromised",
                  "dkim-key-invalid",
                  "dkim-key-weak",
                  "dkim-not-found",
                  "dkim-syntax-error")
              .rule(KeyRules::usableKey),
          row(
                  "DKIM-002",
                  "every key that was found has 2048 bits, or is no RSA key",
                  INDICATIVE,
                  DIRECT)
              .findings("dkim-key-short", "dkim-key-weak")
              .rule(KeyRules::longKeys),
          row("DKIM-004", "every selector that was found leads to a key", INDICATIVE, INDICATIVE)
              .findings(
                  "dkim-absent", "dkim-dangling-cname", "dkim-key-invalid", "dkim-syntax-error")
              .rule(KeyRules::readableSelectors),
          row("X-DKIM-001", "a key that receivers accept is published", DIRECT, DIRECT)
              .findings(
                  "dkim-absent",
                  "dkim-dangling-cname",
                  "dkim-key-compromised",
                  "dkim-key-invalid",
                  "dkim-key-weak",
                  "dkim-not-found",
                  "dkim-syntax-error")
              .rule(KeyRules::usableKey),
          row(
                  "X-DKIM-002",
                  "every selector that was found has one key for mail that verifiers read",
                  INDICATIVE,
                  DIRECT)
              .topic(
                  about(Topic.DKIM)
                      .fails(
                          "dkim-dangling-cname",
                          "dkim-key-invalid",
                          "dkim-sha1-only",
                          "dkim-syntax-error")
                      .weakens(
                          "dkim-ed25519-only",
                          "dkim-multiple-records",
                          "dkim-service-mismatch",
                          "dkim-wildcard")
                      .mootBeside("dkim-absent")
                      .moot(Moot.UNSEEN_AND_SENDS_NO_MAIL)),
          row("X-DKIM-003", "no key that was found is of a known-broken family", INDICATIVE, DIRECT)
              .topic(
                  about(Topic.DKIM)
                      .fails("dkim-key-compromised")
                      .mootBeside("dkim-absent")
                      .moot(Moot.UNSEEN_AND_SENDS_NO_MAIL)),
          row("X-DKIM-004", "no key that was found is in testing mode", INDICATIVE, DIRECT)
              .topic(
                  about(Topic.DKIM)
                      .fails("dkim-key-testing")
                      .notes("dkim-key-reused", "dkim-key-revoked", "dkim-single-selector")
                      .mootBeside("dkim-absent")
                      .moot(Moot.UNSEEN_AND_SENDS_NO_MAIL)));

  private static final List<Row> RECORDS =
      List.of(
          row("X-MX-001", "mail routing leads to exchanges that resolve")
              .topic(
                  about(Topic.MX)
                      .completely()
                      .fails(
                          "domain-not-found",
                          "mx-address-not-public",
                          "mx-none",
                          "mx-target-ip-literal",
                          "mx-target-unregistered",
                          "mx-target-unresolvable")
                      .weakens("mx-implicit", "mx-no-ipv4", "mx-null-mixed")
                      .notes("mx-no-ipv6", "mx-null", "mx-single")
                      .moot(Moot.TAKES_NO_MAIL)),
          row("X-MX-002", "no exchange has a name that could be registered")
              .topic(
                  about(Topic.MX)
                      .completely()
                      .fails("mx-target-unregistered")
                      .moot(Moot.TAKES_NO_MAIL)),
          row("X-MX-003", "exchanges are no aliases, literals or special addresses")
              .topic(
                  about(Topic.MX)
                      .completely()
                      .fails("mx-address-not-public", "mx-target-cname", "mx-target-ip-literal")
                      .moot(Moot.TAKES_NO_MAIL)),
          row("X-SPF-001", "there is one SPF record")
              .topic(about(Topic.SPF).fails("spf-missing", "spf-multiple-records")),
          row("X-SPF-002", "the record and all that it includes evaluate without permerror")
              .topic(
                  about(Topic.SPF)
                      .completely()
                      .fails(
                          "spf-include-loop",
                          "spf-include-missing",
                          "spf-mx-limit",
                          "spf-redirect-missing",
                          "spf-syntax-error",
                          "spf-too-many-lookups",
                          "spf-too-many-void-lookups")
                      .notes("spf-near-lookup-limit")
                      .mootBeside("spf-missing", "spf-multiple-records")),
          row("X-SPF-003", "the record ends in fail, or in softfail under an enforced DMARC policy")
              .topic(
                  about(Topic.SPF)
                      .completely()
                      .fails("spf-neutral-all", "spf-no-mail-not-strict", "spf-pass-all")
                      .weakens("spf-softfail-all")
                      .mootBeside("spf-missing", "spf-multiple-records")),
          row("X-SPF-004", "no included name could be registered")
              .topic(
                  about(Topic.SPF)
                      .completely()
                      .fails("spf-include-unregistered")
                      .mootBeside("spf-missing", "spf-multiple-records")),
          row("X-SPF-005", "networks are not needlessly wide, addresses are public")
              .topic(
                  about(Topic.SPF)
                      .completely()
                      .fails("spf-pass-all", "spf-wide-range")
                      .weakens("spf-private-address")
                      .mootBeside("spf-missing", "spf-multiple-records")),
          row("X-SPF-006", "nothing in the record is obsolete, ignored, doubled or too long")
              .topic(
                  about(Topic.SPF)
                      .fails(
                          "spf-all-not-last",
                          "spf-duplicate-term",
                          "spf-ptr-mechanism",
                          "spf-record-long",
                          "spf-redirect-ignored",
                          "spf-type-99")
                      .notes("dns-answer-large")
                      .mootBeside("spf-missing", "spf-multiple-records")),
          row("X-DMARC-001", "one DMARC record applies to the domain")
              .topic(
                  about(Topic.DMARC)
                      .fails("dmarc-missing", "dmarc-multiple-records", "dmarc-syntax-error")
                      .weakens("dmarc-wrong-location")
                      .notes("dmarc-inherited")),
          row(
                  "X-DMARC-002",
                  "its policy is quarantine or reject, for subdomains too, and not in test")
              .topic(
                  about(Topic.DMARC)
                      .fails("dmarc-policy-missing", "dmarc-policy-none", "dmarc-syntax-error")
                      .weakens("dmarc-pct-partial", "dmarc-subdomain-weaker", "dmarc-testing")
                      .notes("dmarc-policy-quarantine")
                      .mootBeside("dmarc-missing", "dmarc-multiple-records")),
          row("X-DMARC-003", "it asks for aggregate reports, and they can arrive")
              .topic(
                  about(Topic.DMARC)
                      .completely()
                      .fails(
                          "dmarc-no-rua",
                          "dmarc-rua-invalid",
                          "dmarc-rua-unauthorized",
                          "dmarc-rua-undeliverable")
                      .weakens("dmarc-syntax-error")
                      .mootBeside("dmarc-missing", "dmarc-multiple-records")),
          row("X-DMARC-004", "its other tags have values that exist")
              .topic(
                  about(Topic.DMARC)
                      .fails("dmarc-bad-value")
                      .notes("dmarc-obsolete-tag", "dmarc-unknown-tag")
                      .mootBeside("dmarc-missing", "dmarc-multiple-records")));

  private static final List<Row> POLICIES =
      List.of(
          row("X-MTASTS-001", "there is an MTA-STS policy that senders can use")
              .topic(
                  about(Topic.MTA_STS)
                      .fails(
                          "mta-sts-certificate-invalid",
                          "mta-sts-missing",
                          "mta-sts-multiple-records",
                          "mta-sts-policy-invalid",
                          "mta-sts-policy-unreachable",
                          "mta-sts-redirect",
                          "mta-sts-syntax-error")
                      .weakens("mta-sts-content-type")
                      .moot(Moot.TAKES_NO_MAIL)),
          row("X-MTASTS-002", "the policy is enforced, names every exchange and is kept for a week")
              .topic(
                  about(Topic.MTA_STS)
                      .completely()
                      .fails("mta-sts-mode-none", "mta-sts-mx-mismatch")
                      .weakens("mta-sts-max-age-short", "mta-sts-mode-testing")
                      .mootBeside(
                          "mta-sts-certificate-invalid",
                          "mta-sts-missing",
                          "mta-sts-multiple-records",
                          "mta-sts-policy-invalid",
                          "mta-sts-policy-unreachable",
                          "mta-sts-redirect",
                          "mta-sts-syntax-error")
                      .moot(Moot.TAKES_NO_MAIL)),
          row("X-TLSRPT-001", "there is one TLS-RPT record, and senders can use it")
              .topic(
                  about(Topic.TLS_RPT)
                      .fails("tls-rpt-missing", "tls-rpt-multiple-records", "tls-rpt-syntax-error")
                      .moot(Moot.TAKES_NO_MAIL)),
          row(
                  "X-DNSSEC-001",
                  "a chain of trust leads to the domain, and none on the way of mail breaks")
              .topic(
                  about(Topic.DNSSEC)
                      .fails("dnssec-bogus", "dnssec-unsigned")
                      .weakens("dnssec-signature-expiring")
                      .notes("dnssec-mx-unsigned")),
          row("X-DNSSEC-002", "no zone is signed with deprecated algorithms or digests only")
              .topic(
                  about(Topic.DNSSEC)
                      .completely()
                      .fails("dnssec-weak-algorithm")
                      .mootBeside("dnssec-unsigned")),
          row(
                  "X-DANE-001",
                  "the TLSA records of the exchanges can be used, and match what they present")
              .topic(
                  about(Topic.DANE)
                      .completely()
                      .fails("dane-mismatch", "dane-unusable", "dane-without-dnssec")
                      .weakens("dane-partial")
                      .notes("dane-missing", "dane-mx-insecure")
                      .mootBeside("dane-missing")
                      .moot(Moot.TAKES_NO_MAIL)),
          row("X-CAA-001", "CAA records hold for an exchange", DIRECT, null)
              .topic(
                  about(Topic.CAA)
                      .notes("caa-missing")
                      .mootBeside("caa-missing")
                      .moot(Moot.TAKES_NO_MAIL)),
          row("X-BIMI-001", "receivers can use the BIMI record and all that it names")
              .topic(
                  about(Topic.BIMI)
                      .completely()
                      .fails(
                          "bimi-certificate-invalid",
                          "bimi-dmarc-not-enforced",
                          "bimi-logo-invalid",
                          "bimi-logo-unreachable",
                          "bimi-syntax-error")
                      .notes("bimi-missing", "bimi-no-certificate")
                      .mootBeside("bimi-missing")
                      .moot(Moot.TAKES_NO_MAIL)));

  private static final List<Row> REPUTATION =
      List.of(
          row("X-PTR-001", "every address that was looked up has a name that looks like no pool's")
              .topic(
                  about(Topic.REVERSE)
                      .completely()
                      .fails("ptr-missing")
                      .weakens("ptr-generic")
                      .moot(Moot.UNSEEN_AND_TAKES_NO_MAIL)),
          row("X-PTR-002", "one of the names of every address leads back to it")
              .topic(
                  about(Topic.REVERSE)
                      .completely()
                      .fails("ptr-mismatch", "ptr-missing")
                      .moot(Moot.UNSEEN_AND_TAKES_NO_MAIL)),
          row(
                  "X-DNSBL-001",
                  "no address is on a list that answered; lists of low weight weaken",
                  INDICATIVE,
                  DIRECT)
              .topic(
                  about(Topic.LISTS)
                      .bySeverity("dnsbl-listed")
                      .notes("dnsbl-list-broken", "dnsbl-list-refused")
                      .moot(Moot.UNSEEN_AND_TAKES_NO_MAIL)),
          row(
                  "X-DNSBL-002",
                  "no domain is on a list that answered; lists of low weight weaken",
                  INDICATIVE,
                  DIRECT)
              .topic(
                  about(Topic.DOMAIN_LISTS)
                      .fails("domain-listed")
                      .notes("dnsbl-list-broken", "dnsbl-list-refused")));

  /** All rows, in the order of the groups. */
  static final List<Row> ROWS =
      Stream.of(CERTIFICATES, SESSIONS, LOGINS, GREETINGS, KEYS, RECORDS, POLICIES, REPUTATION)
          .flatMap(List::stream)
          .toList();

  private static final Map<String, Row> BY_CONTROL = byControl();

  private DecisionTable() {}

  /** The row of a control; empty when the outside does not decide it. */
  static Optional<Row> row(Control control) {
    return Optional.ofNullable(BY_CONTROL.get(control.id()));
  }

  /** What an outside view has to see for the control to pass; empty when it does not decide it. */
  public static Optional<String> passes(Control control) {
    return row(control).map(Row::passes);
  }

  /** The ids of the finding types that belong to the control. */
  public static List<String> findings(Control control) {
    return row(control).map(Row::findings).orElse(List.of());
  }

  private static Map<String, Row> byControl() {
    var rows = new LinkedHashMap<String, Row>();
    for (Row row : ROWS) {
      if (rows.put(row.control(), row) != null) {
        throw new IllegalStateException("two rows of " + row.control());
      }
    }
    return rows;
  }

  private static Draft row(String control, String passes) {
    return row(control, passes, DIRECT, DIRECT);
  }

  private static Draft row(
      String control, String passes, @Nullable Strength whenPassed, @Nullable Strength whenFailed) {
    return new Draft(control, passes, whenPassed, whenFailed, List.of());
  }

  /** A row without its rule. */
  private record Draft(
      String control,
      String passes,
      @Nullable Strength whenPassed,
      @Nullable Strength whenFailed,
      List<String> findings) {

    Draft findings(String... ids) {
      return new Draft(control, passes, whenPassed, whenFailed, Arrays.asList(ids));
    }

    Row everyServer(ServerRule.Look look) {
      return servers(ALL, look);
    }

    Row servers(Set<Integer> ports, ServerRule.Look look) {
      return rule(new ServerRule(ports, /* openOnly= */ true, look));
    }

    Row topic(TopicRule rule) {
      return findings(rule.types().toArray(String[]::new)).rule(rule);
    }

    Row rule(Rule rule) {
      return new Row(control, passes, whenPassed, whenFailed, List.copyOf(findings), rule);
    }
  }
}
