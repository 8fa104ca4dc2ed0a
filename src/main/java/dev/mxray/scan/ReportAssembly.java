package dev.mxray.scan;

import dev.mxray.address.IpAddress;
import dev.mxray.check.delivery.Delivery;
import dev.mxray.check.delivery.SenderView;
import dev.mxray.check.dmarc.OlderReceivers;
import dev.mxray.check.sender.SenderRequirements;
import dev.mxray.check.sender.Spoofability;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.fix.Remedies;
import dev.mxray.fix.Sight;
import dev.mxray.mcss.Assessment;
import dev.mxray.mcss.Catalogue;
import dev.mxray.net.guard.Tally;
import dev.mxray.report.BimiPart;
import dev.mxray.report.CaaPart;
import dev.mxray.report.DeliveryPart;
import dev.mxray.report.DkimPart;
import dev.mxray.report.DmarcPart;
import dev.mxray.report.DnssecPart;
import dev.mxray.report.FindingPart;
import dev.mxray.report.McssPart;
import dev.mxray.report.MtaStsPart;
import dev.mxray.report.MxPart;
import dev.mxray.report.PtrPart;
import dev.mxray.report.Report;
import dev.mxray.report.ReportNotes;
import dev.mxray.report.ReputationPart;
import dev.mxray.report.ScopePart;
import dev.mxray.report.ScorePart;
import dev.mxray.report.SenderRequirementPart;
import dev.mxray.report.ServerPart;
import dev.mxray.report.SpfPart;
import dev.mxray.report.SpoofabilityPart;
import dev.mxray.report.TlsRptPart;
import dev.mxray.score.Profile;
import dev.mxray.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Puts the published document together. */
final class ReportAssembly {

  private ReportAssembly() {}

  static Report report(
      Domain domain,
      Instant started,
      Duration elapsed,
      Scan.Observations seen,
      Judgement judgement,
      ScanOptions options,
      Telling telling,
      Tally tally) {
    SpfPart spf =
        options.checks().contains(Section.SPF)
            ? SpfPart.of(seen.spf(), telling.words())
            : SpfPart.notSeen();
    DkimPart dkim = DkimPart.of(seen.dkim());
    DmarcPart dmarc = DmarcPart.of(seen.dmarc(), olderReceivers(seen, options, telling.words()));
    Assessment controls =
        Assessment.of(OutsideViews.of(seen, judgement, options), Catalogue.english());
    String organization = dmarc.organizationalDomain();
    Sight sight = sight(domain, seen, judgement, started);
    return new Report(
        Report.SCHEMA_VERSION,
        new Report.Tool("mxray", Version.number()),
        domain.ascii(),
        domain.unicode(),
        organization,
        started.truncatedTo(ChronoUnit.SECONDS).toString(),
        elapsed.toMillis(),
        judgement.score().outcome().id(),
        judgement.score().score(),
        judgement.score().grade(),
        ScorePart.of(judgement.score()),
        MxPart.of(seen.mx()),
        spf.records().size() == 1 ? spf.records().get(0) : null,
        spf,
        dkim.found(),
        dkim,
        seen.dmarc().policyWord(),
        dmarc,
        SpoofabilityPart.of(
            Spoofability.of(seen.spf(), seen.dkim(), seen.dmarc(), judgement.findings()),
            telling.words()),
        SenderRequirementPart.of(
            SenderRequirements.of(seen.spf(), seen.dkim(), seen.dmarc(), seen.ptr()),
            telling.words()),
        MtaStsPart.of(seen.mtaSts()),
        TlsRptPart.of(seen.tlsRpt()),
        BimiPart.of(seen.bimi()),
        DnssecPart.of(seen.trust().dnssec(), telling.words()),
        CaaPart.of(seen.trust().caa()),
        counted(
            ServerPart.of(seen.smtp(), seen.mx(), seen.trust().dane(), options.smtp().profile()),
            tally),
        DeliveryPart.of(Delivery.of(seen.smtp(), seen.trust().dane(), policies(seen))),
        counted(ServerPart.of(seen.mailbox(), options.smtp().profile()), tally),
        PtrPart.of(seen.ptr()),
        reputation(seen, judgement, telling.words()),
        FindingPart.of(
            judgement.findings(),
            telling.findings(),
            controls::controlsOf,
            finding -> Remedies.of(finding, sight)),
        McssPart.of(controls, telling.words()),
        ReportNotes.of(dmarc, telling.around()),
        scope(options));
  }

  private static ScopePart scope(ScanOptions options) {
    return new ScopePart(
        options.checks().stream().sorted().map(Section::id).toList(),
        options.smtp().active() != null,
        options.smtp().tls().id());
  }

  private static List<ServerPart> counted(List<ServerPart> servers, Tally tally) {
    return servers.stream()
        .map(
            server ->
                server.after(
                    IpAddress.parse(server.address())
                        .map(address -> tally.connections(address, server.port()))
                        .orElse(0)))
        .toList();
  }

  private static List<String> olderReceivers(
      Scan.Observations seen, ScanOptions options, Wording words) {
    return OlderReceivers.differences(
            seen.dmarc(),
            name -> options.publicSuffixes().get().registrableDomain(name).orElse(name))
        .stream()
        .map(difference -> difference.in(words))
        .toList();
  }

  /** What remedies look at. */
  private static Sight sight(
      Domain domain, Scan.Observations seen, Judgement judgement, Instant at) {
    return new Sight(
        domain.ascii(),
        seen.mx(),
        seen.spf(),
        seen.dkim(),
        seen.dmarc(),
        seen.mtaSts(),
        seen.tlsRpt(),
        seen.bimi(),
        seen.trust().dane(),
        seen.trust().caa(),
        Stream.concat(seen.smtp().handshakes().stream(), seen.mailbox().handshakes().stream())
            .toList(),
        at,
        judgement.score().profile() == Profile.NO_MAIL);
  }

  /** What an MTA-STS policy says of an exchange. */
  private static Function<String, SenderView> policies(Scan.Observations seen) {
    Optional<Boolean> enforced =
        seen.mtaSts().seen() ? Optional.of(seen.mtaSts().isEnforced()) : Optional.empty();
    return host -> new SenderView(enforced, seen.mtaSts().enforcesFor(host));
  }

  /** Of a name that does not exist nothing else is told. */
  private static List<ReputationPart> reputation(
      Scan.Observations seen, Judgement judgement, Wording words) {
    return seen.mx().name().isAbsent()
        ? List.of()
        : ReputationPart.of(
            Judgement.reputation(seen, judgement.score().profile() == Profile.NO_MAIL), words);
  }
}
