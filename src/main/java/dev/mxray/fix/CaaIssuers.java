package dev.mxray.fix;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Certificate;

/** What CAA records call the authority that issued a certificate (RFC 8659 §4.2). */
final class CaaIssuers {
  private static final String FILE = "caa-issuers.properties";

  private final Map<String, String> domains;

  private CaaIssuers(Map<String, String> domains) {
    this.domains = Map.copyOf(domains);
  }

  /** Those that this program knows. */
  static CaaIssuers bundled() {
    return Bundled.ISSUERS;
  }

  /** Read when they are first asked for. */
  private static final class Bundled {
    private static final CaaIssuers ISSUERS = read();

    private static CaaIssuers read() {
      var file = new Properties();
      try (var in =
          new InputStreamReader(
              Objects.requireNonNull(CaaIssuers.class.getResourceAsStream(FILE), FILE),
              StandardCharsets.UTF_8)) {
        file.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      var domains = new HashMap<String, String>();
      for (String domain : file.stringPropertyNames()) {
        for (String organization : file.getProperty(domain).split("; ", -1)) {
          domains.put(organization, domain);
        }
      }
      return new CaaIssuers(domains);
    }
  }

  /** The domain of the authority; empty for one that is not known, or that cannot be read. */
  Optional<String> of(byte[] certificate) {
    try {
      RDN[] organizations = Certificate.getInstance(certificate).getIssuer().getRDNs(BCStyle.O);
      return List.of(organizations).stream()
          .map(one -> one.getFirst().getValue().toString())
          .findFirst()
          .map(domains::get);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
