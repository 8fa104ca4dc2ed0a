package dev.mxray.message.signature;

import dev.mxray.message.source.Canonicalization;
import dev.mxray.message.source.HeaderField;
import dev.mxray.message.source.MessageHeader;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The octets of a header that a signature covers (RFC 6376 §3.7, §5.4.2). */
final class SignedData {
  private SignedData() {}

  /**
   * The fields that {@code h} names, each name taking the lowest field that is left, and then the
   * signature's own field. A name for which no field is left stands for nothing, so that adding one
   * breaks the signature.
   */
  static byte[] of(MessageHeader header, SignatureField signature) {
    var out = new ByteArrayOutputStream();
    Map<String, List<HeaderField>> fields = new HashMap<>();
    Map<String, Integer> left = new HashMap<>();
    for (String name : signature.signed()) {
      List<HeaderField> all =
          fields.computeIfAbsent(
              name,
              key -> header.all(key).stream().filter(field -> field != signature.field()).toList());
      int index = left.merge(name, all.size() - 1, (before, unused) -> before - 1);
      if (index >= 0) {
        out.writeBytes(all.get(index).canonical(signature.headerForm()));
      }
    }
    out.writeBytes(signature.field().canonicalUnsigned(signature.headerForm()));
    return out.toByteArray();
  }

  /** How many fields of a name exist beyond those that {@code h} covers. */
  static int uncovered(MessageHeader header, SignatureField signature, String key) {
    long listed = signature.signed().stream().filter(key::equals).count();
    return (int) Math.max(0, header.all(key).size() - listed);
  }

  /** What an ARC-Seal signs (RFC 8617 §5.1.1): the sets in order, in the relaxed form. */
  static byte[] ofSeal(List<HeaderField> before, HeaderField seal) {
    var out = new ByteArrayOutputStream();
    before.forEach(field -> out.writeBytes(field.canonical(Canonicalization.RELAXED)));
    out.writeBytes(seal.canonicalUnsigned(Canonicalization.RELAXED));
    return out.toByteArray();
  }
}
