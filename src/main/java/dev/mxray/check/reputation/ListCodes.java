package dev.mxray.check.reputation;

import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the answers of a list are read.
 *
 * @param codes what is said by whole codes
 * @param bits what is said by the single bits of the last octet, for lists that add them up
 * @param refusals codes that say that this resolver gets no answer, with the reason
 * @param otherwise the weight of a code that none of these is about
 */
public record ListCodes(
    List<ListCode> codes, Map<Integer, ListCode> bits, List<ListCode> refusals, Weight otherwise) {

  /** Set aside by Spamhaus for errors and taken over by others; never a listing. */
  private static final String ERRORS = "127.255.255.*";

  /** RFC 5782 §2.1 keeps it out of use, since it is easily returned by mistake. */
  private static final String NOT_IN_USE = "127.0.0.1";

  private static final String LOOPBACK = "127.";

  public ListCodes {
    codes = List.copyOf(codes);
    bits = new LinkedHashMap<>(bits);
    refusals = List.copyOf(refusals);
  }

  /** Lists what has any code, as most small lists do. */
  static ListCodes any(Weight weight) {
    return new ListCodes(List.of(), Map.of(), List.of(), weight);
  }

  /**
   * The reading of an address that is no return code of any list (RFC 5782 §2.1), if there is one.
   */
  static Optional<String> foreign(List<String> addresses) {
    return addresses.stream().filter(address -> !address.startsWith(LOOPBACK)).findFirst();
  }

  /** The first address that says that this resolver is refused, with the reason. */
  Optional<Sentence> refusal(List<String> addresses) {
    return addresses.stream().flatMap(address -> refusal(address).stream()).findFirst();
  }

  private Optional<Sentence> refusal(String address) {
    for (ListCode refusal : refusals) {
      if (refusal.matches(address)) {
        return Optional.of(Sentence.verbatim(address + " (" + refusal.meaning() + ")"));
      }
    }
    if (ListCode.matches(ERRORS, address)) {
      return Optional.of(Sentence.of("reputation.error-code", address));
    }
    boolean meant = codes.stream().anyMatch(code -> code.matches(address));
    return address.equals(NOT_IN_USE) && !meant
        ? Optional.of(Sentence.of("reputation.no-code", address))
        : Optional.empty();
  }

  /** What the codes mean, the heaviest first; without those that are no listing. */
  List<ListCode> read(List<String> addresses) {
    var meanings = new ArrayList<ListCode>();
    for (String address : addresses) {
      for (ListCode code : bits.isEmpty() ? List.of(whole(address)) : byBit(address)) {
        if (code.weight() != Weight.NONE && !meanings.contains(code)) {
          meanings.add(code);
        }
      }
    }
    meanings.sort(java.util.Comparator.comparing(ListCode::weight));
    return List.copyOf(meanings);
  }

  private ListCode whole(String address) {
    return codes.stream()
        .filter(code -> code.matches(address))
        .findFirst()
        .map(code -> new ListCode(address, code.weight(), code.meaning()))
        .orElseGet(() -> unknown(address));
  }

  private List<ListCode> byBit(String address) {
    int number = Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
    List<ListCode> set =
        bits.entrySet().stream()
            .filter(bit -> (number & bit.getKey()) != 0)
            .map(bit -> new ListCode(address, bit.getValue().weight(), bit.getValue().meaning()))
            .toList();
    return set.isEmpty() ? List.of(whole(address)) : set;
  }

  private ListCode unknown(String address) {
    return new ListCode(
        address, otherwise, codes.isEmpty() && bits.isEmpty() ? "listed" : "undocumented code");
  }
}
