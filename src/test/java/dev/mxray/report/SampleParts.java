package dev.mxray.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Servers, lists and controls as a scan reports them, for the tests of the writers. */
final class SampleParts {
  private static final List<String> CAPABILITIES =
      List.of("PIPELINING", "SIZE 36700160", "8BITMIME", "AUTH PLAIN LOGIN");
  private static final String VECTOR = "MCSS:1.0/EV:N/AC:L/AR:N/PR:N/UI:N/VC:H/VI:H/VA:N/RC:S";

  private SampleParts() {}

  /** Two hosts: one as it should be, one with an expired certificate and a refused port. */
  static List<ServerPart> servers() {
    return List.of(
        server("mx1.example.com", "192.0.2.1", 25, "ok", tls("TLSv1.3", good())),
        server("mx1.example.com", "192.0.2.1", 465, "implicit", tls("TLSv1.3", good())),
        server("mx1.example.com", "192.0.2.1", 587, "ok", enumerated(good())),
        server("mx1.example.com", "2001:db8::1", 25, "ok", tls("TLSv1.3", good())),
        silent("mx1.example.com", "2001:db8::1", 465, "timeout"),
        server("mx3.example.com", "198.51.100.1", 25, "ok", tls("TLSv1.2", expired())),
        silent("mx3.example.com", "198.51.100.1", 465, "refused"),
        server("mx3.example.com", "198.51.100.1", 587, "not_offered", null),
        server("mx3.example.com", "198.51.100.2", 25, "failed", null),
        new ServerPart(
            "mx3.example.com",
            "2001:db8:0:1::1",
            25,
            "rejected",
            554,
            "554-mx3.example.com no mail from you\n554 ask postmaster",
            null,
            List.of(),
            null,
            List.of(),
            List.of(),
            null),
        silent("mx3.example.com", "2001:db8:0:2::2", 25, "not_probed"));
  }

  /** Of three lists for two addresses and the domain: one listing, one refusal, one dead list. */
  static List<ReputationPart> reputation() {
    return List.of(
        new ReputationPart(
            "192.0.2.1",
            "zen.spamhaus.org",
            "listed",
            List.of("127.0.0.2", "127.0.0.10"),
            "SBL; PBL",
            "https://check.spamhaus.org/sbl/query/SBL123",
            "Spamhaus",
            "ip",
            "high"),
        new ReputationPart(
            "192.0.2.1", "bl.spamcop.net", "clean", List.of(), null, null, "SpamCop", "ip", null),
        new ReputationPart(
            "192.0.2.1",
            "dead.example.net",
            "list_broken",
            List.of("127.0.0.2"),
            null,
            "the list lists 127.0.0.1",
            null,
            "ip",
            null),
        new ReputationPart(
            "198.51.100.1",
            "zen.spamhaus.org",
            "clean",
            List.of(),
            null,
            null,
            "Spamhaus",
            "ip",
            null),
        new ReputationPart(
            "198.51.100.1",
            "bl.spamcop.net",
            "clean",
            List.of(),
            null,
            null,
            "SpamCop",
            "ip",
            null),
        new ReputationPart(
            "198.51.100.1",
            "list.dnswl.org",
            "listed",
            List.of("127.0.10.1"),
            "low trust, technology",
            null,
            "dnswl.org",
            "allow",
            null),
        new ReputationPart(
            "xn--bcher-kva.example",
            "dbl.spamhaus.org",
            "unknown",
            List.of("127.255.255.254"),
            null,
            "the list refuses this resolver",
            "Spamhaus",
            "domain",
            null));
  }

  /** A few controls of each status. */
  static McssPart mcss() {
    return new McssPart(
        "1.0",
        List.of(
            control("DKIM-001", "partial", "indicative", "high", "9.2", "dkim-key-short"),
            control("DMARC-001", "not_assessed", null, "high", "10.0"),
            control("EXIM-003", "na", null, "medium", "7.1"),
            control("POSTFIX-003", "pass", "direct", "critical", "10.0"),
            control("SPF-001", "fail", "direct", "high", "10.0", "spf-include-missing"),
            control("TLS-001", "fail", "direct", "critical", "10.0", "mx-target-unregistered"),
            control("TLS-005", "pass", "direct", "high", "10.0")),
        new McssPart.Summary(
            5,
            2,
            1,
            2,
            1,
            163,
            new BigDecimal("50.0"),
            new BigDecimal("50.0"),
            new McssPart.Extensions(4, 3, 0, 1)));
  }

  /** One that is in order, and one in the clear; the others are not there. */
  static List<ServerPart> mailboxServers() {
    return List.of(
        mailbox(993, "open", "implicit", List.of()),
        mailbox(143, "open", "not_offered", List.of("PLAIN")),
        mailbox(110, "refused", null, List.of()),
        mailbox(4190, "timeout", null, List.of()));
  }

  private static ServerPart mailbox(
      int port, String state, @Nullable String starttls, List<String> authBeforeTls) {
    boolean open = state.equals("open");
    return new ServerPart(
        "mx1.example.com",
        "192.0.2.1",
        port,
        state,
        null,
        open ? "Dovecot ready." : null,
        open ? "Dovecot" : null,
        open ? List.of("IMAP4rev1") : List.of(),
        starttls,
        authBeforeTls,
        List.of(),
        null);
  }

  /** A server in whose every text somebody hostile wrote something. */
  static ServerPart hostileServer(String text) {
    var suites = new TreeMap<String, List<String>>();
    suites.put(text, List.of(text));
    return new ServerPart(
        text,
        text,
        25,
        text,
        220,
        text,
        text,
        List.of(text, text),
        text,
        List.of(text),
        List.of(text),
        new TlsPart(
            text,
            text,
            text,
            List.of(text),
            suites,
            new CertificatePart(
                text, text, List.of(text), text, text, -1, text, 1024, text, text, false, false),
            List.of(new ChainPart(text, text, text))),
        new DialoguePart(
            text, 1, null, new ExtensionsPart(1L, true, true, true, true, true, text)));
  }

  static CertificatePart certificateOf(String text) {
    return new CertificatePart(
        text,
        text,
        List.of(text),
        "2026-10-22T12:00:00Z",
        "2027-01-20T12:00:00Z",
        61,
        text,
        1024,
        text,
        "a".repeat(64),
        false,
        false);
  }

  static ReputationPart hostileList(String text, String state) {
    return new ReputationPart(text, text, state, List.of(text), text, text, text, text, text);
  }

  static McssPart hostileControls(String text) {
    return new McssPart(
        text,
        List.of(
            new McssPart.Control(
                text, "fail", text, text, BigDecimal.TEN, text, text, text, List.of(text), text)),
        new McssPart.Summary(
            1,
            0,
            0,
            1,
            0,
            168,
            BigDecimal.ZERO,
            new BigDecimal("100.0"),
            new McssPart.Extensions(0, 0, 0, 0)));
  }

  private static ServerPart server(
      String host, String address, int port, String starttls, @Nullable TlsPart tls) {
    boolean submission = port != 25;
    return new ServerPart(
        host,
        address,
        port,
        "open",
        220,
        "220 " + host + " ESMTP Postfix",
        "Postfix",
        CAPABILITIES,
        starttls,
        List.of(),
        submission && tls != null ? List.of("PLAIN", "LOGIN") : List.of(),
        tls,
        new DialoguePart(
            null, 2, submission ? Boolean.FALSE : null, ExtensionsPart.of(CAPABILITIES)));
  }

  static ServerPart silent(String host, String address, int port, String state) {
    return new ServerPart(
        host, address, port, state, null, null, null, List.of(), null, List.of(), List.of(), null);
  }

  private static TlsPart tls(String version, CertificatePart certificate) {
    return new TlsPart(
        version,
        version.equals("TLSv1.3") ? "TLS_AES_256_GCM_SHA384" : "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "x25519",
        null,
        null,
        certificate,
        List.of(
            new ChainPart(certificate.subject(), certificate.issuer(), certificate.sha256()),
            new ChainPart(certificate.issuer(), "CN=Example Root", "c".repeat(64))));
  }

  private static TlsPart enumerated(CertificatePart certificate) {
    var suites = new TreeMap<String, List<String>>();
    suites.put("TLSv1.2", List.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));
    suites.put("TLSv1.3", List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"));
    TlsPart usual = tls("TLSv1.3", certificate);
    return new TlsPart(
        usual.version(),
        usual.cipherSuite(),
        usual.group(),
        List.copyOf(suites.keySet()),
        suites,
        certificate,
        usual.chain());
  }

  private static CertificatePart good() {
    return new CertificatePart(
        "CN=mx1.example.com",
        "CN=E7,O=Let's Encrypt,C=US",
        List.of("mx1.example.com", "mail.example.com"),
        "2026-10-22T12:00:00Z",
        "2027-01-20T12:00:00Z",
        61,
        "ec",
        256,
        "SHA384withECDSA",
        "a".repeat(64),
        true,
        true);
  }

  private static CertificatePart expired() {
    return new CertificatePart(
        "CN=mail.example.com,O=Example",
        "CN=mail.example.com,O=Example",
        List.of("mail.example.com"),
        "2025-11-01T00:00:00Z",
        "2026-11-01T00:00:00Z",
        -20,
        "rsa",
        1024,
        "SHA1withRSA",
        "b".repeat(64),
        false,
        false);
  }

  private static McssPart.Control control(
      String id,
      String status,
      @Nullable String strength,
      String severity,
      String score,
      String... findings) {
    return new McssPart.Control(
        id,
        status,
        strength == null ? null : "observed",
        strength,
        new BigDecimal(score),
        score.equals("7.1") ? "high" : "critical",
        severity,
        VECTOR,
        List.of(findings),
        strength == null ? null : "seen from outside");
  }
}
