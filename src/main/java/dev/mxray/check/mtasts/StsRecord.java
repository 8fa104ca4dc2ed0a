package dev.mxray.check.mtasts;

import dev.mxray.check.mtasts.FieldList.Fault;
import dev.mxray.check.mtasts.FieldList.Field;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The TXT record that says that there is a policy, and which one (RFC 8461 §3.1).
 *
 * @param text as published
 * @param id of the policy; null when it is missing or wrong
 * @param faults why senders do not use the record; empty when they do
 */
public record StsRecord(String text, @Nullable String id, List<Fault> faults) {
  static final String VERSION = "v=STSv1";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,32}");

  public StsRecord {
    faults = List.copyOf(faults);
  }

  /** True for a text that senders take for a record, whatever follows. */
  static boolean isRecord(String text) {
    return FieldList.isRecord(VERSION, text);
  }

  /** True for a text that was meant to be one, and that senders discard. */
  static boolean isNearly(String text) {
    return FieldList.isNearly(VERSION, text);
  }

  /** Reads a text, which need not be a record. */
  static StsRecord parse(String text) {
    if (!isRecord(text)) {
      return new StsRecord(
          text, null, List.of(new Fault(text, 1, Sentence.of("mtasts.begin", VERSION))));
    }
    FieldList list = FieldList.parse(VERSION, text);
    List<Fault> faults = list.faultsBeside("id");
    Optional<Field> id = list.first("id");
    if (id.isEmpty()) {
      faults.add(new Fault("", text.length() + 1, Sentence.of("mtasts.no-id")));
    } else if (!ID.matcher(id.get().value()).matches()) {
      faults.add(id.get().fault(Sentence.of("mtasts.bad-id")));
    }
    return new StsRecord(
        text,
        id.map(Field::value).filter(value -> ID.matcher(value).matches()).orElse(null),
        faults);
  }
}
