package dev.mxray.message.source;

import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message that was read once, from beginning to end, and not kept.
 *
 * @param header its header
 * @param bodies the body hashes that were asked for
 * @param octets its length, as read
 * @param faults what is against RFC 5322 in its header, with line numbers, for people
 */
public record MessageSource(
    MessageHeader header, Map<BodyForm, BodyDigest> bodies, long octets, List<Sentence> faults) {
  public MessageSource {
    bodies = Map.copyOf(bodies);
    faults = List.copyOf(faults);
  }

  /** The hash of the body in a form; empty when it was not asked for. */
  public Optional<BodyDigest> body(BodyForm form) {
    return Optional.ofNullable(bodies.get(form));
  }
}
