package dev.mxray.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.mxray.check.tls.TlsObservation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finished TLS handshake.
 *
 * @param version that was agreed on: {@code TLSv1.3}
 * @param cipherSuite by its IANA name
 * @param group of the key exchange, {@code x25519}; null where the suite has none or it is not
 *     known
 * @param versions that the server accepts; null unless they were enumerated
 * @param cipherSuites that the server accepts, by version; null unless they were enumerated
 * @param certificate the server's own; null when it sent none or it cannot be read
 * @param chain the certificates in the order in which they were sent, the server's own first
 */
public record TlsPart(
    String version,
    String cipherSuite,
    @Nullable String group,
    @JsonSetter(nulls = Nulls.SET) @Nullable List<String> versions,
    @JsonSetter(nulls = Nulls.SET) @Nullable Map<String, List<String>> cipherSuites,
    @Nullable CertificatePart certificate,
    List<ChainPart> chain) {

  /** What was agreed on with a server; null when there was no TLS. */
  static @Nullable TlsPart of(@Nullable TlsObservation tls) {
    return tls == null
        ? null
        : new TlsPart(
            tls.version(),
            tls.cipherSuite(),
            tls.group(),
            null,
            null,
            CertificatePart.of(tls.certificate()),
            tls.chain().stream().map(ChainPart::of).toList());
  }
}
