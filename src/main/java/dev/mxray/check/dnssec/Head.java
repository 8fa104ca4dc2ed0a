package dev.mxray.check.dnssec;

import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.SignedAnswer;
import dev.mxray.net.dns.SignedDnsClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;

/**
 * The transport of the validator. It remembers what could not be learnt: the validator takes a
 * missing answer for a broken chain in some places, and for an unsigned one in others.
 */
final class Head implements Resolver {
  /**
   * A type for private use (RFC 6895 §3.1). Questions for it never leave: they get an unsigned
   * answer, so that the validator says whether unsigned data at a name is in order, that is whether
   * the name is in an unsigned zone.
   */
  static final int UNSIGNED = 65_432;

  private final SignedDnsClient dns;
  private final Executor executor;
  private final Map<Question, SignedAnswer> failed = new ConcurrentHashMap<>();

  Head(SignedDnsClient dns, Executor executor) {
    this.dns = dns;
    this.executor = executor;
  }

  @Override
  public CompletionStage<Message> sendAsync(Message query, Executor ignored) {
    Record asked = query.getQuestion();
    if (asked.getType() == UNSIGNED) {
      return CompletableFuture.completedFuture(unsigned(query));
    }
    Optional<RecordType> type = type(asked.getType());
    if (type.isEmpty()) {
      return CompletableFuture.failedFuture(new IOException("never asked here: " + asked));
    }
    // On another thread than the network's: what follows is arithmetic.
    return dns.ask(new Question(SignedMessage.presentation(asked.getName()), type.get()))
        .thenApplyAsync(this::message, executor);
  }

  private Message message(SignedAnswer answer) {
    Message message = answer.message();
    if (message == null) {
      failed.put(answer.question(), answer);
      throw new java.util.concurrent.CompletionException(new IOException("no answer"));
    }
    return SignedMessage.of(message).trimmed();
  }

  private static Message unsigned(Message query) {
    Message reply = query.clone();
    reply.getHeader().setFlag(Flags.QR);
    Name name = query.getQuestion().getName();
    reply.addRecord(Record.newRecord(name, UNSIGNED, DClass.IN, 0, new byte[0]), Section.ANSWER);
    return reply;
  }

  /** What could not be learnt and is above one of these names, or at it. */
  Optional<SignedAnswer> failureAbove(Collection<Name> names) {
    return failed.values().stream()
        .filter(
            answer ->
                names.stream()
                    .map(SignedMessage::presentation)
                    .anyMatch(name -> isAbove(answer.question().name(), name)))
        .findFirst();
  }

  private static boolean isAbove(String upper, String lower) {
    return upper.isEmpty() || lower.equals(upper) || lower.endsWith("." + upper);
  }

  private static Optional<RecordType> type(int code) {
    for (RecordType type : RecordType.values()) {
      if (type.code() == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  @Override
  public void setPort(int port) {
    // The transport knows.
  }

  @Override
  public void setTCP(boolean flag) {
    // The transport decides.
  }

  @Override
  public void setIgnoreTruncation(boolean flag) {
    // It never does.
  }

  @Override
  public void setEDNS(int version, int payloadSize, int flags, List<EDNSOption> options) {
    // DO is always set.
  }

  @Override
  public void setTSIGKey(TSIG key) {
    // There is none.
  }

  @Override
  public void setTimeout(Duration timeout) {
    // The transport has its own.
  }
}
