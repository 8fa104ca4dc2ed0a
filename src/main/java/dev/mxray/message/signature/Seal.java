package dev.mxray.message.signature;

import dev.mxray.message.source.HeaderField;
import dev.mxray.text.Sentence;
import java.util.Locale;

/** An ARC-Seal (RFC 8617 §4.1.3), read. */
final class Seal {
  private final int instance;
  private final Algorithm algorithm;
  private final String domain;
  private final String selector;
  private final byte[] signature;

  private Seal(
      int instance, Algorithm algorithm, String domain, String selector, byte[] signature) {
    this.instance = instance;
    this.algorithm = algorithm;
    this.domain = domain;
    this.selector = selector;
    this.signature = signature;
  }

  /**
   * Reads the seal of a set.
   *
   * @throws SignatureFault when it cannot be read, or says itself that the chain is broken
   */
  static Seal of(ArcSet set) throws SignatureFault {
    HeaderField field = set.seal();
    SignatureTags tags = SignatureTags.of(field);
    Sentence what = Sentence.of("message.seal", set.instance());
    if (tags.value("h").isPresent()) {
      throw new SignatureFault(Sentence.of("message.seal-h", what));
    }
    String expected = set.instance() == 1 ? "none" : "pass";
    String chain = tags.required("cv").toLowerCase(Locale.ROOT);
    if (!chain.equals(expected)) {
      throw new SignatureFault(
          chain.equals("fail")
              ? Sentence.of("message.seal-broken", what)
              : Sentence.of("message.seal-cv", what, SignatureTags.shown(chain), expected));
    }
    String word = tags.required("a").toLowerCase(Locale.ROOT);
    Algorithm algorithm =
        Algorithm.of(word)
            .filter(known -> known != Algorithm.RSA_SHA1)
            .orElseThrow(
                () ->
                    new SignatureFault(
                        Sentence.of("message.seal-algorithm", what, SignatureTags.shown(word))));
    return new Seal(set.instance(), algorithm, tags.name("d"), tags.name("s"), tags.octets("b"));
  }

  int instance() {
    return instance;
  }

  Algorithm algorithm() {
    return algorithm;
  }

  String domain() {
    return domain;
  }

  String selector() {
    return selector;
  }

  byte[] signature() {
    return signature.clone();
  }
}
