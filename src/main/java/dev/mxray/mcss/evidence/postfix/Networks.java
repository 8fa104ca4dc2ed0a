package dev.mxray.mcss.evidence.postfix;

import dev.mxray.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The patterns of mynetworks (postconf(5)): addresses and networks, {@code [::1]/128}, with {@code
 * !} before what is excluded, tables and files.
 *
 * @param entries in their order
 * @param references to tables and files, whose content the value does not hold
 */
record Networks(List<Entry> entries, List<String> references) {
  /** Own networks are hardly ever wider; a provider's whole range is. */
  private static final int OWN_IPV4 = 24;

  private static final int WIDE_IPV4 = 16;
  private static final int OWN_IPV6 = 48;
  private static final int WIDE_IPV6 = 32;

  /** How far a network of mynetworks reaches. */
  enum Reach {
    /** Loopback or private addresses. */
    INSIDE,
    /** A network of public addresses as one organisation has it. */
    OWN,
    /** More public addresses than a small organisation has. */
    WIDE,
    /** So many that strangers are among them. */
    STRANGERS
  }

  record Entry(String text, IpAddress address, int prefix, boolean excluded) {
    /** Everybody: a prefix of 0. */
    boolean isEverybody() {
      return prefix == 0 && !excluded;
    }

    Reach reach() {
      if (address.special(prefix).isPresent()) {
        return Reach.INSIDE;
      }
      int own = address.isIpv4() ? OWN_IPV4 : OWN_IPV6;
      int wide = address.isIpv4() ? WIDE_IPV4 : WIDE_IPV6;
      return prefix >= own ? Reach.OWN : prefix >= wide ? Reach.WIDE : Reach.STRANGERS;
    }
  }

  Networks {
    entries = List.copyOf(entries);
    references = List.copyOf(references);
  }

  static Networks of(String value) {
    var entries = new ArrayList<Entry>();
    var references = new ArrayList<String>();
    for (String word : Words.ofList(value)) {
      entry(word).ifPresentOrElse(entries::add, () -> references.add(word));
    }
    return new Networks(entries, references);
  }

  /** True when every address on the internet is in it. */
  boolean holdEverybody() {
    return entries.stream().anyMatch(Entry::isEverybody);
  }

  private static Optional<Entry> entry(String word) {
    boolean excluded = word.startsWith("!");
    String text = excluded ? word.substring(1) : word;
    String bare = text.replace("[", "").replace("]", "");
    int slash = bare.indexOf('/');
    String addressText = slash < 0 ? bare : bare.substring(0, slash);
    return IpAddress.parse(addressText)
        .flatMap(
            address -> {
              int longest = address.isIpv4() ? 32 : 128;
              String length = slash < 0 ? Integer.toString(longest) : bare.substring(slash + 1);
              if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > longest) {
                return Optional.empty();
              }
              return Optional.of(new Entry(word, address, Integer.parseInt(length), excluded));
            });
  }
}
