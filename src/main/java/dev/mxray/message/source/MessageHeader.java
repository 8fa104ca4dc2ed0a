package dev.mxray.message.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The header of a message: its fields from top to bottom. */
public final class MessageHeader {
  private final List<HeaderField> fields;
  private final Map<String, List<HeaderField>> byKey = new HashMap<>();

  MessageHeader(List<HeaderField> fields) {
    this.fields = List.copyOf(fields);
    for (HeaderField field : fields) {
      byKey.computeIfAbsent(field.key(), key -> new ArrayList<>()).add(field);
    }
  }

  /** All fields, the topmost first. */
  public List<HeaderField> fields() {
    return fields;
  }

  /**
   * The fields of a name, the topmost first.
   *
   * @param key the name in lower case
   */
  public List<HeaderField> all(String key) {
    return List.copyOf(byKey.getOrDefault(key, List.of()));
  }

  /** The topmost field of a name. */
  public Optional<HeaderField> first(String key) {
    return byKey.getOrDefault(key, List.of()).stream().findFirst();
  }
}
