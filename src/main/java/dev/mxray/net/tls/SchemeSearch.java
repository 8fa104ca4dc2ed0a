package dev.mxray.net.tls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which schemes a server of TLS 1.3 signs with (RFC 8446 §4.2.3), from answers that tell of several
 * schemes only whether one of them will do. What servers mostly sign with is asked for one by one,
 * all the rest together, and what will do is divided further.
 *
 * <p>A server that chooses the scheme after its first answer takes every offer. So before the first
 * refusal nothing is believed, and one scheme is offered which does not exist.
 */
final class SchemeSearch {
  /** For private use (RFC 8446 §4.2.3): nobody signs with it. */
  private static final List<Integer> NOBODYS = List.of(0xFE5A);

  /** The first of the rest to be told from the others: what implementations mostly have. */
  private static final int COMMON = 8;

  /** All that may sign a handshake of TLS 1.3, by families, what is common first. */
  static final List<Integer> ALL =
      List.of(
          0x0804, 0x0805, 0x0806, 0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x0809, 0x080a, 0x080b,
          0x081a, 0x081b, 0x081c, 0x0904, 0x0905, 0x0906, 0x0708, 0x0709, 0x070a, 0x070b, 0x070c,
          0x070d, 0x070e, 0x070f);

  private static final List<Integer> OF_RSA = List.of(0x0804, 0x0805, 0x0806);
  private static final List<Integer> OF_ECDSA = List.of(0x0403);

  /**
   * Schemes to be asked for together.
   *
   * @param half of those that are the next; one of all these is accepted
   * @param certain that one of them is accepted
   */
  private record Part(List<Integer> schemes, boolean half, boolean certain) {}

  private final Deque<Part> open = new ArrayDeque<>();
  private final Set<Integer> accepted = new LinkedHashSet<>();
  private int guesses;
  private boolean discerning;
  private boolean doubtful;
  private boolean blind;

  /**
   * @param ecdsa the server is known to have a key for ECDSA
   * @param discerning the server is known to refuse what it does not sign with
   */
  SchemeSearch(boolean ecdsa, boolean discerning) {
    this.discerning = discerning;
    List<Integer> first = ecdsa ? OF_ECDSA : OF_RSA;
    first.forEach(one -> open.add(new Part(List.of(one), false, false)));
    guesses = first.size();
    open.add(new Part(ALL.stream().filter(one -> !first.contains(one)).toList(), false, false));
  }

  /** What to offer next; empty when there is nothing to be found out any more. */
  List<Integer> next() {
    if (blind) {
      return List.of();
    }
    if (!discerning && (doubtful || open.isEmpty())) {
      return NOBODYS;
    }
    return open.isEmpty() ? List.of() : open.element().schemes();
  }

  /** What came of offering {@link #next}. */
  void answered(boolean taken) {
    if (next().equals(NOBODYS)) {
      discerning = !taken;
      blind = taken;
      return;
    }
    Part part = open.remove();
    boolean guess = guesses-- > 0;
    if (taken) {
      found(part.schemes());
      return;
    }
    discerning = true;
    if (part.half()) {
      Part other = open.remove();
      open.push(new Part(other.schemes(), false, /* certain= */ true));
    } else if (guess && guesses > 1) {
      var together = new ArrayList<Integer>();
      for (; guesses > 0; guesses--) {
        together.addAll(open.remove().schemes());
      }
      open.push(new Part(together, false, false));
    }
    while (!open.isEmpty() && open.element().certain()) {
      found(open.remove().schemes());
    }
  }

  /** One of these at least is accepted. */
  private void found(List<Integer> schemes) {
    if (schemes.size() == 1) {
      accepted.add(schemes.get(0));
      return;
    }
    doubtful = true;
    int middle = schemes.size() > COMMON ? COMMON : schemes.size() / 2;
    open.push(new Part(schemes.subList(middle, schemes.size()), false, false));
    open.push(new Part(schemes.subList(0, middle), /* half= */ true, false));
  }

  /** True when the server takes any offer, and so tells nothing. */
  boolean isBlind() {
    return blind;
  }

  /** Those that are accepted, as far as that can be believed. */
  Set<Integer> accepted() {
    return discerning ? accepted : Set.of();
  }

  /** True when all others were refused. */
  boolean isComplete() {
    return discerning && !accepted.isEmpty() && open.isEmpty();
  }
}
