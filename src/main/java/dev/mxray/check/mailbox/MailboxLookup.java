package dev.mxray.check.mailbox;

import dev.mxray.check.mailbox.MailboxObservation.Unseen;
import dev.mxray.check.mailbox.MailboxPlaces.Service;
import dev.mxray.check.mx.MxObservation.MxRecord;
import dev.mxray.check.mx.MxProbe;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.mail.MailboxProtocol;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.observe.Together;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.SRVRecord;

/**
 * Asks where a domain's mailbox servers are: its SRV records (RFC 6186 §3, RFC 8314 §5.1, RFC 5804
 * §1.8) and its exchanges, all at once.
 */
final class MailboxLookup {
  /** The services that are asked for; a host may offer any of them without saying so. */
  private static final List<Announcement> ANNOUNCEMENTS =
      List.of(
          new Announcement("_imaps._tcp.", MailboxProtocol.IMAP, true),
          new Announcement("_imap._tcp.", MailboxProtocol.IMAP, false),
          new Announcement("_pop3s._tcp.", MailboxProtocol.POP3, true),
          new Announcement("_pop3._tcp.", MailboxProtocol.POP3, false),
          new Announcement("_sieve._tcp.", MailboxProtocol.SIEVE, false));

  /** Questions at most, beside those of the exchanges. */
  static final int QUESTIONS = ANNOUNCEMENTS.size();

  /** Hosts that SRV records and the user may name; domains name one or two. */
  static final int MAX_NAMED_HOSTS = 8;

  private record Announcement(String prefix, MailboxProtocol protocol, boolean implicitTls) {}

  /** What one question for an announcement found. */
  private record Answer(Announcement announcement, Observed<List<SRVRecord>> records) {}

  private MailboxLookup() {}

  static CompletableFuture<MailboxPlaces> places(
      String domain, MailboxPlan plan, DnsClient exchanges, DnsClient dns) {
    CompletableFuture<List<Answer>> answers =
        Together.all(ANNOUNCEMENTS.stream().map(one -> answer(one, domain, dns)).toList());
    return MxProbe.records(domain, exchanges)
        .thenCombine(answers, (mx, srv) -> places(domain, plan, mx, srv));
  }

  private static CompletableFuture<Answer> answer(
      Announcement announcement, String domain, DnsClient dns) {
    return dns.ask(new Question(announcement.prefix() + domain, RecordType.SRV))
        .thenApply(
            answer -> new Answer(announcement, answer.observed(record -> (SRVRecord) record)));
  }

  private static MailboxPlaces places(
      String domain, MailboxPlan plan, Observed<List<MxRecord>> mx, List<Answer> answers) {
    var places = new MailboxPlaces.Builder();
    plan.hosts().forEach(places::host);
    for (Answer answer : answers) {
      answer.records().found().stream()
          .flatMap(List::stream)
          .sorted(Comparator.comparingInt(SRVRecord::getPriority))
          .filter(record -> !record.getTarget().equals(Name.root)) // RFC 6186 §3.4: not offered
          .filter(record -> record.getPort() > 0)
          .forEach(record -> named(places, answer.announcement(), record));
    }
    unseen(domain, mx, answers).forEach(places::unseen);
    if (places.hosts() > MAX_NAMED_HOSTS) {
      return limited(domain, places.build());
    }
    exchanges(domain, mx).limit(plan.maxExchanges()).forEach(places::host);
    return places.build();
  }

  private static void named(
      MailboxPlaces.Builder places, Announcement announcement, SRVRecord record) {
    String host = record.getTarget().toString(/* omitFinalDot= */ true).toLowerCase(Locale.ROOT);
    places.named(
        host,
        new Service(
            announcement.protocol(),
            record.getPort(),
            announcement.implicitTls(),
            /* announced= */ true));
  }

  /** By preference; the domain itself where there is no MX (RFC 5321 §5.1). */
  private static Stream<String> exchanges(String domain, Observed<List<MxRecord>> mx) {
    return mx.isAbsent()
        ? Stream.of(domain)
        : mx.found().orElse(List.of()).stream()
            .map(MxRecord::host)
            .filter(host -> !host.isEmpty()) // a null MX (RFC 7505)
            .distinct();
  }

  /** At most one for each subject. */
  private static List<Unseen> unseen(
      String domain, Observed<List<MxRecord>> mx, List<Answer> answers) {
    var unknown = new ArrayList<Observed.Unknown<?>>();
    mx.unknown().ifPresent(unknown::add);
    answers.forEach(answer -> answer.records().unknown().ifPresent(unknown::add));
    return unknown.stream().limit(1).map(one -> new Unseen(domain, one)).toList();
  }

  /** Of a domain that names more hosts than anybody has. */
  private static MailboxPlaces limited(String domain, MailboxPlaces all) {
    var places = new MailboxPlaces.Builder();
    all.services().entrySet().stream()
        .limit(MAX_NAMED_HOSTS)
        .forEach(
            entry -> entry.getValue().forEach(service -> places.named(entry.getKey(), service)));
    places.unseen(
        new Unseen(
            domain,
            new Observed.Unknown<>(
                Reason.LIMIT,
                Sentence.count(
                    "mailbox.more-hosts", all.services().size() - (long) MAX_NAMED_HOSTS),
                List.of())));
    return places.build();
  }
}
