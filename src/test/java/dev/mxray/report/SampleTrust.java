package dev.mxray.report;

import java.util.List;

/** Chains of trust, CAA records and delivery, for sample reports. */
final class SampleTrust {
  private SampleTrust() {}

  static DnssecPart dnssec() {
    return new DnssecPart(
        "secure",
        null,
        null,
        List.of(
            new DnssecPart.Exchange("mx1.example.com", "secure", null, null),
            new DnssecPart.Exchange(
                "mx2.example.net", "bogus", "DNSKEY example.net", "the signature expired")),
        List.of(
            new DnssecPart.Zone(
                "example.com", List.of("ECDSAP256SHA256 (13)"), List.of("SHA-256 (2)"))));
  }

  static DnssecPart dnssec(String text) {
    return new DnssecPart(
        "bogus",
        text,
        text,
        List.of(new DnssecPart.Exchange(text, "insecure", null, text)),
        List.of(new DnssecPart.Zone(text, List.of(text), List.of(text))));
  }

  static DnssecPart dnssecOf(String text) {
    return new DnssecPart(
        text,
        text,
        text,
        List.of(new DnssecPart.Exchange(text, text, text, text)),
        List.of(new DnssecPart.Zone(text, List.of(text), List.of(text))));
  }

  static DnssecPart noDnssec() {
    return new DnssecPart("unknown", null, null, List.of(), List.of());
  }

  static CaaPart caa() {
    return new CaaPart(
        "present",
        List.of(
            new CaaPart.Host("mx1.example.com", "example.com", List.of("0 issue \"ca.example\"")),
            new CaaPart.Host("mx2.example.net", null, List.of())));
  }

  static CaaPart caa(String text) {
    return new CaaPart("present", List.of(new CaaPart.Host(text, text, List.of(text))));
  }

  static CaaPart caaOf(String text) {
    return new CaaPart(text, List.of(new CaaPart.Host(text, text, List.of(text))));
  }

  static CaaPart noCaa() {
    return new CaaPart("unknown", List.of());
  }

  static List<DeliveryPart> delivery() {
    return List.of(
        new DeliveryPart("mx1.example.com", "encrypted", "verified", "verified"),
        new DeliveryPart("mx2.example.net", "cleartext", "not_delivered", "unknown"));
  }

  static List<DeliveryPart> delivery(String text) {
    return List.of(new DeliveryPart(text, "encrypted", "cleartext", "not_delivered"));
  }

  static List<DeliveryPart> deliveryOf(String text) {
    return List.of(new DeliveryPart(text, text, text, text));
  }

  static DanePart dane() {
    return new DanePart(
        "match", List.of("3 1 1 8cb0", "3 1 1 0123"), List.of("3 1 1 8cb0"), "prepared");
  }
}
