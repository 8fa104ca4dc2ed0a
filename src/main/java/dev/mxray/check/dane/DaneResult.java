package dev.mxray.check.dane;

import dev.mxray.text.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The TLSA records of a host beside the chain that it presented at one address.
 *
 * @param subject as findings name it: {@code mx.example.com[192.0.2.1]:25}
 * @param matching the records that let a sender accept the chain
 * @param told why none does, for people; null when one does
 * @param rollover whether a change of certificate is prepared; null when nothing matches
 * @param presented SHA-256 of the server's own certificate and of its key, as records 3 0 1 and 3 1
 *     1 hold them
 */
public record DaneResult(
    String subject,
    String host,
    String address,
    List<TlsaRecord> matching,
    @Nullable Sentence told,
    @Nullable Rollover rollover,
    List<String> presented) {

  /** Whether a change of the certificate is prepared (RFC 7671 §8). */
  public enum Rollover {
    /** One record alone: it has to be changed before the certificate, and waited for. */
    SINGLE,
    /** Another record is there that matches the next key, or the authority. */
    PREPARED
  }

  public DaneResult {
    matching = List.copyOf(matching);
    presented = List.copyOf(presented);
  }

  /** Why none does, in English; null when one does. */
  public @Nullable String reason() {
    return told == null ? null : told.toString();
  }

  /** True when a sender that follows DANE delivers here. */
  public boolean matches() {
    return !matching.isEmpty();
  }

  /** True when the server's own certificate or key matches: then nothing else of it counts. */
  public boolean matchesOwn() {
    return matching.stream().anyMatch(record -> record.usage() == TlsaRecord.OWN);
  }
}
