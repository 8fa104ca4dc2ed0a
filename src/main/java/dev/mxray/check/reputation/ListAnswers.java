package dev.mxray.check.reputation;

import dev.mxray.address.IpAddress;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.Texts;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the DNS answers of lists. */
final class ListAnswers {
  /** Addresses of an answer that are read; no list has more codes for one name. */
  private static final int MAX_ADDRESSES = 32;

  /** Characters of the text in which a list says why; enough for a sentence and an address. */
  static final int MAX_REASON = 300;

  /** Text records that are read. */
  private static final int MAX_REASONS = 3;

  private ListAnswers() {}

  /** The addresses, sorted by their octets; none unless it is an answer of type A. */
  static List<String> addresses(DnsAnswer answer) {
    return answer.question().type() != RecordType.A
        ? List.of()
        : answer.records().stream()
            .map(record -> IpAddress.of(record.rdataToWireCanonical()))
            .sorted(Comparator.comparing(IpAddress::octets, Arrays::compareUnsigned))
            .map(IpAddress::toString)
            .distinct()
            .limit(MAX_ADDRESSES)
            .toList();
  }

  /** A reading of a question about an address or domain, its text left out. */
  static ListVerdict read(BlockList list, DnsAnswer answer) {
    return switch (answer.status()) {
      case NXDOMAIN, NODATA -> new ListVerdict.Clean();
      case UNKNOWN -> new ListVerdict.Unknown(unknown(list, answer));
      case FOUND -> found(list, answer);
    };
  }

  private static ListVerdict found(BlockList list, DnsAnswer answer) {
    List<String> addresses = addresses(answer);
    if (ListCodes.foreign(addresses).isPresent()) {
      return broken(list, answer, Sentence.of("reputation.foreign"));
    }
    var refusal = list.codes().refusal(addresses);
    if (refusal.isPresent()) {
      return new ListVerdict.Refused(refusal.get(), answer.attempts());
    }
    List<ListCode> codes = list.codes().read(addresses);
    return codes.isEmpty()
        ? new ListVerdict.Clean()
        : new ListVerdict.Listed(addresses, codes, null);
  }

  static ListVerdict.Broken broken(BlockList list, DnsAnswer answer, Sentence why) {
    return new ListVerdict.Broken(
        Sentence.of("reputation.proof", step(list, answer), words(answer), why), answer.attempts());
  }

  /** What was asked, without the user's key. */
  static String step(BlockList list, DnsAnswer answer) {
    return answer.question().type() + " " + list.shown(answer.question().name());
  }

  static Observed.Unknown<?> unknown(BlockList list, DnsAnswer answer) {
    Reason reason = answer.reason();
    return new Observed.Unknown<>(
        reason == null ? Reason.SERVER_FAILURE : reason, step(list, answer), answer.attempts());
  }

  /** True when the resolver would not or could not, so that the next one is worth asking. */
  static boolean isRefusal(@Nullable Reason reason) {
    return reason == Reason.SERVER_FAILURE || reason == Reason.NETWORK;
  }

  private static Sentence words(DnsAnswer answer) {
    return switch (answer.status()) {
      case NXDOMAIN -> Sentence.verbatim("NXDOMAIN");
      case NODATA -> Sentence.of("reputation.no-record");
      case UNKNOWN -> Sentence.of("reputation.no-answer");
      case FOUND -> Sentence.verbatim(String.join(", ", addresses(answer)));
    };
  }

  /** Why something is listed: what the list says, cut and printable; null when it says nothing. */
  static @Nullable String reason(DnsAnswer answer) {
    String text =
        answer.records().stream()
            .limit(MAX_REASONS)
            .map(Texts::joined)
            .collect(Collectors.joining(" "))
            .replaceAll("[^ -~]", "?")
            .strip();
    if (text.isEmpty()) {
      return null;
    }
    return text.length() > MAX_REASON ? text.substring(0, MAX_REASON) + "..." : text;
  }
}
