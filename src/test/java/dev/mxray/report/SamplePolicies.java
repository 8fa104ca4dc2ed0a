package dev.mxray.report;

import java.util.List;

/** Transport policies and a logo as a scan reports them, for the tests of the writers. */
final class SamplePolicies {
  private SamplePolicies() {}

  static MtaStsPart mtaSts() {
    return new MtaStsPart(
        "present",
        "v=STSv1; id=20261120",
        "_mta-sts.hosting.example",
        new MtaStsPart.Policy("testing", 604_800, List.of("mx1.example.com", "*.example.net")),
        "mta-sts.hosting.example");
  }

  static TlsRptPart tlsRpt() {
    return new TlsRptPart(
        "present",
        "v=TLSRPTv1; rua=mailto:tls@example.net,https://reports.example.net/tls",
        List.of("mailto:tls@example.net", "https://reports.example.net/tls"));
  }

  static BimiPart bimi() {
    return new BimiPart(
        "present",
        "v=BIMI1; l=https://example.com/logo.svg; a=https://example.com/logo.pem",
        "default._bimi.example.com",
        "https://example.com/logo.svg",
        new BimiPart.Certificate(
            "CN=Example",
            "CN=Marks",
            List.of("example.com"),
            "2026-01-01T00:00:00Z",
            "2027-01-01T00:00:00Z"));
  }

  /** Valid, with this text wherever a stranger could have written it. */
  static MtaStsPart mtaSts(String text) {
    return new MtaStsPart(
        "present", text, text, new MtaStsPart.Policy("none", 0, List.of(text)), text);
  }

  static TlsRptPart tlsRpt(String text) {
    return new TlsRptPart("present", text, List.of(text, text));
  }

  static BimiPart bimi(String text) {
    return new BimiPart(
        "present",
        text,
        text,
        text,
        new BimiPart.Certificate(
            text, text, List.of(text), "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"));
  }

  /** This text in every field, so that it is valid no more. */
  static MtaStsPart mtaStsOf(String text) {
    return new MtaStsPart(
        text, text, text, new MtaStsPart.Policy(text, 1, List.of(text, text)), text);
  }

  static BimiPart bimiOf(String text) {
    return new BimiPart(
        text, text, text, text, new BimiPart.Certificate(text, text, List.of(text), text, text));
  }

  static MtaStsPart noMtaSts(String state) {
    return new MtaStsPart(state, null, null, null, null);
  }

  static TlsRptPart noTlsRpt(String state) {
    return new TlsRptPart(state, null, List.of());
  }

  static BimiPart noBimi(String state) {
    return new BimiPart(state, null, null, null, null);
  }
}
