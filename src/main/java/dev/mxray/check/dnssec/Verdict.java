package dev.mxray.check.dnssec;

import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What validation says of the answer to one question.
 *
 * @param name the name asked for, A-labels, lower case, no final dot
 * @param type the type asked for: {@code MX}
 * @param zone the zone that signs the answer; null when nothing in it is signed
 * @param link where the chain of trust breaks when the state is bogus: {@code DNSKEY example.com};
 *     where it ends when it is insecure, if that is known
 * @param told why the state is not secure; null when it is, or nothing is known of it
 * @param nxdomain the name, or the end of its alias chain, does not exist
 * @param records data of the asked type at the end of the alias chain, in wire form; whatever the
 *     state
 * @param aliases CNAME targets on the way, in order
 * @param signatures of the answer
 * @param unknown why nothing could be learnt; null unless the state is unknown
 */
public record Verdict(
    String name,
    String type,
    Trust state,
    @Nullable String zone,
    @Nullable String link,
    @Nullable Sentence told,
    boolean nxdomain,
    List<byte[]> records,
    List<String> aliases,
    List<Signature> signatures,
    Observed.@Nullable Unknown<?> unknown) {

  public Verdict {
    records = List.copyOf(records);
    aliases = List.copyOf(aliases);
    signatures = List.copyOf(signatures);
  }

  /** A verdict that says that nothing could be learnt. */
  public static Verdict unknown(String name, String type, Observed.Unknown<?> unknown) {
    return new Verdict(
        name,
        type,
        Trust.UNKNOWN,
        null,
        null,
        unknown.reason().told(),
        false,
        List.of(),
        List.of(),
        List.of(),
        unknown);
  }

  /** A verdict without a story: nothing is an alias, nothing is wrong. */
  public static Verdict of(String name, String type, Trust state, List<byte[]> records) {
    return new Verdict(
        name, type, state, null, null, null, false, records, List.of(), List.of(), null);
  }

  /** Why the state is not secure, in English; empty when it is. */
  public String reason() {
    return told == null ? "" : told.toString();
  }

  /** True when the state is as said. */
  public boolean is(Trust other) {
    return state == other;
  }

  /** True when there are records of the asked type. */
  public boolean isFound() {
    return !records.isEmpty();
  }
}
