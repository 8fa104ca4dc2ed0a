package dev.mxray.message.signature;

import dev.mxray.message.source.HeaderField;
import dev.mxray.message.source.MessageHeader;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The three fields that one handler added (RFC 8617 §4.1).
 *
 * @param instance the number of the set, from 1
 * @param results the ARC-Authentication-Results
 * @param message the ARC-Message-Signature
 * @param seal the ARC-Seal
 */
record ArcSet(int instance, HeaderField results, HeaderField message, HeaderField seal) {
  /** RFC 8617 §4.2.1. */
  static final int MAX_INSTANCES = 50;

  private static final List<String> FIELDS =
      List.of("arc-authentication-results", "arc-message-signature", "arc-seal");

  private static final Pattern INSTANCE =
      Pattern.compile("(?:^|;)[ \\t]*i[ \\t]*=[ \\t]*([0-9]{1,4})[ \\t]*(?:;|$)");

  /** The fields in the order in which a seal signs them. */
  List<HeaderField> fields() {
    return List.of(results, message, seal);
  }

  static boolean any(MessageHeader header) {
    return FIELDS.stream().anyMatch(key -> !header.all(key).isEmpty());
  }

  /**
   * All sets of a message, the first one first.
   *
   * @throws SignatureFault when the sets are not complete, or not numbered from 1 without a gap
   */
  static List<ArcSet> all(MessageHeader header) throws SignatureFault {
    var numbered = new ArrayList<TreeMap<Integer, HeaderField>>();
    for (String key : FIELDS) {
      var fields = new TreeMap<Integer, HeaderField>();
      for (HeaderField field : header.all(key)) {
        int instance = instance(field);
        if (fields.put(instance, field) != null) {
          throw new SignatureFault(Sentence.of("message.arc-twice", field.name(), instance));
        }
      }
      numbered.add(fields);
    }
    var sets = new ArrayList<ArcSet>();
    int last =
        numbered.stream()
            .mapToInt(fields -> fields.isEmpty() ? 0 : fields.lastKey())
            .max()
            .orElse(0);
    for (int i = 1; i <= last; i++) {
      HeaderField results = numbered.get(0).get(i);
      HeaderField message = numbered.get(1).get(i);
      HeaderField seal = numbered.get(2).get(i);
      if (results == null || message == null || seal == null) {
        throw new SignatureFault(Sentence.of("message.arc-incomplete", i));
      }
      sets.add(new ArcSet(i, results, message, seal));
    }
    return sets;
  }

  private static int instance(HeaderField field) throws SignatureFault {
    Matcher matcher = INSTANCE.matcher(field.unfolded().toLowerCase(Locale.ROOT));
    int instance = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    if (instance < 1) {
      throw new SignatureFault(Sentence.of("message.arc-no-instance", field.line(), field.name()));
    }
    if (instance > MAX_INSTANCES) {
      throw new SignatureFault(Sentence.of("message.arc-too-many", MAX_INSTANCES));
    }
    return instance;
  }
}
