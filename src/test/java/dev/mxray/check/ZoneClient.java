package dev.mxray.check;

import dev.mxray.lab.Zones;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Reason;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;

/** Answers questions from zone text at once, without a socket; remembers what was asked. */
public final class ZoneClient implements DnsClient {
  private static final int HEADER_OCTETS = 12;

  private final Zones zones;
  private final List<Question> asked = Collections.synchronizedList(new ArrayList<>());

  public ZoneClient(String zoneText) {
    this.zones = Zones.parse(zoneText);
  }

  /** Every question asked so far, in order. */
  public List<Question> asked() {
    return List.copyOf(asked);
  }

  @Override
  public CompletableFuture<DnsAnswer> ask(Question question) {
    asked.add(question);
    return CompletableFuture.completedFuture(
        zones
            .fault(question)
            .map(
                fault ->
                    DnsAnswer.unknown(
                        question,
                        fault == Zones.Fault.TIMEOUT ? Reason.TIMEOUT : Reason.SERVER_FAILURE,
                        List.of(new Attempt("192.0.2.53", fault.name(), 1)),
                        1))
            .orElseGet(() -> answer(question, zones.reply(question))));
  }

  private static DnsAnswer answer(Question question, Zones.Reply reply) {
    List<String> aliases =
        reply.records().stream()
            .filter(CNAMERecord.class::isInstance)
            .map(record -> ((CNAMERecord) record).getTarget().toString(true))
            .toList();
    List<Record> found =
        reply.records().stream()
            .filter(record -> record.getType() == question.type().code())
            .toList();
    DnsAnswer.Status status =
        !found.isEmpty()
            ? DnsAnswer.Status.FOUND
            : reply.rcode() == Rcode.NXDOMAIN ? DnsAnswer.Status.NXDOMAIN : DnsAnswer.Status.NODATA;
    return new DnsAnswer(
        question,
        status,
        found,
        aliases,
        size(question, reply),
        List.of(new Attempt("192.0.2.53", Rcode.string(reply.rcode()), 1)),
        null,
        1);
  }

  /** Octets of the whole message as a server would send it, without EDNS. */
  private static int size(Question question, Zones.Reply reply) {
    if (reply.records().isEmpty()) {
      return HEADER_OCTETS;
    }
    try {
      var message = new Message();
      Name name = Name.fromString(question.name(), Name.root);
      message.addRecord(
          Record.newRecord(name, question.type().code(), DClass.IN), Section.QUESTION);
      reply.records().forEach(r -> message.addRecord(r, Section.ANSWER));
      return message.toWire().length;
    } catch (TextParseException e) {
      throw new UncheckedIOException(e);
    }
  }
}
