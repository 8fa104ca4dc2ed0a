package dev.mxray.report.change;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of an entry of a block or allow list.
 *
 * @param kind what happened
 * @param subject the address or domain
 * @param list the list's zone
 * @param listKind {@code ip}, {@code domain} or {@code allow}: being taken off an allow list is the
 *     bad news there
 * @param before the state in the older report; null when it did not ask
 * @param after the state in the newer report; null when it did not ask
 * @param codes the addresses of the newest answer that says listed
 * @param meaning of the codes; null when the list does not say
 * @param severity of the listing; null on allow lists
 */
public record ListingChange(
    Kind kind,
    String subject,
    String list,
    String listKind,
    @Nullable String before,
    @Nullable String after,
    List<String> codes,
    @Nullable String meaning,
    @Nullable String severity) {

  /** What happened to an entry. */
  public enum Kind {
    /** It was not there, or not known to be. */
    LISTED,
    /** The list answers that it is not there any more. */
    DELISTED,
    /** It is there for other reasons than before. */
    CODES,
    /** It was there, and the newer report cannot tell. */
    UNSEEN;

    /** The word of the machine form. */
    @JsonValue
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
