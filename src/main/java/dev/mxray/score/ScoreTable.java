package dev.mxray.score;

import static dev.mxray.finding.FindingType.*;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import dev.mxray.finding.Severity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules of the score, and the only place where its numbers stand. Whoever changes one raises
 * {@link #VERSION}; the tables of {@code scoring.md} are held equal to these by a test.
 */
public final class ScoreTable {

  /** The version of the rules, in every report. */
  public static final int VERSION = 1;

  /** Below this coverage, in percent, a scan has failed. */
  public static final int FAILED_BELOW_PCT = 50;

  /** What profile {@code no_mail} does with a part. */
  public enum NoMail {
    APPLIES,
    APPLIES_WITH_USABLE_KEY,
    DOES_NOT_APPLY
  }

  /** A part with its points; the maximum of a section is the sum of its parts. */
  public record Part(ScorePartId id, ScoreSection section, BigDecimal points, NoMail noMail) {
    private Part(ScorePartId id, ScoreSection section, int points, NoMail noMail) {
      this(id, section, BigDecimal.valueOf(points), noMail);
    }

    /** True when the part counts for a domain of this profile. */
    boolean applies(Profile profile, boolean dkimUsableKey) {
      return profile == Profile.MAIL
          || switch (noMail) {
            case APPLIES -> true;
            case APPLIES_WITH_USABLE_KEY -> dkimUsableKey;
            case DOES_NOT_APPLY -> false;
          };
    }
  }

  public static final List<Part> PARTS =
      List.of(
          new Part(ScorePartId.SPF, ScoreSection.SPF, 20, NoMail.APPLIES),
          new Part(ScorePartId.DKIM, ScoreSection.DKIM, 20, NoMail.APPLIES_WITH_USABLE_KEY),
          new Part(ScorePartId.DMARC, ScoreSection.DMARC, 25, NoMail.APPLIES),
          new Part(ScorePartId.SMTP, ScoreSection.SMTP, 15, NoMail.DOES_NOT_APPLY),
          new Part(ScorePartId.REPUTATION, ScoreSection.REPUTATION, 10, NoMail.DOES_NOT_APPLY),
          new Part(ScorePartId.MX, ScoreSection.ADDITIONAL, 2, NoMail.APPLIES),
          new Part(ScorePartId.MTA_STS, ScoreSection.ADDITIONAL, 2, NoMail.DOES_NOT_APPLY),
          new Part(ScorePartId.TLS_RPT, ScoreSection.ADDITIONAL, 1, NoMail.DOES_NOT_APPLY),
          new Part(ScorePartId.DANE, ScoreSection.ADDITIONAL, 2, NoMail.DOES_NOT_APPLY),
          new Part(ScorePartId.DNSSEC, ScoreSection.ADDITIONAL, 2, NoMail.APPLIES),
          new Part(ScorePartId.CAA_BIMI, ScoreSection.ADDITIONAL, 1, NoMail.DOES_NOT_APPLY));

  /** Finding types that say that nothing of a part was seen. */
  public static final Map<FindingType, ScorePartId> UNSEEN_BY =
      Map.of(DKIM_NOT_FOUND, ScorePartId.DKIM);

  /** When a special share holds. */
  public enum When {
    ALWAYS,
    NO_DMARC_POLICY,
    /** Another DKIM key is usable; then the share is taken once for all types of the row. */
    USABLE_DKIM_KEY,
    /** Nothing makes senders insist on TLS with the right server. */
    NO_TRANSPORT_POLICY
  }

  /** A share in place of that of the severity. A finding of severity info costs 0 all the same. */
  public record SpecialShare(Set<FindingType> types, int percent, When when) {}

  public static final List<SpecialShare> SPECIAL_SHARES =
      List.of(
          new SpecialShare(Set.of(SPF_MISSING, DKIM_ABSENT, DMARC_MISSING), 100, When.ALWAYS),
          new SpecialShare(
              Set.of(DMARC_MULTIPLE_RECORDS, DMARC_SYNTAX_ERROR), 100, When.NO_DMARC_POLICY),
          new SpecialShare(Set.of(DMARC_POLICY_NONE, DMARC_POLICY_MISSING), 80, When.ALWAYS),
          new SpecialShare(Set.of(DMARC_TESTING), 20, When.ALWAYS),
          new SpecialShare(Set.of(MTA_STS_MISSING), 20, When.NO_TRANSPORT_POLICY),
          new SpecialShare(
              Set.of(
                  DKIM_KEY_WEAK,
                  DKIM_KEY_INVALID,
                  DKIM_KEY_COMPROMISED,
                  DKIM_SHA1_ONLY,
                  DKIM_DANGLING_CNAME),
              40,
              When.USABLE_DKIM_KEY));

  /**
   * What a listing costs by its weight: {@code dnsbl-listed} costs the sum over the operators, each
   * once with the heaviest of its listings.
   */
  public static final Map<Severity, Integer> LISTING_SHARES =
      Map.of(Severity.HIGH, 50, Severity.MEDIUM, 30, Severity.LOW, 10);

  /**
   * Types that cost nothing beside a reported type of {@code by}. Of types that cover each other,
   * the first that is charged covers the rest.
   */
  public record Cover(Set<FindingType> by, Set<FindingType> covered) {}

  private static final Set<FindingType> SPF_PERMANENT_ERRORS =
      Set.of(
          SPF_TOO_MANY_LOOKUPS,
          SPF_TOO_MANY_VOID_LOOKUPS,
          SPF_INCLUDE_LOOP,
          SPF_INCLUDE_MISSING,
          SPF_REDIRECT_MISSING,
          SPF_MX_LIMIT);

  public static final List<Cover> COVERS =
      List.of(
          new Cover(
              Set.of(SPF_MISSING, SPF_MULTIPLE_RECORDS, SPF_SYNTAX_ERROR), typesOf(Section.SPF)),
          new Cover(SPF_PERMANENT_ERRORS, SPF_PERMANENT_ERRORS),
          new Cover(
              Set.of(DMARC_MISSING, DMARC_MULTIPLE_RECORDS, DMARC_SYNTAX_ERROR),
              typesOf(Section.DMARC)),
          new Cover(Set.of(DMARC_POLICY_MISSING), Set.of(DMARC_POLICY_NONE)),
          new Cover(
              Set.of(TLS_CERT_SELF_SIGNED), Set.of(TLS_CERT_UNTRUSTED, TLS_CERT_CHAIN_INCOMPLETE)),
          new Cover(Set.of(TLS_CERT_UNTRUSTED), Set.of(TLS_CERT_CHAIN_INCOMPLETE)),
          new Cover(Set.of(TLS_NO_MODERN_PROTOCOL), Set.of(TLS_PROTOCOL_OBSOLETE)),
          new Cover(Set.of(TLS_CIPHER_INSECURE), Set.of(TLS_CIPHER_WEAK)),
          new Cover(Set.of(DNSSEC_UNSIGNED), Set.of(DANE_WITHOUT_DNSSEC)),
          new Cover(Set.of(SMTP_VRFY_ENABLED), Set.of(SMTP_EXPN_ENABLED)),
          new Cover(Set.of(PTR_MISSING), Set.of(PTR_GENERIC)));

  /** On a port where this is reported of any server, no type of the section costs anything. */
  public record PortCover(FindingType by, Section covered) {}

  public static final List<PortCover> PORT_COVERS =
      List.of(new PortCover(SMTP_NO_STARTTLS, Section.TLS));

  /** A grade and the lowest score that earns it. */
  public record Grade(String letter, int from) {}

  public static final List<Grade> GRADES =
      List.of(
          new Grade("A", 80),
          new Grade("B", 70),
          new Grade("C", 60),
          new Grade("D", 50),
          new Grade("F", 0));

  private ScoreTable() {}

  /** The percentage of a section's maximum that a finding of this severity costs. */
  public static int share(Severity severity) {
    return switch (severity) {
      case CRITICAL -> 100;
      case HIGH -> 75;
      case MEDIUM -> 40;
      case LOW -> 10;
      case INFO -> 0;
    };
  }

  /** The section of the score in which findings of this section are charged. */
  public static ScoreSection sectionOf(Section section) {
    return switch (section) {
      case SPF -> ScoreSection.SPF;
      case DKIM -> ScoreSection.DKIM;
      case DMARC -> ScoreSection.DMARC;
      case SMTP, MAILBOX, TLS -> ScoreSection.SMTP;
      case REPUTATION -> ScoreSection.REPUTATION;
      case MX, MTA_STS, TLS_RPT, DANE, DNSSEC, CAA, BIMI, GENERAL -> ScoreSection.ADDITIONAL;
    };
  }

  /** The section's maximum. */
  public static BigDecimal max(ScoreSection section) {
    return PARTS.stream()
        .filter(part -> part.section() == section)
        .map(Part::points)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The grade of a score. */
  public static String grade(int score) {
    return GRADES.stream()
        .filter(grade -> score >= grade.from())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("score " + score))
        .letter();
  }

  /** What a finding costs before anything is covered or cut: rounded half up to 0.1. */
  static BigDecimal cost(Finding finding, ScoreInput input) {
    int percent =
        finding.type() == DNSBL_LISTED
            ? listingShare(input.listings())
            : finding.severity() == Severity.INFO
                ? 0
                : SPECIAL_SHARES.stream()
                    .filter(special -> special.types().contains(finding.type()))
                    .filter(special -> holds(special.when(), input))
                    .findFirst()
                    .map(SpecialShare::percent)
                    .orElseGet(() -> share(finding.severity()));
    return max(sectionOf(finding.type().section()))
        .multiply(BigDecimal.valueOf(percent))
        .movePointLeft(2)
        .setScale(1, RoundingMode.HALF_UP);
  }

  private static int listingShare(List<Listing> listings) {
    return listings.stream()
        .collect(
            Collectors.toMap(
                Listing::operator,
                listing -> LISTING_SHARES.getOrDefault(listing.weight(), 0),
                Math::max))
        .values()
        .stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  /** True when the two types share one deduction in this scan. */
  static boolean chargedOnce(FindingType one, FindingType other, ScoreInput input) {
    return SPECIAL_SHARES.stream()
        .filter(special -> special.when() == When.USABLE_DKIM_KEY)
        .filter(special -> holds(special.when(), input))
        .anyMatch(special -> special.types().containsAll(List.of(one, other)));
  }

  /** True when {@code one} beside {@code other} makes the other cost nothing. */
  static boolean covers(FindingType one, FindingType other) {
    return one != other
        && COVERS.stream()
            .anyMatch(cover -> cover.by().contains(one) && cover.covered().contains(other));
  }

  /** True when {@code one} makes {@code other}, on the same port, cost nothing. */
  static boolean coversOnPort(Finding one, Finding other) {
    return PORT_COVERS.stream()
        .anyMatch(
            cover ->
                cover.by() == one.type()
                    && cover.covered() == other.type().section()
                    && port(one).equals(port(other)));
  }

  /** What stands behind the address in {@code host[address]:port}. */
  private static String port(Finding finding) {
    return finding.subject().substring(finding.subject().lastIndexOf(':') + 1);
  }

  private static boolean holds(When when, ScoreInput input) {
    return switch (when) {
      case ALWAYS -> true;
      case NO_DMARC_POLICY -> !input.dmarcPolicyApplies();
      case USABLE_DKIM_KEY -> input.dkimUsableKey();
      case NO_TRANSPORT_POLICY -> !input.transportPolicy();
    };
  }

  private static Set<FindingType> typesOf(Section section) {
    return Set.copyOf(
        Arrays.stream(FindingType.values()).filter(type -> type.section() == section).toList());
  }
}
