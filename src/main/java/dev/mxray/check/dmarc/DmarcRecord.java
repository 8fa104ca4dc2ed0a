package dev.mxray.check.dmarc;

import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A DMARC policy record, read (RFC 9989 §4.7, §4.8). A value that is absent, bad or published twice
 * is the default of its tag here; what was wrong with it stands in {@code faults}.
 *
 * @param text the record as published, its strings joined; hostile text
 * @param tags every tag that has a name and a value, in order, {@code v} first, unknown ones too
 * @param faults what does not follow the grammar, in the order of the record; report URIs are
 *     judged one by one in {@code rua} and {@code ruf}
 * @param p the policy for the domain; null when there is no valid one
 * @param sp the policy for existing subdomains; null when there is no valid one
 * @param np the policy for subdomains that do not exist; null when there is no valid one
 * @param adkim the alignment mode of DKIM
 * @param aspf the alignment mode of SPF
 * @param testing true with {@code t=y}
 * @param psd whether the domain is a public suffix domain
 * @param fo the failure reporting options, separated by colons; {@code 0} by default
 * @param rua the destinations of aggregate reports
 * @param ruf the destinations of failure reports
 * @param pct the percentage of RFC 7489 §6.3, which RFC 9989 removed; null when there is no valid
 *     one
 */
public record DmarcRecord(
    String text,
    List<Tag> tags,
    List<Fault> faults,
    @Nullable DmarcPolicy p,
    @Nullable DmarcPolicy sp,
    @Nullable DmarcPolicy np,
    Alignment adkim,
    Alignment aspf,
    boolean testing,
    Psd psd,
    String fo,
    List<ReportUri> rua,
    List<ReportUri> ruf,
    @Nullable Integer pct) {

  /**
   * One tag.
   *
   * @param name lower case
   * @param value without the white space around it
   * @param token the tag as published: {@code p=reject}
   * @param position of its first character in the record, counted from 1
   */
  public record Tag(String name, String value, String token, int position) {}

  /**
   * Something that does not follow the grammar.
   *
   * @param token the offending part as published
   * @param position of its first character in the record, counted from 1
   */
  public record Fault(Kind kind, String token, int position) {
    /** What is wrong. */
    public enum Kind {
      /** Not a tag: no {@code =}, a name that is not letters, a character that does not print. */
      NOT_A_TAG(Sentence.of("dmarc.fault-not-a-tag")),
      /** A tag that was there before; tag lists hold each tag once (RFC 6376 §3.2). */
      DUPLICATE(Sentence.of("dmarc.fault-duplicate")),
      /** A value of p, sp or np that does not exist. */
      POLICY(Sentence.of("dmarc.fault-policy")),
      /** A bad value of another tag; the default applies. */
      VALUE(Sentence.of("dmarc.fault-value")),
      /** Nothing between two semicolons: against the grammar, and without effect. */
      EMPTY(Sentence.of("dmarc.fault-empty"));

      @SuppressWarnings("ImmutableEnumChecker") // A sentence is immutable.
      private final Sentence told;

      Kind(Sentence told) {
        this.told = told;
      }

      /** The fault in a few words. */
      public Sentence told() {
        return told;
      }
    }
  }

  /** How the domains of SPF and DKIM have to match the author's domain (RFC 9989 §4.4). */
  public enum Alignment {
    /** The organizational domains are the same. */
    RELAXED("r"),
    /** The names are the same. */
    STRICT("s");

    private final String letter;

    Alignment(String letter) {
      this.letter = letter;
    }

    /** The letter used in records. */
    public String letter() {
      return letter;
    }
  }

  /** Whether a domain is a public suffix domain (RFC 9989 §4.7, psd). */
  public enum Psd {
    /** It is one: organizational domains are one label below. */
    YES("y"),
    /** It is an organizational domain. */
    NO("n"),
    /** The tree walk decides. */
    UNSAID("u");

    private final String letter;

    Psd(String letter) {
      this.letter = letter;
    }

    /** The letter used in records. */
    public String letter() {
      return letter;
    }
  }

  public DmarcRecord {
    tags = List.copyOf(tags);
    faults = List.copyOf(faults);
    rua = List.copyOf(rua);
    ruf = List.copyOf(ruf);
  }

  /**
   * True when the text begins with the version tag; everything else is no record (RFC 9989 §4.7).
   */
  public static boolean isRecord(String text) {
    return DmarcParser.isRecord(text);
  }

  /** Reads a record; empty when the text does not begin with the version tag. Never throws. */
  public static Optional<DmarcRecord> parse(String text) {
    return isRecord(text) ? Optional.of(new DmarcParser(text).parse()) : Optional.empty();
  }

  /** The first tag of this name, whatever its value. */
  public Optional<Tag> tag(String name) {
    return tags.stream().filter(tag -> tag.name().equals(name)).findFirst();
  }

  /**
   * True when the published policies cannot be used: no valid p, or a bad sp or np. Receivers then
   * act as on p=none when rua has a valid URI, and do no DMARC processing otherwise (RFC 9989
   * §4.10.1).
   */
  public boolean unusablePolicy() {
    return p == null
        || (tag("sp").isPresent() && sp == null)
        || (tag("np").isPresent() && np == null);
  }

  /** The policy for the domain at which the record stands; empty when there is no processing. */
  public Optional<DmarcPolicy> policyOfDomain() {
    return applied(p);
  }

  /**
   * The policy for a name below the one at which the record stands; empty when there is no
   * processing.
   */
  public Optional<DmarcPolicy> policyOfSubdomain(boolean exists) {
    return applied(exists ? existingSubdomainPolicy() : nonexistentSubdomainPolicy());
  }

  /**
   * The policy published for existing subdomains, sp or else p; null when that one is not valid.
   */
  public @Nullable DmarcPolicy existingSubdomainPolicy() {
    return tag("sp").isPresent() ? sp : p;
  }

  /** The policy published for other subdomains, np or else sp or else p; null when not valid. */
  public @Nullable DmarcPolicy nonexistentSubdomainPolicy() {
    return tag("np").isPresent() ? np : existingSubdomainPolicy();
  }

  /** All report destinations, aggregate first. */
  public Stream<ReportUri> reportUris() {
    return Stream.concat(rua.stream(), ruf.stream());
  }

  private Optional<DmarcPolicy> applied(@Nullable DmarcPolicy published) {
    if (unusablePolicy() || published == null) {
      return rua.stream().anyMatch(ReportUri::valid)
          ? Optional.of(DmarcPolicy.NONE)
          : Optional.empty();
    }
    return Optional.of(testing ? published.oneLevelLower() : published);
  }
}
