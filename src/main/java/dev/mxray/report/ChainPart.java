package dev.mxray.report;

import dev.mxray.check.tls.SentCertificate;
import org.jspecify.annotations.Nullable;

/**
 * One certificate as it was sent.
 *
 * @param subject distinguished name (RFC 4514); null when the certificate cannot be read
 * @param issuer distinguished name (RFC 4514); null when the certificate cannot be read
 * @param sha256 of the certificate as it was sent, in lower-case hexadecimal digits
 */
public record ChainPart(@Nullable String subject, @Nullable String issuer, String sha256) {

  static ChainPart of(SentCertificate sent) {
    return new ChainPart(sent.subject(), sent.issuer(), sent.sha256());
  }
}
