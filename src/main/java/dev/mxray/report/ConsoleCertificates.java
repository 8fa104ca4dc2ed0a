package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The certificates of servers, each written out once. */
final class ConsoleCertificates {
  private static final int MAX_NAMES = 4;
  private static final int SOON = 30;
  private static final int DATE = "2026-11-20".length();

  private final Page page;
  private final String scannedAt;

  /** Where a certificate with the same verdict was written out. */
  private final Map<Key, String> shown = new LinkedHashMap<>();

  /** What makes two certificates look alike: the verdict on the name depends on the host too. */
  private record Key(String sha256, @Nullable Boolean trusted, @Nullable Boolean nameMatches) {}

  ConsoleCertificates(Page page, String scannedAt) {
    this.page = page;
    this.scannedAt = scannedAt;
  }

  /** What tells the certificates of one address from those of another. */
  List<Object> keys(List<ServerPart> ports) {
    return ports.stream()
        .map(ConsoleCertificates::certificate)
        .<Object>map(certificate -> certificate == null ? "" : key(certificate))
        .toList();
  }

  /** The certificates of one address, with the ports where they differ. */
  void write(int indent, List<ServerPart> ports) {
    Map<Key, List<ServerPart>> byKey = new LinkedHashMap<>();
    for (ServerPart port : ports) {
      CertificatePart certificate = certificate(port);
      if (certificate != null) {
        byKey.computeIfAbsent(key(certificate), key -> new ArrayList<>()).add(port);
      }
    }
    byKey.forEach(
        (key, where) -> {
          var line = page.line().say(Style.QUIET, "certificate");
          if (byKey.size() > 1) {
            line.put(Style.QUIET, " ")
                .say(
                    Style.QUIET,
                    "certificate.of",
                    String.join(
                        ", ", where.stream().map(port -> Integer.toString(port.port())).toList()));
          }
          CertificatePart certificate = certificate(where.get(0));
          String before = shown.putIfAbsent(key, where.get(0).address());
          if (before != null) {
            page.add(indent, line.put(" ").say("certificate.as-at", Words.cutShort(before)));
          } else if (certificate != null) {
            page.add(indent, indent + 2, describe(line.put(" "), certificate));
          }
        });
  }

  private Line describe(Line line, CertificatePart certificate) {
    line.put(names(certificate));
    String issuer =
        certificate.issuer().equals(certificate.subject())
            ? page.texts().of("certificate.itself")
            : Words.cutShort(DistinguishedName.shown(certificate.issuer()));
    line.put(", ").say("certificate.by", issuer);
    if (certificate.keyType() != null && certificate.keyBits() != null) {
      line.put(", " + key(certificate.keyType(), certificate.keyBits()));
    }
    line.put(", ");
    validity(line, certificate);
    if (Boolean.FALSE.equals(certificate.trusted())) {
      line.put("  ").put(Style.BAD, "✗ ").say(Style.BAD, "certificate.untrusted");
    }
    if (Boolean.FALSE.equals(certificate.nameMatches())) {
      line.put("  ").put(Style.BAD, "✗ ").say(Style.BAD, "certificate.other-name");
    }
    return line;
  }

  private String names(CertificatePart certificate) {
    if (certificate.names().isEmpty()) {
      return page.texts()
          .of(
              "certificate.no-names",
              Words.cutShort(DistinguishedName.shown(certificate.subject())));
    }
    String names =
        String.join(
            ", ", certificate.names().stream().limit(MAX_NAMES).map(Words::cutShort).toList());
    int more = certificate.names().size() - MAX_NAMES;
    return more > 0 ? page.texts().of("and-more", names, more) : names;
  }

  private void validity(Line line, CertificatePart certificate) {
    int days = certificate.daysLeft();
    if (days < 0) {
      line.put(Style.BAD, "✗ ").say(Style.BAD, "certificate.expired", date(certificate.notAfter()));
    } else if (certificate.notBefore().compareTo(scannedAt) > 0) {
      // Both RFC 3339 in UTC to the second, which sort as text.
      line.put(Style.BAD, "✗ ").say(Style.BAD, "certificate.future", date(certificate.notBefore()));
    } else {
      line.say("certificate.until", date(certificate.notAfter()))
          .put(" ")
          .put(
              days < SOON ? Style.FAIR : Style.PLAIN, "(" + page.texts().count("days", days) + ")");
    }
  }

  private static String key(String type, int bits) {
    String name =
        switch (type) {
          case "rsa" -> "RSA";
          case "ec" -> "EC";
          case "dsa" -> "DSA";
          default -> Words.cutShort(type);
        };
    return name + " " + bits;
  }

  private static String date(String instant) {
    return instant.length() > DATE ? instant.substring(0, DATE) : Words.cutShort(instant);
  }

  private static Key key(CertificatePart certificate) {
    return new Key(certificate.sha256(), certificate.trusted(), certificate.nameMatches());
  }

  private static @Nullable CertificatePart certificate(ServerPart port) {
    TlsPart tls = port.tls();
    return tls == null ? null : tls.certificate();
  }
}
