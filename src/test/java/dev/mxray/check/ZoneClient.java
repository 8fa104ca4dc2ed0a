package dev.mxray.check;

import dev.mxray.lab.Zones;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

/** Answers questions from zone text at once, without a socket; remembers what was asked. */
public final class ZoneClient implements DnsClient {
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
        100,
        List.of(new Attempt("192.0.2.53", Rcode.string(reply.rcode()), 1)),
        null,
        1);
  }
}
