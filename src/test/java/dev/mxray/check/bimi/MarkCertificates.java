package dev.mxray.check.bimi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mxray.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Mark certificates made for tests, as PEM files. */
public final class MarkCertificates {
  static final ASN1ObjectIdentifier LOGOTYPE = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.12");
  static final KeyPurposeId MARKS =
      KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.3.31"));

  private MarkCertificates() {}

  /** One that vouches for a logo of a domain. */
  public static String good(String domain, String svg) {
    return pem(of(domain).extension(LOGOTYPE, false, logotype(svg)));
  }

  static TestCertificate.Builder of(String domain) {
    return TestCertificate.of("Example Inc")
        .names(domain)
        .extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(MARKS));
  }

  /** The extension with a logo in it (RFC 9399 §4.1), packed as mark certificates have it. */
  static ASN1Encodable logotype(String svg) {
    return logotypeOf("data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(gzip(svg)));
  }

  static ASN1Encodable logotypeOf(String uri) {
    var details =
        sequence(new DERIA5String("image/svg+xml"), sequence(), sequence(new DERIA5String(uri)));
    var data = sequence(sequence(sequence(details)));
    var info = new DERTaggedObject(/* isExplicit= */ false, 0, data);
    return sequence(new DERTaggedObject(/* isExplicit= */ true, 2, info));
  }

  static DERSequence sequence(ASN1Encodable... elements) {
    return new DERSequence(elements);
  }

  static String pem(TestCertificate.Builder certificate) {
    return pem(certificate.signedBy(TestCertificate.authority("Marks")).der());
  }

  static String pem(byte[] der) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der)
        + "\n-----END CERTIFICATE-----\n";
  }

  static byte[] gzip(String text) {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
