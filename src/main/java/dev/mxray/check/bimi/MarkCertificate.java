package dev.mxray.check.bimi;

import dev.mxray.check.tls.CertificateReader;
import dev.mxray.check.tls.CertificateReader.Contents;
import dev.mxray.text.Sentence;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;

/**
 * A mark certificate (draft-fetch-validation-vmc-wchuang), as far as it can be judged without its
 * authorities, which no trust store of this machine has: its dates, names, purpose, and the logo in
 * it (RFC 9399). Texts are hostile.
 *
 * @param names DNS names among the subject alternative names
 * @param forMarks true when its purpose is that of mark certificates
 * @param hasLogotype true when it has the extension for logos
 * @param logo the SVG document in it; null when there is none that can be read
 */
@SuppressWarnings("ArrayRecordComponent") // Octets as sent; nobody compares certificates.
public record MarkCertificate(
    String subject,
    String issuer,
    List<String> names,
    Instant notBefore,
    Instant notAfter,
    boolean forMarks,
    boolean hasLogotype,
    byte @Nullable [] logo) {

  /** Octets of a file with the certificate, its chain and the logo in it. */
  static final int MAX_OCTETS = 262_144;

  /** id-kp-BrandIndicatorforMessageIdentification. */
  private static final KeyPurposeId MARKS =
      KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.3.31"));

  /** id-pe-logotype (RFC 9399 §4.1). */
  private static final ASN1ObjectIdentifier LOGOTYPE =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.12");

  private static final int SUBJECT_LOGO = 2;
  private static final int DIRECT = 0;
  private static final String SVG_TYPE = "image/svg+xml";
  private static final String DATA = "data:image/svg+xml;base64,";
  private static final int MAX_NAMES = 5;

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*)-----END CERTIFICATE-----");

  public MarkCertificate {
    names = List.copyOf(names);
  }

  /** Reads the first certificate of a PEM file (RFC 7468); empty when there is none. */
  static Optional<MarkCertificate> read(byte[] file) {
    Matcher pem = PEM.matcher(new String(file, StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      return Optional.empty();
    }
    try {
      return CertificateReader.contents(Base64.getMimeDecoder().decode(pem.group(1)))
          .map(MarkCertificate::of);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no base64
    }
  }

  private static MarkCertificate of(Contents contents) {
    Extensions extensions = contents.parsed().getTBSCertificate().getExtensions();
    return new MarkCertificate(
        contents.subject(),
        contents.issuer(),
        contents.dnsNames(),
        contents.notBefore(),
        contents.notAfter(),
        extensions != null && isForMarks(extensions),
        extensions != null && extensions.getExtension(LOGOTYPE) != null,
        extensions == null ? null : logo(extensions));
  }

  private static boolean isForMarks(Extensions extensions) {
    try {
      ExtendedKeyUsage usage = ExtendedKeyUsage.fromExtensions(extensions);
      return usage != null && usage.hasKeyPurposeId(MARKS);
    } catch (RuntimeException e) {
      return false; // the extension is not what it says
    }
  }

  /** The subject's logo, when it is in the certificate itself (RFC 9399 §4.1, §7). */
  private static byte @Nullable [] logo(Extensions extensions) {
    try {
      Extension extension = extensions.getExtension(LOGOTYPE);
      if (extension == null) {
        return null;
      }
      ASN1TaggedObject subject =
          tagged(ASN1Sequence.getInstance(extension.getParsedValue()), SUBJECT_LOGO);
      // LogotypeInfo is a choice, so that its tag is explicit; LogotypeData has an implicit one.
      ASN1TaggedObject info = ASN1TaggedObject.getInstance(subject.getExplicitBaseObject());
      if (info.getTagNo() != DIRECT) {
        return null;
      }
      ASN1Sequence data = ASN1Sequence.getInstance(info, /* declaredExplicit= */ false);
      ASN1Sequence images = ASN1Sequence.getInstance(data.getObjectAt(0));
      ASN1Sequence image = ASN1Sequence.getInstance(images.getObjectAt(0));
      ASN1Sequence details = ASN1Sequence.getInstance(image.getObjectAt(0));
      String type = ASN1IA5String.getInstance(details.getObjectAt(0)).getString();
      ASN1Sequence uris = ASN1Sequence.getInstance(details.getObjectAt(2));
      String uri = ASN1IA5String.getInstance(uris.getObjectAt(0)).getString();
      return type.toLowerCase(Locale.ROOT).startsWith(SVG_TYPE)
              && uri.regionMatches(/* ignoreCase= */ true, 0, DATA, 0, DATA.length())
          ? SvgLogo.document(Base64.getMimeDecoder().decode(uri.substring(DATA.length())))
              .orElse(null)
          : null;
    } catch (RuntimeException e) {
      // Bouncy Castle and the decoder throw unchecked exceptions for structures that do not fit.
      return null;
    }
  }

  private static ASN1TaggedObject tagged(ASN1Sequence sequence, int tag) {
    for (ASN1Encodable element : sequence) {
      if (element instanceof ASN1TaggedObject tagged && tagged.getTagNo() == tag) {
        return tagged;
      }
    }
    throw new IllegalArgumentException("no element with the tag " + tag);
  }

  /**
   * What keeps it from vouching for a logo; empty when nothing does.
   *
   * @param domains one of which it has to name: those at which the record may stand
   * @param shown the logo of the record, unpacked; null when it is not to be compared
   */
  List<Sentence> faults(Instant now, Set<String> domains, byte @Nullable [] shown) {
    var faults = new ArrayList<Sentence>();
    if (now.isAfter(notAfter)) {
      faults.add(Sentence.of("bimi.expired", day(notAfter)));
    }
    if (now.isBefore(notBefore)) {
      faults.add(Sentence.of("bimi.early", day(notBefore)));
    }
    if (names.stream().noneMatch(name -> names(domains, name))) {
      faults.add(
          names.isEmpty()
              ? Sentence.of("bimi.no-domain")
              : Sentence.of(
                  "bimi.other-domains",
                  names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "))));
    }
    if (!forMarks) {
      faults.add(Sentence.of("bimi.not-for-marks"));
    }
    if (!hasLogotype) {
      faults.add(Sentence.of("bimi.no-logotype"));
    } else if (logo == null) {
      faults.add(Sentence.of("bimi.logotype-unreadable"));
    } else if (!SvgLogo.faults(logo).isEmpty()) {
      faults.add(Sentence.of("bimi.logo-inside", SvgLogo.faults(logo).get(0)));
    } else if (shown != null && !Arrays.equals(shown, logo)) {
      faults.add(Sentence.of("bimi.logo-other"));
    }
    return faults;
  }

  /** A certificate names a domain, or a selector of it. */
  private static boolean names(Set<String> domains, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return domains.contains(lower)
        || domains.stream().anyMatch(domain -> lower.equals(BimiProbe.PREFIX + domain));
  }

  private static String day(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
