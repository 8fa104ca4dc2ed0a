package dev.mxray.check.dmarc;

import dev.mxray.check.dmarc.DmarcRecord.Alignment;
import dev.mxray.check.dmarc.DmarcRecord.Fault;
import dev.mxray.check.dmarc.DmarcRecord.Psd;
import dev.mxray.check.dmarc.DmarcRecord.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one record by the grammar of RFC 9989 §4.8. The version is strict; a fault behind it costs
 * only the tag that it is in (§4.7). Names and words are compared without case, as ABNF strings are
 * (RFC 5234 §2.3); of a tag that is given twice no value counts.
 */
final class DmarcParser {
  private static final Pattern VERSION =
      Pattern.compile("[vV][ \\t]*=[ \\t]*DMARC1[ \\t]*(?:;|\\z)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z]+");
  private static final Pattern PRINTING = Pattern.compile("[\\x20-\\x7e\\t]+");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");

  /** {@code pct} is a percentage (RFC 7489 §6.3). */
  private static final int MAX_PCT = 100;

  /** {@code ri} is an unsigned number of 32 bits (RFC 7489 §6.3). */
  private static final long MAX_RI = 0xffffffffL;

  private final String text;
  private final List<Tag> tags = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final Map<String, Tag> values = new LinkedHashMap<>();

  DmarcParser(String text) {
    this.text = text;
  }

  static boolean isRecord(String text) {
    return VERSION.matcher(text).lookingAt();
  }

  DmarcRecord parse() {
    int from = 0;
    while (from <= text.length()) {
      int semicolon = text.indexOf(';', from);
      int to = semicolon < 0 ? text.length() : semicolon;
      part(from, to, /* last= */ semicolon < 0);
      from = to + 1;
    }
    removeDuplicates();
    DmarcPolicy p = policy("p");
    DmarcPolicy sp = policy("sp");
    DmarcPolicy np = policy("np");
    Alignment adkim = value("adkim", DmarcParser::alignment, Alignment.RELAXED);
    Alignment aspf = value("aspf", DmarcParser::alignment, Alignment.RELAXED);
    boolean testing = value("t", DmarcParser::yesOrNo, false);
    Psd psd = value("psd", DmarcParser::psd, Psd.UNSAID);
    String fo = value("fo", DmarcParser::failureOptions, "0");
    Integer pct = pct();
    value("ri", word -> number(word, MAX_RI), 0L);
    value("rf", DmarcParser::reportFormats, "afrf");
    List<ReportUri> rua = uris("rua");
    List<ReportUri> ruf = uris("ruf");
    faults.sort((a, b) -> Integer.compare(a.position(), b.position()));
    return new DmarcRecord(
        text, tags, faults, p, sp, np, adkim, aspf, testing, psd, fo, rua, ruf, pct);
  }

  private void part(int from, int to, boolean last) {
    int start = from;
    while (start < to && Wsp.is(text.charAt(start))) {
      start++;
    }
    String token = Wsp.strip(text.substring(from, to));
    int position = start + 1;
    if (token.isEmpty()) {
      if (!last) {
        faults.add(new Fault(Fault.Kind.EMPTY, ";", to + 1));
      }
      return;
    }
    int equals = token.indexOf('=');
    String name = equals < 0 ? "" : Wsp.strip(token.substring(0, equals));
    if (!NAME.matcher(name).matches() || !PRINTING.matcher(token).matches()) {
      faults.add(new Fault(Fault.Kind.NOT_A_TAG, token, position));
      if (!NAME.matcher(name).matches()) {
        return;
      }
    }
    String value = Wsp.strip(token.substring(equals + 1));
    tags.add(new Tag(name.toLowerCase(Locale.ROOT), value, token, position));
  }

  private void removeDuplicates() {
    var seen = new HashSet<String>();
    var twice = new HashSet<String>();
    for (Tag tag : tags) {
      if (!seen.add(tag.name())) {
        twice.add(tag.name());
        faults.add(new Fault(Fault.Kind.DUPLICATE, tag.token(), tag.position()));
      }
      values.put(tag.name(), tag);
    }
    values.keySet().removeAll(twice);
  }

  private @Nullable DmarcPolicy policy(String name) {
    Tag tag = values.get(name);
    if (tag == null) {
      return null;
    }
    Optional<DmarcPolicy> policy = DmarcPolicy.of(tag.value());
    if (policy.isEmpty()) {
      faults.add(new Fault(Fault.Kind.POLICY, tag.token(), tag.position()));
    }
    return policy.orElse(null);
  }

  private @Nullable Integer pct() {
    long pct = value("pct", word -> number(word, MAX_PCT), -1L);
    return pct < 0 ? null : (int) pct;
  }

  private List<ReportUri> uris(String name) {
    Tag tag = values.get(name);
    return tag == null ? List.of() : ReportUri.list(tag.value());
  }

  private <T> T value(String name, Function<String, Optional<T>> reader, T byDefault) {
    Tag tag = values.get(name);
    if (tag == null) {
      return byDefault;
    }
    Optional<T> value = reader.apply(tag.value().toLowerCase(Locale.ROOT));
    if (value.isEmpty()) {
      faults.add(new Fault(Fault.Kind.VALUE, tag.token(), tag.position()));
    }
    return value.orElse(byDefault);
  }

  private static Optional<Alignment> alignment(String word) {
    return switch (word) {
      case "r" -> Optional.of(Alignment.RELAXED);
      case "s" -> Optional.of(Alignment.STRICT);
      default -> Optional.empty();
    };
  }

  private static Optional<Boolean> yesOrNo(String word) {
    return switch (word) {
      case "y" -> Optional.of(true);
      case "n" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Psd> psd(String word) {
    return switch (word) {
      case "y" -> Optional.of(Psd.YES);
      case "n" -> Optional.of(Psd.NO);
      case "u" -> Optional.of(Psd.UNSAID);
      default -> Optional.empty();
    };
  }

  /** Options in any order, each once, 0 and 1 not together (RFC 9989 §4.8, dmarc-fo). */
  private static Optional<String> failureOptions(String value) {
    var options = new ArrayList<String>();
    for (String option : value.split(":", -1)) {
      String stripped = Wsp.strip(option);
      if (!Set.of("0", "1", "d", "s").contains(stripped) || options.contains(stripped)) {
        return Optional.empty();
      }
      options.add(stripped);
    }
    return options.containsAll(List.of("0", "1"))
        ? Optional.empty()
        : Optional.of(String.join(":", options));
  }

  private static Optional<Long> number(String value, long max) {
    return NUMBER.matcher(value).matches() && Long.parseLong(value) <= max
        ? Optional.of(Long.parseLong(value))
        : Optional.empty();
  }

  /** The one format that was ever defined (RFC 7489 §6.3). */
  private static Optional<String> reportFormats(String value) {
    for (String format : value.split(":", -1)) {
      if (!Wsp.strip(format).equals("afrf")) {
        return Optional.empty();
      }
    }
    return Optional.of(value);
  }
}
