package dev.mxray.report;

import dev.mxray.check.reputation.ListAnswer;
import dev.mxray.check.reputation.ListVerdict;
import dev.mxray.check.reputation.ListVerdict.Broken;
import dev.mxray.check.reputation.ListVerdict.Clean;
import dev.mxray.check.reputation.ListVerdict.Listed;
import dev.mxray.check.reputation.ListVerdict.Refused;
import dev.mxray.check.reputation.ListVerdict.Unknown;
import dev.mxray.check.reputation.ReputationObservation;
import dev.mxray.text.Sentence;
import dev.mxray.text.Wording;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one list says of one address or domain.
 *
 * @param subject the address or domain that was asked for
 * @param list the list's zone
 * @param state {@code listed}, {@code clean}, {@code unknown} (no answer, or the list refuses the
 *     resolver) or {@code list_broken} (the list fails its own test points)
 * @param codes the addresses of the answer
 * @param meaning of the codes in the list's own terms; null unless listed
 * @param reason for listed what the list says (TXT), for the others why nothing is known; null when
 *     there is none
 * @param operator who runs the list; null when that is not known
 * @param kind {@code ip}, {@code domain} or {@code allow}: being on an allow list is no fault
 * @param severity what this listing counts for: {@code high}, {@code medium}, {@code low} or {@code
 *     info}; null unless listed, and on allow lists
 */
public record ReputationPart(
    String subject,
    String list,
    String state,
    List<String> codes,
    @Nullable String meaning,
    @Nullable String reason,
    @Nullable String operator,
    String kind,
    @Nullable String severity) {

  /** The parts for what was seen. */
  public static List<ReputationPart> of(ReputationObservation reputation, Wording words) {
    return of(reputation.answers(), words);
  }

  /** The same for single answers. */
  public static List<ReputationPart> of(List<ListAnswer> answers, Wording words) {
    return answers.stream().map(answer -> of(answer, words)).toList();
  }

  private static ReputationPart of(ListAnswer answer, Wording words) {
    ListVerdict verdict = answer.verdict();
    return verdict instanceof Listed listed
        ? part(
            answer,
            "listed",
            listed,
            listed.reason(),
            answer.list().allow() ? null : listed.weight().severity().id())
        : part(answer, state(verdict), null, reason(verdict, words), null);
  }

  private static ReputationPart part(
      ListAnswer answer,
      String state,
      @Nullable Listed listed,
      @Nullable String reason,
      @Nullable String severity) {
    return new ReputationPart(
        answer.subject(),
        answer.list().name(),
        state,
        listed == null ? List.of() : listed.addresses(),
        listed == null ? null : listed.meaning(),
        reason,
        answer.list().operator(),
        answer.list().allow() ? "allow" : answer.kind().isAddress() ? "ip" : "domain",
        severity);
  }

  private static String state(ListVerdict verdict) {
    return verdict instanceof Clean
        ? "clean"
        : verdict instanceof Broken ? "list_broken" : "unknown";
  }

  private static @Nullable String reason(ListVerdict verdict, Wording words) {
    if (verdict instanceof Refused refused) {
      return Sentence.of("reputation.refused", refused.told()).in(words);
    }
    if (verdict instanceof Broken broken) {
      return broken.told().in(words);
    }
    return verdict instanceof Unknown unknown ? unknown.unknown().reason().told().in(words) : null;
  }
}
