package dev.mxray.check.dnssec;

import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.SignedAnswer;
import dev.mxray.net.dns.SignedDnsClient;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * Validates answers from the trust anchor down with dnsjava's validator over our own transport, and
 * says where a chain breaks. No AD bit is believed. One is made for a scan.
 *
 * <p>The questions of a chain depend on each other only in the arithmetic: DS and DNSKEY of the
 * names above are asked for at once with the question itself.
 */
public final class Validator {
  /** Names of so many labels at most have their keys asked for before it is known who signs. */
  private static final int LIKELY_ZONE_LABELS = 2;

  /** Labels of names that are validated; deeper ones are traps. */
  private static final int MAX_LABELS = 16;

  /** What resolvers treat as not signed beyond (RFC 9276 §3.2); most use 150 or fewer. */
  private static final int MAX_ITERATIONS = 150;

  private static final int MAX_REASON = 200;
  private static final String INNER_REASON = "Reason: ";

  private final SignedDnsClient dns;
  private final Executor executor;
  private final Clock clock;
  private final Head head;
  private final ValidatingResolver resolver;

  /**
   * @param dns its answers are kept, so that asking again costs nothing
   * @param clock tells what is expired
   * @param executor for arithmetic; never an event loop
   */
  public Validator(SignedDnsClient dns, DnssecAnchors anchors, Clock clock, Executor executor) {
    this.dns = dns;
    this.executor = executor;
    this.clock = clock;
    this.head = new Head(dns, executor);
    this.resolver = new ValidatingResolver(head, clock);
    resolver.setAddReasonToAdditional(true);
    try {
      resolver.getTrustAnchors().clear();
      resolver.loadTrustAnchors(
          new ByteArrayInputStream(anchors.text().getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new IllegalStateException(e); // they were read before
    }
  }

  /** Asks one question and validates the answer; never completes exceptionally. */
  public CompletableFuture<Verdict> validate(Question question) {
    Name name = name(question.name());
    if (name == null || name.labels() > MAX_LABELS) {
      return CompletableFuture.completedFuture(
          unusable(question, Sentence.of("dnssec.validate-long", question)));
    }
    askAbove(name);
    return dns.ask(question)
        .thenComposeAsync(
            answer -> {
              Message message = answer.message();
              return message == null
                  ? CompletableFuture.completedFuture(
                      Verdict.unknown(question.name(), question.type().name(), answer.unknown()))
                  : validate(question, name, SignedMessage.of(message));
            },
            executor)
        .exceptionally(failure -> unusable(question, Sentence.of("dnssec.validate", question)));
  }

  private CompletableFuture<Verdict> validate(Question question, Name name, SignedMessage answer) {
    if (answer.isTooLong()) {
      return CompletableFuture.completedFuture(
          unusable(question, Sentence.of("dnssec.validate", question)));
    }
    answer.names().stream().filter(one -> one.labels() <= MAX_LABELS).forEach(this::askAbove);
    String zone = answer.zone();
    if (zone != null) {
      askKeys(zone);
    }
    return outcome(name, question.type().code())
        .thenCompose(
            outcome ->
                switch (outcome.trust()) {
                  case SECURE, INSECURE, UNKNOWN ->
                      CompletableFuture.completedFuture(verdict(question, answer, outcome, null));
                  case BOGUS -> explained(question, answer, outcome);
                });
  }

  /** What the validator says, before it is looked at more closely. */
  private record Outcome(
      Trust trust, @Nullable Sentence reason, Observed.@Nullable Unknown<?> unknown) {}

  private CompletableFuture<Outcome> outcome(Name name, int type) {
    Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    return resolver
        .sendAsync(query, executor)
        .toCompletableFuture()
        .handleAsync((reply, failure) -> outcome(name, type, reply, failure), executor)
        .thenCompose(outcome -> withFailures(name, type, outcome));
  }

  private static Outcome outcome(
      Name name, int type, @Nullable Message reply, @Nullable Throwable failure) {
    if (failure != null || reply == null) {
      // A failure of the transport is looked up later; otherwise the validator choked on it.
      return new Outcome(
          Trust.UNKNOWN,
          null,
          new Observed.Unknown<>(
              Reason.UNUSABLE_ANSWER,
              Sentence.of(
                  "dnssec.validate", (type == Head.UNSIGNED ? "" : Type.string(type) + " ") + name),
              List.of()));
    }
    if (reply.getHeader().getFlag(Flags.AD)) {
      return new Outcome(Trust.SECURE, null, null);
    }
    boolean bogus =
        reply.getRcode() != org.xbill.DNS.Rcode.NOERROR
            && reply.getRcode() != org.xbill.DNS.Rcode.NXDOMAIN;
    return new Outcome(bogus ? Trust.BOGUS : Trust.INSECURE, reason(reply), null);
  }

  /** What was not answered on the way makes every verdict but "secure" worthless. */
  private CompletableFuture<Outcome> withFailures(Name name, int type, Outcome outcome) {
    if (outcome.trust() == Trust.SECURE) {
      return CompletableFuture.completedFuture(outcome);
    }
    CompletableFuture<Collection<Name>> names =
        type == Head.UNSIGNED
            ? CompletableFuture.completedFuture(List.of(name))
            : dns.ask(new Question(SignedMessage.presentation(name), typeOf(type)))
                .thenApply(
                    answer ->
                        answer.message() == null
                            ? List.of(name)
                            : SignedMessage.of(answer.message()).names());
    return names.thenApply(
        all ->
            head.failureAbove(all)
                .map(SignedAnswer::unknown)
                .map(unknown -> new Outcome(Trust.UNKNOWN, unknown.reason().told(), unknown))
                .orElse(outcome));
  }

  /** Finds where the chain breaks, or that the answer need not be signed after all. */
  private CompletableFuture<Verdict> explained(
      Question question, SignedMessage answer, Outcome bogus) {
    if (answer.isNegative() && answer.iterations() > MAX_ITERATIONS) {
      var outcome =
          new Outcome(
              Trust.INSECURE, Sentence.of("dnssec.hashed-often", answer.iterations()), null);
      return CompletableFuture.completedFuture(verdict(question, answer, outcome, null));
    }
    // The validator wants proofs of absence even below unsigned zones, when there is no SOA.
    return outcome(answer.end(), Head.UNSIGNED)
        .thenCompose(
            unsigned ->
                answer.isNegative() && unsigned.trust() == Trust.INSECURE
                    ? CompletableFuture.completedFuture(verdict(question, answer, unsigned, null))
                    : brokenLink(above(answer), 0)
                        .thenCompose(link -> bogus(question, answer, bogus, link)));
  }

  /** The names from the top down to the zone that signs, or has to. */
  private static List<Name> above(SignedMessage answer) {
    String zone = answer.zone();
    Name lowest = zone == null ? answer.end() : name(zone);
    var names = new ArrayList<Name>();
    for (Name name = lowest; name != null && name.labels() > 1; name = new Name(name, 1)) {
      names.add(0, name);
    }
    return names;
  }

  /** The first question about keys whose answer is bogus; null when there is none. */
  private CompletableFuture<@Nullable Question> brokenLink(List<Name> names, int index) {
    if (index >= names.size() * 2) {
      return CompletableFuture.completedFuture(null);
    }
    Name name = names.get(index / 2);
    RecordType type = index % 2 == 0 ? RecordType.DS : RecordType.DNSKEY;
    var question = new Question(SignedMessage.presentation(name), type);
    return dns.ask(question)
        .thenCompose(
            answer -> {
              Message message = answer.message();
              // Names that are no zones have neither.
              if (message == null || SignedMessage.of(message).isNegative()) {
                return brokenLink(names, index + 1);
              }
              return outcome(name, type.code())
                  .thenCompose(
                      outcome ->
                          outcome.trust() == Trust.BOGUS
                              ? CompletableFuture.completedFuture(question)
                              : brokenLink(names, index + 1));
            });
  }

  private CompletableFuture<Verdict> bogus(
      Question question, SignedMessage answer, Outcome outcome, @Nullable Question link) {
    Question broken = link == null ? question : link;
    return dns.ask(broken)
        .thenApply(
            there -> {
              Message message = there.message();
              Sentence time = message == null ? null : wrongTime(SignedMessage.of(message));
              Sentence reason = time != null ? time : outcome.reason();
              return verdict(
                  question, answer, new Outcome(Trust.BOGUS, reason, null), broken.toString());
            });
  }

  /** What is wrong with the times of all signatures; null when that is not it. */
  private @Nullable Sentence wrongTime(SignedMessage message) {
    List<Signature> signatures = message.signatures();
    if (signatures.isEmpty()) {
      return null;
    }
    var now = clock.instant();
    if (signatures.stream().allMatch(one -> one.expiration().isBefore(now))) {
      return Sentence.of("dnssec.expired", signatures.get(0).expiration());
    }
    return signatures.stream().allMatch(one -> one.inception().isAfter(now))
        ? Sentence.of("dnssec.not-yet", signatures.get(0).inception())
        : null;
  }

  private static Verdict verdict(
      Question question, SignedMessage answer, Outcome outcome, @Nullable String link) {
    return new Verdict(
        question.name(),
        question.type().name(),
        outcome.trust(),
        answer.zone(),
        link,
        outcome.reason(),
        answer.isNxdomain(),
        answer.data(),
        answer.aliases(),
        answer.signatures(),
        outcome.unknown());
  }

  private static Verdict unusable(Question question, Sentence step) {
    return Verdict.unknown(
        question.name(),
        question.type().name(),
        new Observed.Unknown<>(Reason.UNUSABLE_ANSWER, step, List.of()));
  }

  /**
   * With what a zone is signed; unproved, so of use only beside a verdict.
   *
   * @param zone A-labels, lower case, no final dot
   */
  public CompletableFuture<ZoneKeys> keys(String zone) {
    CompletableFuture<SignedAnswer> delegation = dns.ask(new Question(zone, RecordType.DS));
    CompletableFuture<SignedAnswer> keys = dns.ask(new Question(zone, RecordType.DNSKEY));
    return delegation.thenCombine(
        keys,
        (ds, dnskey) -> {
          Message above = ds.message();
          Message here = dnskey.message();
          SignedMessage set = here == null ? null : SignedMessage.of(here);
          return new ZoneKeys(
              zone,
              set == null ? List.of() : List.copyOf(set.algorithms()),
              above == null ? List.of() : List.copyOf(SignedMessage.of(above).digests()),
              set == null ? List.of() : set.signatures());
        });
  }

  /** Asks for what a chain of trust to this name is made of. */
  private void askAbove(Name name) {
    for (Name zone = name; zone.labels() > 1; zone = new Name(zone, 1)) {
      var unused = dns.ask(new Question(SignedMessage.presentation(zone), RecordType.DS));
      if (zone.labels() - 1 <= LIKELY_ZONE_LABELS) {
        askKeys(SignedMessage.presentation(zone));
      }
    }
  }

  private void askKeys(String zone) {
    var unused = dns.ask(new Question(zone, RecordType.DNSKEY));
  }

  /** The validator's own words, without the data that it repeats. */
  private static @Nullable Sentence reason(Message reply) {
    for (Record record : reply.getSection(Section.ADDITIONAL)) {
      if (record instanceof TXTRecord text
          && record.getDClass() == ValidatingResolver.VALIDATION_REASON_QCLASS) {
        String words = String.join("", text.getStrings());
        int inner = words.lastIndexOf(INNER_REASON);
        String told = inner < 0 ? words : words.substring(inner + INNER_REASON.length());
        String cut = told.length() > MAX_REASON ? told.substring(0, MAX_REASON) : told;
        return cut.isEmpty()
            ? null
            : ValidatorWords.told(cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut);
      }
    }
    return null;
  }

  private static RecordType typeOf(int code) {
    for (RecordType type : RecordType.values()) {
      if (type.code() == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("type " + code);
  }

  private static @Nullable Name name(String name) {
    try {
      return name.isEmpty() ? Name.root : Name.fromString(name, Name.root);
    } catch (TextParseException e) {
      return null;
    }
  }
}
