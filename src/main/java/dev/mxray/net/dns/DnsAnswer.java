package dev.mxray.net.dns;

import dev.mxray.observe.Attempt;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Record;

/**
 * The final answer to one question, aliases followed.
 *
 * @param question what was asked
 * @param status what came of it
 * @param records the records of the asked type at the end of the alias chain; empty unless FOUND
 * @param aliases the CNAME targets on the way, in order, without final dots; also when the chain
 *     ends in NXDOMAIN or nothing
 * @param size octets of the answering message; 0 when there was none
 * @param attempts the resolvers tried, in order; empty when the answer came from the cache
 * @param reason why, when the status is UNKNOWN
 * @param millis time from asking to answer, in milliseconds
 */
public record DnsAnswer(
    Question question,
    Status status,
    List<Record> records,
    List<String> aliases,
    int size,
    List<Attempt> attempts,
    @Nullable Reason reason,
    long millis) {

  /** What came of a question. */
  public enum Status {
    /** There are records of the asked type. */
    FOUND,
    /** The name has no record of that type (RFC 2308). */
    NODATA,
    /** The name, or the end of its alias chain, does not exist. */
    NXDOMAIN,
    /** It could not be learnt. */
    UNKNOWN
  }

  public DnsAnswer {
    records = List.copyOf(records);
    aliases = List.copyOf(aliases);
    attempts = List.copyOf(attempts);
  }

  /** An answer that says that nothing could be learnt. */
  public static DnsAnswer unknown(
      Question question, Reason reason, List<Attempt> attempts, long millis) {
    return new DnsAnswer(
        question, Status.UNKNOWN, List.of(), List.of(), 0, attempts, reason, millis);
  }

  /** The same answer as if something else had been asked. */
  public DnsAnswer about(Question other) {
    return new DnsAnswer(other, status, records, aliases, size, attempts, reason, millis);
  }

  /** The last alias target, when the name is an alias. */
  public Optional<String> aliasTarget() {
    return aliases.isEmpty() ? Optional.empty() : Optional.of(aliases.get(aliases.size() - 1));
  }

  /** The answer as an observation of its records. */
  public Observed<List<Record>> observed() {
    return switch (status) {
      case FOUND -> Observed.present(records);
      case NODATA -> Observed.absent(Observed.Proof.NODATA);
      case NXDOMAIN -> Observed.absent(Observed.Proof.NXDOMAIN);
      case UNKNOWN ->
          new Observed.Unknown<>(
              reason == null ? Reason.SERVER_FAILURE : reason, question.toString(), attempts);
    };
  }

  /** The answer as an observation, each record turned into a value of our own. */
  public <T> Observed<List<T>> observed(Function<Record, T> function) {
    return observed().map(list -> list.stream().map(function).toList());
  }
}
