package dev.mxray.scan;

import dev.mxray.check.bimi.BimiRules;
import dev.mxray.check.caa.CaaObservation;
import dev.mxray.check.caa.CaaRules;
import dev.mxray.check.dane.DaneObservation;
import dev.mxray.check.dane.DaneRules;
import dev.mxray.check.dane.HostTlsa;
import dev.mxray.check.dkim.DkimRules;
import dev.mxray.check.dmarc.DmarcRules;
import dev.mxray.check.dnssec.DnssecObservation;
import dev.mxray.check.dnssec.DnssecRules;
import dev.mxray.check.dnssec.Trust;
import dev.mxray.check.general.AnswerSizeRules;
import dev.mxray.check.mailbox.MailboxRules;
import dev.mxray.check.mtasts.MtaStsRules;
import dev.mxray.check.mx.Exchange;
import dev.mxray.check.mx.MxObservation;
import dev.mxray.check.mx.MxRules;
import dev.mxray.check.ptr.PtrRules;
import dev.mxray.check.reputation.ListVerdict;
import dev.mxray.check.reputation.ReputationObservation;
import dev.mxray.check.reputation.ReputationRules;
import dev.mxray.check.smtp.SmtpObservation;
import dev.mxray.check.smtp.SmtpPlan;
import dev.mxray.check.smtp.SmtpRules;
import dev.mxray.check.smtp.TlsDepth;
import dev.mxray.check.spf.SpfRules;
import dev.mxray.check.tls.SenderPolicy;
import dev.mxray.check.tls.TlsRules;
import dev.mxray.check.tlsrpt.TlsRptRules;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import dev.mxray.score.Listing;
import dev.mxray.score.Profile;
import dev.mxray.score.Score;
import dev.mxray.score.ScoreInput;
import dev.mxray.score.ScorePartId;
import dev.mxray.score.Scoring;
import dev.mxray.score.Seen;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the observations of a scan amount to: the one place where the rules of all checks are
 * called.
 */
record Judgement(List<Finding> findings, Score score) {

  static Judgement of(Domain domain, Scan.Observations seen, ScanOptions options) {
    Profile profile = profile(seen);
    boolean exists = !seen.mx().name().isAbsent();
    List<Finding> findings =
        exists ? judged(domain, seen, options, profile) : MxRules.judge(seen.mx(), false);
    Score score =
        Scoring.score(
            new ScoreInput(
                profile,
                findings,
                listings(seen),
                parts(seen, options),
                seen.dkim().hasUsableKey(),
                seen.dmarc().effectivePolicy().isPresent(),
                transportPolicy(seen),
                exists));
    return new Judgement(findings, score);
  }

  private static List<Finding> judged(
      Domain domain, Scan.Observations seen, ScanOptions options, Profile profile) {
    boolean noMail = profile == Profile.NO_MAIL;
    var findings = new ArrayList<Finding>();
    findings.addAll(MxRules.judge(seen.mx(), seen.spf().refusesAll()));
    findings.addAll(
        SpfRules.judge(
            seen.spf(), seen.mx().state() == MxObservation.State.NULL_MX, seen.dmarc().enforced()));
    findings.addAll(DkimRules.judge(seen.dkim(), seen.organizationSigns()));
    findings.addAll(DmarcRules.judge(seen.dmarc(), noMail));
    if (!noMail) {
      findings.addAll(MtaStsRules.judge(seen.mtaSts(), seen.mx()));
      findings.addAll(TlsRptRules.judge(seen.tlsRpt()));
      findings.addAll(BimiRules.judge(seen.bimi(), seen.dmarc()));
      findings.addAll(SmtpRules.judge(seen.smtp()));
      findings.addAll(TlsRules.judge(seen.smtp().handshakes(), host -> senderPolicy(seen, host)));
      findings.addAll(DaneRules.judge(seen.trust().dane()));
      findings.addAll(CaaRules.judge(seen.trust().caa()));
    }
    findings.addAll(
        DnssecRules.judge(
            noMail ? seen.trust().dnssec().withoutExchanges() : seen.trust().dnssec(),
            noMail
                ? List.of()
                : seen.trust().dane().hosts().stream().map(HostTlsa::tlsa).toList()));
    findings.addAll(MailboxRules.judge(seen.mailbox()));
    findings.addAll(TlsRules.judge(seen.mailbox().handshakes(), host -> SenderPolicy.NONE));
    findings.addAll(PtrRules.judge(noMail ? seen.ptr().withoutExchanges() : seen.ptr()));
    findings.addAll(ReputationRules.judge(reputation(seen, noMail)));
    findings.addAll(AnswerSizeRules.judge(domain.ascii(), seen.answerSize()));
    findings.removeIf(finding -> switchedOff(finding, options.checks()));
    if (noMail) {
      findings.removeIf(finding -> isMoot(finding.type(), seen.spf().refusesAll()));
    }
    return merged(findings);
  }

  /** What senders have been told about the certificates of an exchange. */
  private static SenderPolicy senderPolicy(Scan.Observations seen, String host) {
    return new SenderPolicy(seen.mtaSts().enforcesFor(host), seen.trust().dane().matchesOwn(host));
  }

  /** True when senders are told of every exchange to insist on its certificate. */
  private static boolean transportPolicy(Scan.Observations seen) {
    List<Exchange> exchanges = seen.mx().hosts();
    return seen.trust().dane().matchesEverywhere()
        || (!exchanges.isEmpty()
            && exchanges.stream().allMatch(exchange -> seen.mtaSts().enforcesFor(exchange.host())));
  }

  /** What lists say of a domain's mail: where it takes none, only of its name and its senders. */
  static ReputationObservation reputation(Scan.Observations seen, boolean noMail) {
    return noMail ? seen.reputation().withoutExchanges() : seen.reputation();
  }

  /** What counts in the score: block lists of addresses, by operator. */
  private static List<Listing> listings(Scan.Observations seen) {
    return seen.reputation().listings().stream()
        .map(
            one ->
                new Listing(
                    one.list().operator(),
                    ((ListVerdict.Listed) one.verdict()).weight().severity()))
        .toList();
  }

  /** Who takes no mail may still send some, and sign it, unless SPF says that nobody does. */
  private static boolean isMoot(FindingType type, boolean sendsNone) {
    return type == FindingType.DKIM_NOT_FOUND || (type == FindingType.DKIM_ABSENT && sendsNone);
  }

  /** True for what a check says that the user did not ask for. */
  private static boolean switchedOff(Finding finding, Set<Section> checks) {
    String check =
        finding.type() == FindingType.CHECK_INCONCLUSIVE
            ? finding.evidence().get("check")
            : finding.type().section().id();
    return ScanOptions.ALL_CHECKS.stream()
        .anyMatch(section -> section.id().equals(check) && !checks.contains(section));
  }

  /** A null MX alone; or no MX and SPF exactly "v=spf1 -all"; or neither MX nor address. */
  private static Profile profile(Scan.Observations seen) {
    return switch (seen.mx().state()) {
      case NULL_MX, ABSENT -> Profile.NO_MAIL;
      case IMPLICIT -> seen.spf().refusesAll() ? Profile.NO_MAIL : Profile.MAIL;
      case PRESENT, UNKNOWN -> Profile.MAIL;
    };
  }

  private static Map<ScorePartId, Seen> parts(Scan.Observations seen, ScanOptions options) {
    var parts = new EnumMap<ScorePartId, Seen>(ScorePartId.class);
    var sections =
        Map.of(
            Section.SPF, ScorePartId.SPF,
            Section.DKIM, ScorePartId.DKIM,
            Section.DMARC, ScorePartId.DMARC,
            Section.MX, ScorePartId.MX,
            Section.MTA_STS, ScorePartId.MTA_STS,
            Section.TLS_RPT, ScorePartId.TLS_RPT);
    sections.forEach(
        (section, part) ->
            parts.put(
                part,
                !options.checks().contains(section)
                    ? Seen.notAsked()
                    : seen.seen().contains(section) ? Seen.whole() : Seen.nothing()));
    parts.put(ScorePartId.DNSSEC, dnssec(seen.trust().dnssec()));
    parts.put(ScorePartId.DANE, dane(seen.trust().dane(), options));
    parts.put(ScorePartId.CAA_BIMI, authorities(seen, options));
    parts.put(ScorePartId.REPUTATION, reputationPart(seen.reputation(), options));
    parts.put(ScorePartId.SMTP, servers(seen.smtp(), options));
    return parts;
  }

  private static Seen dnssec(DnssecObservation dnssec) {
    return !dnssec.looked()
        ? Seen.notAsked()
        : dnssec.state() == Trust.UNKNOWN ? Seen.nothing() : Seen.whole();
  }

  /** The exchanges of which it is known what a sender that follows DANE does. */
  private static Seen dane(DaneObservation dane, ScanOptions options) {
    if (!dane.looked()) {
      return Seen.notAsked();
    }
    if (dane.hosts().isEmpty()) {
      return dane.unknown() == null ? Seen.whole() : Seen.nothing();
    }
    // Servers that are not talked to show no certificate to compare.
    boolean talked = looksAtExchanges(options);
    return new Seen(dane.seen(), dane.hosts().size(), !talked && dane.seen() < dane.hosts().size());
  }

  /** Half of the part for each of CAA and BIMI. */
  private static Seen authorities(Scan.Observations seen, ScanOptions options) {
    boolean caaAsked = options.checks().contains(Section.CAA);
    boolean bimiAsked = options.checks().contains(Section.BIMI);
    boolean caa = caaAsked && seen.trust().caa().state() != CaaObservation.State.UNKNOWN;
    boolean bimi = bimiAsked && seen.seen().contains(Section.BIMI);
    boolean onlySwitchedOff = (caa || !caaAsked) && (bimi || !bimiAsked) && !(caa && bimi);
    return new Seen((caa ? 1 : 0) + (bimi ? 1 : 0), 2, onlySwitchedOff);
  }

  private static Seen reputationPart(ReputationObservation lists, ScanOptions options) {
    if (!options.checks().contains(Section.REPUTATION) || !lists.looked()) {
      return Seen.notAsked();
    }
    return lists.asked() == 0 ? Seen.nothing() : Seen.of(lists.usable(), lists.asked());
  }

  /** False when options keep the scan from what most of the judgement of exchanges is about. */
  private static boolean looksAtExchanges(ScanOptions options) {
    SmtpPlan plan = options.smtp();
    return options.checks().contains(Section.SMTP)
        && plan.ports().contains(SmtpPlan.RELAY_PORT)
        && plan.tls() != TlsDepth.NONE;
  }

  /** Of the first exchanges, those that could be talked to on the port where mail comes in. */
  private static Seen servers(SmtpObservation smtp, ScanOptions options) {
    if (!looksAtExchanges(options)) {
      return Seen.notAsked();
    }
    int counting =
        Math.min(smtp.hosts().size() + smtp.notProbed().size(), SmtpPlan.DEFAULT_MAX_HOSTS);
    if (counting == 0) {
      return Seen.nothing();
    }
    int seen = Math.min(smtp.greeted(), counting);
    boolean allTried = seen == Math.min(smtp.hosts().size(), counting);
    return new Seen(seen, counting, /* switchedOff= */ seen < counting && allTried);
  }

  /** One finding per type and subject: what several checks could not see becomes one finding. */
  static List<Finding> merged(List<Finding> findings) {
    var bySubject = new LinkedHashMap<String, Finding>();
    for (Finding finding : findings) {
      bySubject.merge(finding.type().id() + " " + finding.subject(), finding, Judgement::together);
    }
    return List.copyOf(bySubject.values());
  }

  private static Finding together(Finding one, Finding other) {
    Finding both = one;
    for (String name : other.evidence().keySet()) {
      both = both.with(name, together(name, one.piece(name), other.piece(name)));
    }
    return both;
  }

  /** Two values of one name, each piece once; checks are words, the others may hold commas. */
  private static Sentence together(String name, @Nullable Sentence one, @Nullable Sentence other) {
    String separator = name.equals("check") ? ", " : "; ";
    var pieces = new LinkedHashMap<String, Sentence>();
    Stream.of(Optional.ofNullable(one), Optional.ofNullable(other))
        .flatMap(Optional::stream)
        .flatMap(sentence -> pieces(separator, sentence))
        .forEach(piece -> pieces.putIfAbsent(piece.toString(), piece));
    if (pieces.size() > 1) {
      pieces.remove(Finding.NO_ATTEMPTS.toString());
    }
    return Sentence.joined(separator, pieces.values());
  }

  private static Stream<Sentence> pieces(String separator, Sentence sentence) {
    if (sentence instanceof Sentence.Joined joined && joined.separator().equals(separator)) {
      return joined.parts().stream().flatMap(part -> pieces(separator, part));
    }
    return sentence instanceof Sentence.Verbatim
        ? Arrays.stream(sentence.toString().split(separator)).map(Sentence::verbatim)
        : Stream.of(sentence);
  }
}
