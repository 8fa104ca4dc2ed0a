package dev.mxray.check.mtasts;

import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The fields of a record after its version, a grammar that MTA-STS and TLS-RPT share (RFC 8461
 * §3.1, RFC 8460 §3): semicolons, perhaps with blanks and tabs around them, part {@code name=value}
 * pairs.
 *
 * @param fields in order, also those whose value the grammar does not have
 * @param faults what is no field, in order
 */
public record FieldList(List<Field> fields, List<Fault> faults) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}");

  public FieldList {
    fields = List.copyOf(fields);
    faults = List.copyOf(faults);
  }

  /**
   * One field.
   *
   * @param position of its first octet in the record, from 1
   */
  public record Field(String name, String value, int position) {
    /** The field as it is written. */
    public String token() {
      return name + "=" + value;
    }

    /** A fault of this field. */
    public Fault fault(Sentence reason) {
      return new Fault(token(), position, reason);
    }
  }

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

  /**
   * True when receivers take a text for a record of this version: others are discarded (RFC 8461
   * §3.1, RFC 8460 §3), also those with blanks before the semicolon, which the grammar would allow.
   *
   * @param version {@code v=STSv1}; compared with case, as RFC 7405 strings are
   */
  public static boolean isRecord(String version, String text) {
    return text.startsWith(version + ";");
  }

  /** True for a text that is no such record, but was meant to be one. */
  public static boolean isNearly(String version, String text) {
    String bare = text.replaceFirst("^[\"'\\s]+", "").replaceFirst("^([vV])\\s*=\\s*", "$1=");
    return !isRecord(version, text)
        && bare.regionMatches(/* ignoreCase= */ true, 0, version, 0, version.length());
  }

  /**
   * Reads what follows the version.
   *
   * @param version with which the record begins
   */
  public static FieldList parse(String version, String record) {
    var fields = new ArrayList<Field>();
    var faults = new ArrayList<Fault>();
    int from = record.indexOf(';', version.length()) + 1;
    while (from > 0 && from <= record.length()) {
      int semicolon = record.indexOf(';', from);
      int to = semicolon < 0 ? record.length() : semicolon;
      int start = skipSpace(record, from, to);
      int end = trimSpace(record, start, to);
      if (start < end) {
        field(record.substring(start, end), start + 1, fields, faults);
      } else if (semicolon >= 0) {
        faults.add(new Fault(";", to + 1, Sentence.of("mtasts.field-empty")));
      }
      from = to + 1;
    }
    return new FieldList(fields, faults);
  }

  private static void field(String token, int position, List<Field> fields, List<Fault> faults) {
    int equals = token.indexOf('=');
    if (equals < 0) {
      faults.add(new Fault(token, position, Sentence.of("mtasts.field-no-equals")));
    } else if (!NAME.matcher(token.substring(0, equals)).matches()) {
      faults.add(new Fault(token, position, Sentence.of("mtasts.field-name")));
    } else {
      fields.add(new Field(token.substring(0, equals), token.substring(equals + 1), position));
    }
  }

  /** The first field of a name; later ones do not count (RFC 8461 §3.1). */
  public Optional<Field> first(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** The faults, and one more for each field of another name whose value cannot be. */
  public List<Fault> faultsBeside(String known) {
    var all = new ArrayList<>(faults);
    for (Field field : fields) {
      if (!field.name().equals(known) && !isExtensionValue(field.value())) {
        all.add(field.fault(Sentence.of("mtasts.field-value")));
      }
    }
    return all;
  }

  /** {@code sts-ext-value}: visible characters but the semicolon and the equals sign. */
  private static boolean isExtensionValue(String value) {
    return !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '=');
  }

  private static int skipSpace(String text, int from, int to) {
    int at = from;
    while (at < to && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int trimSpace(String text, int from, int to) {
    int at = to;
    while (at > from && isSpace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
