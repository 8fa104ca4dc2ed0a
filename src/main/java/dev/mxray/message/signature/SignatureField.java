package dev.mxray.message.signature;

import dev.mxray.message.source.BodyForm;
import dev.mxray.message.source.Canonicalization;
import dev.mxray.message.source.HeaderField;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A signature over header and body: a DKIM-Signature (RFC 6376 §3.5) or an ARC-Message-Signature
 * (RFC 8617 §4.1.2), read.
 */
public final class SignatureField {
  private final HeaderField field;
  private final SignatureTags tags;
  private final String algorithm;
  private final byte[] signature;
  private final byte[] bodyHash;
  private final Canonicalization headerForm;
  private final BodyForm bodyForm;
  private final String domain;
  private final String selector;
  private final List<String> signed;
  private final @Nullable String identity;
  private final OptionalLong time;
  private final OptionalLong expiry;

  private SignatureField(HeaderField field, boolean dkim) throws SignatureFault {
    this.field = field;
    this.tags = SignatureTags.of(field);
    if (dkim && !tags.required("v").equals("1")) {
      throw new SignatureFault(Sentence.of("message.version"));
    }
    this.algorithm = tags.required("a").toLowerCase(Locale.ROOT);
    this.domain = tags.name("d");
    this.selector = tags.name("s");
    this.signature = tags.octets("b");
    this.bodyHash = tags.octets("bh");
    String[] forms = tags.value("c").orElse("simple/simple").split("/", 2);
    this.headerForm = form(forms[0]);
    this.bodyForm =
        new BodyForm(
            form(forms.length == 1 ? "simple" : forms[1]), tags.number("l").orElse(BodyForm.WHOLE));
    tags.required("h");
    this.signed = tags.list("h");
    this.time = tags.number("t");
    this.expiry = tags.number("x");
    this.identity = dkim ? readIdentity() : null;
    check();
  }

  /** Reads a DKIM-Signature. */
  static SignatureField dkim(HeaderField field) throws SignatureFault {
    return new SignatureField(field, /* dkim= */ true);
  }

  /** Reads an ARC-Message-Signature, which has no version and whose {@code i} is a number. */
  static SignatureField arc(HeaderField field) throws SignatureFault {
    return new SignatureField(field, /* dkim= */ false);
  }

  private static Canonicalization form(String word) throws SignatureFault {
    Optional<Canonicalization> form = Canonicalization.of(word.strip().toLowerCase(Locale.ROOT));
    return form.orElseThrow(
        () ->
            new SignatureFault(Sentence.of("message.canonicalization", SignatureTags.shown(word))));
  }

  /** The domain of {@code i} has to be {@code d} or below it. */
  private String readIdentity() throws SignatureFault {
    String given = tags.value("i").orElse("@" + domain);
    int at = given.lastIndexOf('@');
    String host = given.substring(at + 1).replaceAll("[ \\t\\r\\n]", "").toLowerCase(Locale.ROOT);
    if (at < 0 || !(host.equals(domain) || host.endsWith("." + domain))) {
      throw new SignatureFault(Sentence.of("message.identity", SignatureTags.shown(given), domain));
    }
    return given.substring(0, at + 1) + host;
  }

  private void check() throws SignatureFault {
    if (!signed.contains("from")) {
      throw new SignatureFault(Sentence.of("message.from-unsigned"));
    }
    if (time.isPresent() && expiry.isPresent() && expiry.getAsLong() <= time.getAsLong()) {
      throw new SignatureFault(Sentence.of("message.expires-before"));
    }
    List<String> methods = tags.list("q");
    if (!methods.isEmpty() && !methods.contains("dns/txt")) {
      throw new SignatureFault(Sentence.of("message.query"));
    }
  }

  /** The field itself. */
  public HeaderField field() {
    return field;
  }

  /** The tag {@code a}, lower case; may be an algorithm that nobody knows. */
  public String algorithm() {
    return algorithm;
  }

  /** The tag {@code d}, lower case. */
  public String domain() {
    return domain;
  }

  /** The tag {@code s}, lower case. */
  public String selector() {
    return selector;
  }

  /** The tag {@code i} of a DKIM-Signature. */
  public Optional<String> identity() {
    return Optional.ofNullable(identity);
  }

  /** The domain of {@link #identity}. */
  Optional<String> identityDomain() {
    return identity().map(text -> text.substring(text.lastIndexOf('@') + 1));
  }

  /** How header fields are hashed. */
  public Canonicalization headerForm() {
    return headerForm;
  }

  /** How much of the body is hashed, and how. */
  public BodyForm bodyForm() {
    return bodyForm;
  }

  /** The names of the tag {@code h}, lower case, in their order. */
  public List<String> signed() {
    return signed;
  }

  /** The tag {@code t}: seconds since 1970. */
  public OptionalLong time() {
    return time;
  }

  /** The tag {@code x}: seconds since 1970. */
  public OptionalLong expiry() {
    return expiry;
  }

  byte[] signature() {
    return signature.clone();
  }

  byte[] bodyHash() {
    return bodyHash.clone();
  }
}
