package dev.mxray.report;

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
    @Nullable String severity) {}
