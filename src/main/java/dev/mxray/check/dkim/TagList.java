package dev.mxray.check.dkim;

import dev.mxray.text.Sentence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tag list of a key record or a signature (RFC 6376 §3.2), read strictly.
 *
 * @param tags the tags in order; folding white space around values is left out, inside it is kept
 */
public record TagList(Map<String, Tag> tags) {

  /**
   * One tag.
   *
   * @param value without surrounding white space
   * @param position of the value's first octet in the text, from 1
   */
  public record Tag(String value, int position) {}

  /** Where and why a text is no tag list. */
  public static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    /** The tag or text that is wrong, verbatim. */
    public final String token;

    /** Its first octet in the text, from 1. */
    public final int position;

    private final transient Sentence told;

    SyntaxException(Sentence told, String token, int position) {
      super(told.toString(), null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
      this.told = told;
      this.token = token;
      this.position = position;
    }

    /** The tag or text that is wrong, verbatim; hostile. */
    public String token() {
      return token;
    }

    /** The first octet of the token in the text, from 1. */
    public int position() {
      return position;
    }

    /** What is wrong, in a few words. */
    public String reason() {
      return String.valueOf(getMessage());
    }

    /** The same for people. */
    public Sentence told() {
      return told;
    }
  }

  /** The value of a tag, when it is there. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(tags.get(name)).map(Tag::value);
  }

  /**
   * Reads a text of which every char is one octet.
   *
   * @throws SyntaxException when it is no tag list, or a tag is there twice
   */
  public static TagList parse(String text) throws SyntaxException {
    var tags = new LinkedHashMap<String, Tag>();
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf(';', start);
      end = end < 0 ? text.length() : end;
      String spec = text.substring(start, end);
      if (spec.isBlank() && end == text.length() && !tags.isEmpty()) {
        break; // What follows the last semicolon.
      }
      add(tags, spec, start);
      start = end + 1;
    }
    return new TagList(tags);
  }

  private static void add(Map<String, Tag> tags, String spec, int offset) throws SyntaxException {
    int from = skipSpace(spec, 0);
    int equals = spec.indexOf('=');
    if (equals < 0) {
      Sentence reason =
          spec.isBlank() ? Sentence.of("dkim.tag-empty") : Sentence.of("dkim.tag-no-equals");
      throw new SyntaxException(reason, spec.strip(), offset + from + 1);
    }
    String name = spec.substring(from, trimEnd(spec, from, equals));
    if (!isName(name)) {
      throw new SyntaxException(Sentence.of("dkim.tag-name"), name, offset + from + 1);
    }
    int valueFrom = skipSpace(spec, equals + 1);
    String value = spec.substring(valueFrom, trimEnd(spec, valueFrom, spec.length()));
    checkValue(name, value, offset + valueFrom);
    if (tags.put(name, new Tag(value, offset + valueFrom + 1)) != null) {
      throw new SyntaxException(Sentence.of("dkim.tag-twice"), name, offset + from + 1);
    }
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (i == 0 || (!(c >= '0' && c <= '9') && c != '_'))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static void checkValue(String name, String value, int offset) throws SyntaxException {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < '!' || c > '~') && !isSpace(value, i)) {
        throw new SyntaxException(
            Sentence.of("dkim.tag-character"), name + "=" + value, offset + i + 1);
      }
    }
  }

  /** FWS: blanks and tabs, and line ends that a blank or tab follows (RFC 6376 §2.8). */
  private static boolean isSpace(String text, int i) {
    char c = text.charAt(i);
    if (c == '\r') {
      return i + 2 < text.length() && text.charAt(i + 1) == '\n' && isBlank(text.charAt(i + 2));
    }
    if (c == '\n') {
      return i > 0 && text.charAt(i - 1) == '\r' && isSpace(text, i - 1);
    }
    return isBlank(c);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static int skipSpace(String text, int from) {
    int i = from;
    while (i < text.length() && isSpace(text, i)) {
      i++;
    }
    return i;
  }

  private static int trimEnd(String text, int from, int end) {
    int i = end;
    while (i > from && isSpace(text, i - 1)) {
      i--;
    }
    return i;
  }

  /** A value without the folding white space inside it. */
  public static String unfolded(String value) {
    var out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) > ' ') {
        out.append(value.charAt(i));
      }
    }
    return out.toString();
  }
}
