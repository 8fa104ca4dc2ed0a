package dev.mxray.message.signature;

import dev.mxray.check.dkim.DkimKey;
import dev.mxray.key.KeyWeakness;
import dev.mxray.message.source.BodyForm;
import dev.mxray.message.source.MessageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a reader should know of a signature whatever came of it. */
final class SignatureRemarks {
  /** Fields that a reader is shown (RFC 6376 §5.4.1). */
  private static final List<String> SHOWN = List.of("subject", "to", "date");

  private SignatureRemarks() {}

  static List<String> of(
      MessageSource message, SignatureField signature, SignatureCheck.Tested tested) {
    var remarks = new ArrayList<String>();
    if (tested.key() != null) {
      key(tested.key().testing(), tested.key().key(), remarks);
    }
    body(message, signature, remarks);
    header(message, signature, remarks);
    return remarks;
  }

  private static void key(boolean testing, DkimKey key, List<String> remarks) {
    if (testing) {
      remarks.add("the key is in test mode (t=y): receivers should treat the mail as unsigned");
    }
    if (key instanceof DkimKey.Rsa rsa
        && rsa.bits() >= DkimKey.MIN_RSA_BITS
        && rsa.bits() < DkimKey.GOOD_RSA_BITS) {
      remarks.add("the key has " + rsa.bits() + " bits; signers should use 2048");
    }
    List<KeyWeakness> weaknesses =
        key instanceof DkimKey.Rsa rsa
            ? rsa.weaknesses()
            : key instanceof DkimKey.Ed25519 ed25519 ? ed25519.weaknesses() : List.of();
    if (!weaknesses.isEmpty()) {
      remarks.add(
          "anyone can sign with this key: "
              + weaknesses.stream().map(KeyWeakness::words).collect(Collectors.joining("; ")));
    }
  }

  private static void body(MessageSource message, SignatureField signature, List<String> remarks) {
    BodyForm form = signature.bodyForm();
    if (form.limit() == BodyForm.WHOLE) {
      return;
    }
    long behind = message.body(form).map(digest -> digest.length() - form.limit()).orElse(0L);
    remarks.add(
        behind > 0
            ? "l= leaves the last "
                + behind
                + " octets of the body unsigned: anyone can have added them"
            : "l= limits the signed body: anyone can add to it (RFC 6376 §8.2)");
  }

  /** Oversigning: a name listed once more than it occurs keeps others from adding one. */
  private static void header(
      MessageSource message, SignatureField signature, List<String> remarks) {
    if (SignedData.uncovered(message.header(), signature, "from") > 0) {
      remarks.add("not every From field is signed");
    } else if (signature.signed().stream().filter("from"::equals).count()
        == message.header().all("from").size()) {
      remarks.add("From is not oversigned (listed once more in h=): another one can be added");
    }
    String open =
        SHOWN.stream()
            .filter(key -> SignedData.uncovered(message.header(), signature, key) > 0)
            .collect(Collectors.joining(", "));
    if (!open.isEmpty()) {
      remarks.add("not signed, though shown to the reader: " + open);
    }
  }
}
