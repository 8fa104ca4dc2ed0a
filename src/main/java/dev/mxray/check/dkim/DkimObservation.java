package dev.mxray.check.dkim;

import dev.mxray.observe.Observed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The DKIM keys of a domain, as far as they can be found by asking for likely selectors.
 *
 * @param domain the scanned domain
 * @param node {@code _domainkey.<domain>}: absent only when it is NXDOMAIN, which proves that there
 *     is no name below it (RFC 8020)
 * @param randomName the name of the wildcard test
 * @param wildcard the TXT records at that name, which nobody published by that name
 * @param selectors the selectors with something of their own, in the order in which they were asked
 * @param selectorsTried selectors asked for, the random one not counted
 * @param unanswered the questions about selectors to which there was no answer
 * @param absenceProved true when {@code _domainkey}, the random name and every selector that was
 *     asked, given and inferred ones at least, are NXDOMAIN
 */
public record DkimObservation(
    String domain,
    Observed<Boolean> node,
    String randomName,
    Observed<List<DkimRecord>> wildcard,
    List<SelectorObservation> selectors,
    int selectorsTried,
    List<Observed.Unknown<List<DkimRecord>>> unanswered,
    boolean absenceProved) {

  /** What is known of the domain's keys. */
  public enum State {
    /** A key was found, usable or broken. */
    PRESENT,
    /** It was proved that there is none. */
    ABSENT,
    /** Every question was answered, and no key was among the answers; there may be others. */
    NOT_FOUND,
    /** No key was found, and questions that might have found one failed. */
    UNKNOWN;

    /** The word of the report. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public DkimObservation {
    selectors = List.copyOf(selectors);
    unanswered = List.copyOf(unanswered);
  }

  public State state() {
    if (selectors.stream().anyMatch(SelectorObservation::hasKey)) {
      return State.PRESENT;
    }
    if (absenceProved) {
      return State.ABSENT;
    }
    return failure().isPresent() ? State.UNKNOWN : State.NOT_FOUND;
  }

  /**
   * The first question whose failure leaves something open. That {@code _domainkey} itself had no
   * answer does not matter once a key was found.
   */
  public Optional<Observed.Unknown<?>> failure() {
    if (!unanswered.isEmpty()) {
      return Optional.of(unanswered.get(0));
    }
    if (wildcard instanceof Observed.Unknown<List<DkimRecord>> unknown) {
      return Optional.of(unknown);
    }
    boolean found = selectors.stream().anyMatch(SelectorObservation::hasKey);
    return !found && node instanceof Observed.Unknown<Boolean> unknown
        ? Optional.of(unknown)
        : Optional.empty();
  }

  /** True when a key was found or absence was proved. */
  public boolean seen() {
    return state() == State.PRESENT || state() == State.ABSENT;
  }

  /** True when at least one selector of the domain's own has a key that receivers accept. */
  public boolean hasUsableKey() {
    return selectors.stream().anyMatch(SelectorObservation::usable);
  }

  /** True when the random name answers with a DKIM record, be it a revoked key; null if unseen. */
  public @Nullable Boolean wildcardRecord() {
    return wildcard.isUnknown()
        ? null
        : wildcard.found().orElse(List.of()).stream().anyMatch(DkimRecord.Key.class::isInstance);
  }
}
