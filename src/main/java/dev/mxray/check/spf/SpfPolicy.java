package dev.mxray.check.spf;

import dev.mxray.observe.Observed;
import java.util.List;
import java.util.Optional;

/**
 * The SPF records at one name.
 *
 * @param domain the name, lower case, no final dot
 * @param records all TXT records that are SPF records, as published, in the order of the answer;
 *     more than one is a permerror (RFC 7208 §4.5)
 * @param lookalikes TXT records that were probably meant to be SPF records and are none
 */
public record SpfPolicy(String domain, Observed<List<SpfRecord>> records, List<String> lookalikes) {
  public SpfPolicy {
    lookalikes = List.copyOf(lookalikes);
  }

  /** The record, when there is exactly one. */
  public Optional<SpfRecord> record() {
    return records.found().filter(list -> list.size() == 1).map(list -> list.get(0));
  }

  /** True when there are several records. */
  public boolean multiple() {
    return records.found().filter(list -> list.size() > 1).isPresent();
  }
}
