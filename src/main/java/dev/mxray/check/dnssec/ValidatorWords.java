package dev.mxray.check.dnssec;

import dev.mxray.text.Sentence;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the validating resolver of dnsjava says, as sentences; words that are not known stay. */
final class ValidatorWords {
  private static final Map<String, Sentence> FIXED =
      Map.ofEntries(
          Map.entry(
              "NSEC RRset for the referral proved no DS", Sentence.of("dnssec.proved-no-ds-nsec")),
          Map.entry(
              "NSEC3s for the referral proved no DS", Sentence.of("dnssec.proved-no-ds-nsec3")),
          Map.entry(
              "NSEC for empty non-terminal proved no DS",
              Sentence.of("dnssec.proved-no-ds-terminal")),
          Map.entry(
              "NSEC RRset for the referral did not prove no DS",
              Sentence.of("dnssec.unproved-no-ds-nsec")),
          Map.entry(
              "NSEC3s for the referral did not prove no DS",
              Sentence.of("dnssec.unproved-no-ds-nsec3")),
          Map.entry("no DS but also no proof of that", Sentence.of("dnssec.unproved-no-ds")),
          Map.entry(
              "NSEC proof did not conclusively point to DS or no DS",
              Sentence.of("dnssec.inconclusive-ds")),
          Map.entry("DS rrset in DS response did not verify", Sentence.of("dnssec.ds-unverified")),
          Map.entry("Did not match a DS to a DNSKEY", Sentence.of("dnssec.no-match")),
          Map.entry(
              "Keyset not secured by DNSKEY that matches DS",
              Sentence.of("dnssec.keyset-mismatch")),
          Map.entry("Key does not match signature", Sentence.of("dnssec.key-mismatch")),
          Map.entry("Key does not verify signature", Sentence.of("dnssec.key-invalid")),
          Map.entry("Key expired", Sentence.of("dnssec.key-expired")),
          Map.entry("Key is not yet valid", Sentence.of("dnssec.key-early")),
          Map.entry(
              "Could not validate RRset due to missing signature",
              Sentence.of("dnssec.signature-missing")),
          Map.entry(
              "Unsigned response was proved to be validly INSECURE",
              Sentence.of("dnssec.proved-insecure")),
          Map.entry("Verified that response is INSECURE", Sentence.of("dnssec.insecure")),
          Map.entry(
              "NODATA response failed to prove NODATA status with NSEC/NSEC3",
              Sentence.of("dnssec.nodata-unproved")),
          Map.entry("No NSEC3 records", Sentence.of("dnssec.no-nsec3")),
          Map.entry(
              "NSEC3 proofed that the target domain is under opt-out, response is insecure",
              Sentence.of("dnssec.opt-out")),
          Map.entry(
              "NSEC3 failed to proof the name error", Sentence.of("dnssec.name-error-unproved")));

  /** Sentences with names in them, in the words of {@code messages.properties} of dnsjava. */
  private static final Map<Pattern, Function<MatchResult, Sentence>> WITH_NAMES =
      Map.ofEntries(
          Map.entry(
              Pattern.compile("Missing DNSKEY RRset in response to DNSKEY query for (\\S+?)"),
              found -> Sentence.of("dnssec.missing-keys", found.group(1))),
          Map.entry(
              Pattern.compile("No keys for (\\S+) have a DS for alg (\\S+)"),
              found -> Sentence.of("dnssec.no-key-for-algorithm", found.group(1), found.group(2))),
          Map.entry(
              Pattern.compile("No key for signature (\\S+)"),
              found -> Sentence.of("dnssec.no-key-for-signature", found.group(1))),
          Map.entry(
              Pattern.compile("No signed NSEC/NSEC3 records for query to (\\S+)/DS"),
              found -> Sentence.of("dnssec.no-proof-of-ds", found.group(1))),
          Map.entry(
              Pattern.compile(
                  "No supported algorithms in DS RRset for (\\S+), treating as insecure"),
              found -> Sentence.of("dnssec.unsupported-algorithms", found.group(1))),
          Map.entry(
              Pattern.compile("(\\S+) has no known algorithms"),
              found -> Sentence.of("dnssec.unknown-algorithms", found.group(1))),
          Map.entry(
              Pattern.compile("No supported digest ID for DS for (\\S+)"),
              found -> Sentence.of("dnssec.unsupported-digest", found.group(1))),
          Map.entry(
              Pattern.compile("No usable digest ID for DS for (\\S+)"),
              found -> Sentence.of("dnssec.unusable-digest", found.group(1))),
          Map.entry(
              Pattern.compile("Could not validate RRset (\\S+) due to missing signature"),
              found -> Sentence.of("dnssec.signature-missing-for", found.group(1))),
          Map.entry(
              Pattern.compile("NameError response has failed to prove that (\\S+) does not exist"),
              found -> Sentence.of("dnssec.name-unproved", found.group(1))));

  private ValidatorWords() {}

  /** The sentence for the validator's own words, which have no dot at their end. */
  static Sentence told(String words) {
    if (words.contains("failed ANSWER rrset") || words.contains("failed AUTHORITY rrset")) {
      return Sentence.of("dnssec.unverified");
    }
    for (var known : WITH_NAMES.entrySet()) {
      Matcher found = known.getKey().matcher(words);
      if (found.matches()) {
        return known.getValue().apply(found.toMatchResult());
      }
    }
    return FIXED.getOrDefault(words, Sentence.verbatim(words));
  }
}
