package dev.mxray.check.dkim;

import dev.mxray.text.Sentence;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads key records strictly by RFC 6376 §3.6.1. */
final class DkimRecordParser {
  private static final Pattern VERSION =
      Pattern.compile("^[ \\t\\r\\n]*v[ \\t\\r\\n]*=(.*)", Pattern.DOTALL);
  private static final Pattern KEY_TAG = Pattern.compile("(?:^|;)[ \\t\\r\\n]*[pk][ \\t\\r\\n]*=");

  /** A key without its tags: base64 of a DER sequence longer than 127 octets, or PEM. */
  private static final Pattern BARE_KEY = Pattern.compile("^[ \\t\\r\\n]*(?:MI[GIH]|-----BEGIN )");

  /** RFC 6376 §3.6.1: hyphenated-word. */
  private static final Pattern WORD = Pattern.compile("[a-z](?:[a-z0-9-]*[a-z0-9])?");

  private DkimRecordParser() {}

  static DkimRecord parse(String text) {
    if (!meantAsKey(text)) {
      return new DkimRecord.Foreign(text);
    }
    try {
      return key(text, TagList.parse(text));
    } catch (TagList.SyntaxException e) {
      return new DkimRecord.Malformed(text, e.told(), e.token, e.position);
    }
  }

  /**
   * A record of another kind (SPF, DMARC, a site verification) begins with its own version or has
   * neither {@code p} nor {@code k}.
   */
  private static boolean meantAsKey(String text) {
    var version = VERSION.matcher(text);
    if (version.matches()) {
      return version.group(1).strip().toUpperCase(Locale.ROOT).startsWith("DKIM");
    }
    return KEY_TAG.matcher(text).find() || BARE_KEY.matcher(text).find();
  }

  private static DkimRecord key(String text, TagList tags) throws TagList.SyntaxException {
    checkVersion(tags);
    String keyType = keyType(tags);
    TagList.Tag data = tags.tags().get("p");
    if (data == null) {
      throw new TagList.SyntaxException(Sentence.of("dkim.no-key-tag"), text, 1);
    }
    List<String> hashes = words(tags, "h", /* asterisk= */ false);
    List<String> services = words(tags, "s", /* asterisk= */ true);
    return new DkimRecord.Key(
        text,
        keyType,
        DkimKey.read(keyType, TagList.unfolded(data.value()), hashes),
        hashes,
        services.isEmpty() ? List.of("*") : services,
        words(tags, "t", /* asterisk= */ false));
  }

  /** "Records beginning with a v= tag with any other value MUST be discarded." */
  private static void checkVersion(TagList tags) throws TagList.SyntaxException {
    TagList.Tag version = tags.tags().get("v");
    if (version == null) {
      return;
    }
    if (!version.value().equals("DKIM1")) {
      throw new TagList.SyntaxException(
          Sentence.of("dkim.version"), "v=" + version.value(), version.position());
    }
    if (!tags.tags().keySet().iterator().next().equals("v")) {
      throw new TagList.SyntaxException(
          Sentence.of("dkim.version-late"), "v=" + version.value(), version.position());
    }
  }

  private static String keyType(TagList tags) throws TagList.SyntaxException {
    TagList.Tag tag = tags.tags().get("k");
    String keyType = tag == null ? "rsa" : tag.value().toLowerCase(Locale.ROOT);
    if (tag != null && !WORD.matcher(keyType).matches()) {
      throw notAllowed("k", tag);
    }
    return keyType;
  }

  private static TagList.SyntaxException notAllowed(String name, TagList.Tag tag) {
    return new TagList.SyntaxException(
        Sentence.of("dkim.tag-value"), name + "=" + tag.value(), tag.position());
  }

  /** A list of words between colons; empty when the tag is not there. */
  private static List<String> words(TagList tags, String name, boolean asterisk)
      throws TagList.SyntaxException {
    TagList.Tag tag = tags.tags().get(name);
    if (tag == null) {
      return List.of();
    }
    List<String> words =
        Arrays.stream(TagList.unfolded(tag.value()).toLowerCase(Locale.ROOT).split(":", -1))
            .toList();
    for (String word : words) {
      if (!WORD.matcher(word).matches() && !(asterisk && word.equals("*"))) {
        throw notAllowed(name, tag);
      }
    }
    return words;
  }
}
