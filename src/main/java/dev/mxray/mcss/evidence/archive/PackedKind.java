package dev.mxray.mcss.evidence.archive;

import java.nio.charset.StandardCharsets;

/** What a file is that is not packed with gzip, by how it begins. */
final class PackedKind {
  private PackedKind() {}

  /** True for the two octets with which every gzip member begins (RFC 1952 §2.3.1). */
  static boolean isGzip(byte[] beginning) {
    return beginning.length > 1 && (beginning[0] & 0xff) == 0x1f && (beginning[1] & 0xff) == 0x8b;
  }

  /** The end of a sentence that begins with the name of the file. */
  static String of(byte[] beginning) {
    String text = new String(beginning, StandardCharsets.ISO_8859_1);
    if (text.isEmpty()) {
      return "is empty";
    }
    if (text.startsWith("Salted__")) {
      return "is encrypted, by openssl enc";
    }
    if (text.startsWith("age-encryption.org") || text.startsWith("-----BEGIN AGE ENCRYPTED")) {
      return "is encrypted, by age";
    }
    if (text.startsWith("-----BEGIN PGP MESSAGE") || isOpenPgp(text.charAt(0))) {
      return "is encrypted, in OpenPGP";
    }
    if (text.startsWith("PK\u0003\u0004")) {
      return "is a ZIP archive, not a .tar.gz";
    }
    if (text.startsWith("\u00fd7zXZ")) {
      return "is packed with xz, not with gzip";
    }
    if (text.startsWith("BZh")) {
      return "is packed with bzip2, not with gzip";
    }
    if (text.startsWith("(\u00b5/\u00fd")) {
      return "is packed with zstd, not with gzip";
    }
    return "is not packed with gzip";
  }

  /** Packets of session keys, in the old format and in the new one (RFC 9580 §4.2). */
  private static boolean isOpenPgp(char octet) {
    int old = octet & 0xfc;
    return old == 0x84 || old == 0x8c || octet == 0xc1 || octet == 0xc3;
  }
}
