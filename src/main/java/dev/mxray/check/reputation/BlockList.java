package dev.mxray.check.reputation;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A block or allow list that is asked over the DNS (RFC 5782).
 *
 * @param name how it is called everywhere: its zone, without the user's key
 * @param zone the zone that is asked
 * @param operator who runs it; lists of one operator count once
 * @param kinds what it lists
 * @param allow true when what it lists is trusted
 * @param codes how its answers are read
 * @param delisting where to ask for removal
 * @param points a name below the zone that must be listed, for each kind that has one
 */
public record BlockList(
    String name,
    String zone,
    String operator,
    Set<ListKind> kinds,
    boolean allow,
    ListCodes codes,
    @Nullable String delisting,
    Map<ListKind, String> points) {

  public BlockList {
    kinds = java.util.Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    points = Map.copyOf(points);
  }

  /** True when there is a point that must be listed, so that a dead list can be told. */
  boolean isTested(ListKind kind) {
    return points.containsKey(kind);
  }

  /** The name that must be listed, when the list has one for this kind. */
  Optional<String> listedPoint(ListKind kind) {
    return Optional.ofNullable(points.get(kind)).map(point -> point + "." + zone);
  }

  /** The name that must not be listed (RFC 5782 §5). */
  String cleanPoint(ListKind kind) {
    return kind.cleanPoint() + "." + zone;
  }

  /** The name that tells whether an address or domain is listed. */
  String question(String subject) {
    return ListKind.owner(subject) + "." + zone;
  }

  /** A name below the zone as it may be shown: without the user's key. */
  public String shown(String question) {
    return question.equals(zone) || question.endsWith("." + zone)
        ? question.substring(0, question.length() - zone.length()) + name
        : question;
  }

  /** The same list, asked with a user's key. */
  BlockList withKey(String key) {
    return new BlockList(
        name,
        key.toLowerCase(Locale.ROOT) + "." + name,
        operator,
        kinds,
        allow,
        codes,
        delisting,
        points);
  }

  /** The lists that list this kind. */
  static List<BlockList> of(ListKind kind, List<BlockList> lists) {
    return lists.stream().filter(list -> list.kinds().contains(kind)).toList();
  }

  // A list is known by its zone; the generated ones would compare all of its codes.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BlockList that && zone.equals(that.zone);
  }

  @Override
  public int hashCode() {
    return zone.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
