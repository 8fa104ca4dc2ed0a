package dev.mxray.message.signature;

import dev.mxray.check.dkim.DkimKey;
import dev.mxray.key.KeyWeakness;
import dev.mxray.message.source.BodyForm;
import dev.mxray.message.source.MessageSource;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a reader should know of a signature whatever came of it. */
final class SignatureRemarks {
  /** Fields that a reader is shown (RFC 6376 §5.4.1). */
  private static final List<String> SHOWN = List.of("subject", "to", "date");

  private SignatureRemarks() {}

  static List<Sentence> of(
      MessageSource message, SignatureField signature, SignatureCheck.Tested tested) {
    var remarks = new ArrayList<Sentence>();
    if (tested.key() != null) {
      key(tested.key().testing(), tested.key().key(), remarks);
    }
    body(message, signature, remarks);
    header(message, signature, remarks);
    return remarks;
  }

  private static void key(boolean testing, DkimKey key, List<Sentence> remarks) {
    if (testing) {
      remarks.add(Sentence.of("message.key-testing"));
    }
    if (key instanceof DkimKey.Rsa rsa
        && rsa.bits() >= DkimKey.MIN_RSA_BITS
        && rsa.bits() < DkimKey.GOOD_RSA_BITS) {
      remarks.add(Sentence.of("message.key-modest", rsa.bits()));
    }
    List<KeyWeakness> weaknesses =
        key instanceof DkimKey.Rsa rsa
            ? rsa.weaknesses()
            : key instanceof DkimKey.Ed25519 ed25519 ? ed25519.weaknesses() : List.of();
    if (!weaknesses.isEmpty()) {
      remarks.add(
          Sentence.of(
              "message.key-weak",
              Sentence.joined("; ", weaknesses.stream().map(KeyWeakness::told).toList())));
    }
  }

  private static void body(
      MessageSource message, SignatureField signature, List<Sentence> remarks) {
    BodyForm form = signature.bodyForm();
    if (form.limit() == BodyForm.WHOLE) {
      return;
    }
    long behind = message.body(form).map(digest -> digest.length() - form.limit()).orElse(0L);
    remarks.add(
        behind > 0
            ? Sentence.of("message.body-open", behind)
            : Sentence.of("message.body-limited"));
  }

  /** Oversigning: a name listed once more than it occurs keeps others from adding one. */
  private static void header(
      MessageSource message, SignatureField signature, List<Sentence> remarks) {
    if (SignedData.uncovered(message.header(), signature, "from") > 0) {
      remarks.add(Sentence.of("message.from-open"));
    } else if (signature.signed().stream().filter("from"::equals).count()
        == message.header().all("from").size()) {
      remarks.add(Sentence.of("message.from-once"));
    }
    String open =
        SHOWN.stream()
            .filter(key -> SignedData.uncovered(message.header(), signature, key) > 0)
            .collect(Collectors.joining(", "));
    if (!open.isEmpty()) {
      remarks.add(Sentence.of("message.shown-unsigned", open));
    }
  }
}
