package dev.mxray.check.bimi;

import dev.mxray.check.dkim.TagList;
import dev.mxray.domain.HttpsUri;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An assertion record (draft-brand-indicators-for-message-identification §4.3).
 *
 * @param text as published
 * @param logo where the logo is (tag l); null when the tag is empty, missing or wrong
 * @param evidence where the mark certificate is (tag a); null when the tag is empty, missing or
 *     wrong
 * @param declined true when both tags are empty: the domain wants no logo to be shown
 * @param faults why receivers do not use the record; empty when they do
 */
public record BimiRecord(
    String text,
    @Nullable HttpsUri logo,
    @Nullable HttpsUri evidence,
    boolean declined,
    List<Fault> faults) {

  /**
   * What is wrong.
   *
   * @param token the text that is wrong, verbatim; empty when something is missing
   * @param position of its first octet in the record, from 1
   * @param told what, for people
   */
  public record Fault(String token, int position, Sentence told) {
    /** The fault in English. */
    public String reason() {
      return told.toString();
    }
  }

  private static final Pattern VERSION = Pattern.compile("v[ \\t]*=[ \\t]*BIMI1[ \\t]*(?:;|\\z)");
  private static final Pattern MEANT = Pattern.compile("[\"'\\s]*[vV]\\s*=\\s*[bB][iI][mM][iI]");

  public BimiRecord {
    faults = List.copyOf(faults);
  }

  /** True for a text that receivers take for a record, whatever follows the version. */
  static boolean isRecord(String text) {
    return VERSION.matcher(text).lookingAt();
  }

  /** True for a text that was meant to be one, and that receivers discard. */
  static boolean isNearly(String text) {
    return !isRecord(text) && MEANT.matcher(text).lookingAt();
  }

  /** Reads a text, which need not be a record. */
  public static BimiRecord parse(String text) {
    if (!isRecord(text)) {
      return broken(text, new Fault(text, 1, Sentence.of("bimi.begin")));
    }
    try {
      return parse(text, TagList.parse(text));
    } catch (TagList.SyntaxException e) {
      return broken(text, new Fault(e.token, e.position, e.told()));
    }
  }

  private static BimiRecord broken(String text, Fault fault) {
    return new BimiRecord(text, null, null, /* declined= */ false, List.of(fault));
  }

  private static BimiRecord parse(String text, TagList tags) {
    var faults = new ArrayList<Fault>();
    TagList.Tag logo = tags.tags().get("l");
    TagList.Tag evidence = tags.tags().get("a");
    if (logo == null) {
      faults.add(new Fault("", text.length() + 1, Sentence.of("bimi.no-l")));
    }
    HttpsUri logoUri = uri("l", logo, faults);
    HttpsUri evidenceUri = uri("a", evidence, faults);
    boolean declined = isEmpty(logo) && isEmpty(evidence) && faults.isEmpty();
    return new BimiRecord(text, logoUri, evidenceUri, declined, faults);
  }

  private static boolean isEmpty(TagList.@Nullable Tag tag) {
    return tag == null || tag.value().isEmpty();
  }

  /** Commas would have to be encoded: several URIs are not allowed any more. */
  private static @Nullable HttpsUri uri(
      String name, TagList.@Nullable Tag tag, List<Fault> faults) {
    if (tag == null || tag.value().isEmpty()) {
      return null;
    }
    Optional<HttpsUri> uri =
        tag.value().indexOf(',') >= 0 ? Optional.empty() : HttpsUri.parse(tag.value());
    if (uri.isEmpty()) {
      faults.add(new Fault(name + "=" + tag.value(), tag.position(), Sentence.of("bimi.no-uri")));
    }
    return uri.orElse(null);
  }
}
