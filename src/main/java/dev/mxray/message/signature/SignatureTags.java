package dev.mxray.message.signature;

import dev.mxray.check.dkim.TagList;
import dev.mxray.message.source.HeaderField;
import dev.mxray.text.Sentence;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the tags that signature fields have in common (RFC 6376 §3.5, RFC 8617 §4.1). */
final class SignatureTags {
  /** RFC 1035 §2.3.4, in presentation form. */
  private static final int MAX_NAME = 253;

  /** RFC 6376 §3.5 takes domain-name and sub-domain of RFC 5321; names in use have underscores. */
  private static final Pattern NAME =
      Pattern.compile(
          "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,76}");

  /** Numbers with more digits than this count as this many nines; no clock and no body has more. */
  private static final int MAX_DIGITS = 18;

  private final TagList tags;

  private SignatureTags(TagList tags) {
    this.tags = tags;
  }

  static SignatureTags of(HeaderField field) throws SignatureFault {
    try {
      return new SignatureTags(TagList.parse(field.body()));
    } catch (TagList.SyntaxException e) {
      throw new SignatureFault(Sentence.of("message.no-tag-list", e.told(), shown(e.token())));
    }
  }

  /** What can be told of a field that is no tag list, for the report. */
  static Optional<String> guess(HeaderField field, String tag) {
    return Arrays.stream(field.unfolded().split(";", -1))
        .map(String::strip)
        .filter(part -> part.matches(tag + "[ \\t]*=.*"))
        .map(part -> TagList.unfolded(part.substring(part.indexOf('=') + 1)))
        .map(value -> value.toLowerCase(Locale.ROOT))
        .filter(value -> value.length() <= MAX_NAME && NAME.matcher(value).matches())
        .findFirst();
  }

  /** The value of a tag without folding white space around it. */
  Optional<String> value(String name) {
    return tags.value(name);
  }

  /** The value of a tag that has to be there, without any white space. */
  String required(String name) throws SignatureFault {
    String value = tags.value(name).map(TagList::unfolded).orElse("");
    if (value.isEmpty()) {
      throw new SignatureFault(Sentence.of("message.tag-missing", name));
    }
    return value;
  }

  /** A domain name or a selector, lower case. */
  String name(String tag) throws SignatureFault {
    String name = required(tag).toLowerCase(Locale.ROOT);
    if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
      throw new SignatureFault(Sentence.of("message.tag-no-name", tag, shown(name)));
    }
    return name;
  }

  /** Octets written in base64. */
  byte[] octets(String tag) throws SignatureFault {
    try {
      return Base64.getDecoder().decode(required(tag));
    } catch (IllegalArgumentException e) {
      throw new SignatureFault(Sentence.of("message.tag-base64", tag));
    }
  }

  /** A number; empty when the tag is not there. */
  OptionalLong number(String tag) throws SignatureFault {
    Optional<String> value = tags.value(tag);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!NUMBER.matcher(value.get()).matches()) {
      throw new SignatureFault(Sentence.of("message.tag-no-number", tag, shown(value.get())));
    }
    String digits = value.get();
    return OptionalLong.of(
        digits.length() > MAX_DIGITS
            ? Long.parseLong("9".repeat(MAX_DIGITS))
            : Long.parseLong(digits));
  }

  /** A list between colons, lower case; empty when the tag is not there. */
  List<String> list(String tag) {
    return tags.value(tag)
        .map(value -> TagList.unfolded(value).toLowerCase(Locale.ROOT))
        .map(value -> List.of(value.split(":", -1)))
        .orElse(List.of());
  }

  /** Text of the message in a reason: short. Escaped where it is shown. */
  static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
