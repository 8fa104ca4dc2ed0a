package dev.mxray.scan;

import dev.mxray.check.bimi.BimiObservation;
import dev.mxray.check.bimi.BimiProbe;
import dev.mxray.check.dkim.DkimObservation;
import dev.mxray.check.dkim.DkimProbe;
import dev.mxray.check.dkim.DkimSearch;
import dev.mxray.check.dmarc.DmarcObservation;
import dev.mxray.check.dmarc.DmarcProbe;
import dev.mxray.check.general.AnswerSizeProbe;
import dev.mxray.check.hosts.HostAddresses;
import dev.mxray.check.mailbox.MailboxObservation;
import dev.mxray.check.mailbox.MailboxPlan;
import dev.mxray.check.mailbox.MailboxProbe;
import dev.mxray.check.mtasts.MtaStsObservation;
import dev.mxray.check.mtasts.MtaStsProbe;
import dev.mxray.check.mx.MxObservation;
import dev.mxray.check.mx.MxProbe;
import dev.mxray.check.ptr.PtrObservation;
import dev.mxray.check.ptr.PtrProbe;
import dev.mxray.check.reputation.BlockLists;
import dev.mxray.check.reputation.ReputationObservation;
import dev.mxray.check.reputation.ReputationProbe;
import dev.mxray.check.smtp.SmtpObservation;
import dev.mxray.check.smtp.SmtpProbe;
import dev.mxray.check.smtp.TlsDepth;
import dev.mxray.check.spf.SpfObservation;
import dev.mxray.check.spf.SpfProbe;
import dev.mxray.check.tls.Outside;
import dev.mxray.check.tls.TlsProbe;
import dev.mxray.check.tlsrpt.TlsRptObservation;
import dev.mxray.check.tlsrpt.TlsRptProbe;
import dev.mxray.check.web.WebProbe;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.key.SharedFactors;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.http.WebClient;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/**
 * The graph of one domain's scan: which check starts when. All of them start at once; each asks
 * what it needs itself, and shares the answers with the others.
 */
final class Scan {
  /** The first exchanges by preference whose addresses are looked up. */
  static final int MAX_EXCHANGES = 100;

  private final Domain domain;
  private final ScanOptions options;
  private final ScanDns dns;
  private final ListService service;
  private final MailClients mail;
  private final WebClient web;
  private final TlsProbe tls;
  private final TrustService trust;
  private final ScanListener listener;
  private final LocalDate today;
  private final String randomLabel;
  private final Outside outside;
  private final SharedFactors moduli;

  /**
   * @param randomLabel a label that nobody has published, for the wildcard test
   * @param moduli the RSA moduli of the run
   */
  Scan(
      Domain domain,
      ScanOptions options,
      ScanDns dns,
      ListService service,
      MailClients mail,
      WebClient web,
      TlsProbe tls,
      TrustService trust,
      ScanListener listener,
      LocalDate today,
      String randomLabel,
      SharedFactors moduli) {
    this.domain = domain;
    this.options = options;
    this.dns = dns;
    this.service = service;
    this.mail = mail;
    this.web = web;
    this.tls = tls;
    this.trust = trust;
    this.listener = listener;
    this.today = today;
    this.randomLabel = randomLabel;
    this.outside = OutsideCertificates.of(options.smtp().wishes(), mail.plain(), dns, tls, stop());
    this.moduli = moduli;
  }

  /** Observes everything that the options ask for. */
  CompletableFuture<Observations> observe() {
    String name = domain.ascii();
    // Routing decides the profile and whether the name exists, so it is always looked at.
    DnsClient mxClient = dns.limited(ScanOptions.MX_QUESTIONS);
    CompletableFuture<MxObservation> mx =
        watched(
            Section.MX,
            () -> MxProbe.observe(name, mxClient, options.publicSuffixes(), MAX_EXCHANGES));
    CompletableFuture<SmtpObservation> smtp = servers(name, mxClient);
    CompletableFuture<MailboxObservation> mailbox = mailboxes(name, mxClient);
    CompletableFuture<Standing> standing = standing(name, mxClient);
    var files = new WebProbe(web, tls, stop());
    CompletableFuture<MtaStsObservation> mtaSts =
        watched(
            Section.MTA_STS,
            () ->
                MtaStsProbe.observe(
                    name, client(Section.MTA_STS, MtaStsProbe.MAX_QUESTIONS), files));
    CompletableFuture<TlsRptObservation> tlsRpt =
        watched(
            Section.TLS_RPT,
            () -> TlsRptProbe.observe(name, client(Section.TLS_RPT, TlsRptProbe.MAX_QUESTIONS)));
    CompletableFuture<SpfObservation> spf =
        watched(
            Section.SPF,
            () ->
                SpfProbe.observe(
                    name,
                    // The record itself also decides how routing is judged, and is asked anyway.
                    options.checks().contains(Section.SPF)
                        ? dns.limited(ScanOptions.SPF_QUESTIONS)
                        : dns.only(new Question(name, RecordType.TXT)),
                    options.publicSuffixes()));
    CompletableFuture<DmarcObservation> dmarc =
        watched(
            Section.DMARC,
            () -> DmarcProbe.observe(name, client(Section.DMARC, ScanOptions.DMARC_QUESTIONS)));
    CompletableFuture<BimiObservation> bimi =
        watched(
            Section.BIMI,
            () ->
                BimiProbe.observe(
                    name,
                    dmarc.thenApply(policy -> Optional.ofNullable(policy.organizationalDomain())),
                    client(Section.BIMI, BimiProbe.MAX_QUESTIONS),
                    files,
                    tls::now));
    DnsClient dkimClient = client(Section.DKIM, ScanOptions.DKIM_QUESTIONS);
    CompletableFuture<DkimObservation> dkim =
        watched(Section.DKIM, () -> DkimProbe.observe(search(name), dkimClient));
    CompletableFuture<Boolean> organizationSigns =
        dkim.thenCompose(
            keys -> dmarc.thenCompose(policy -> organizationSigns(keys, policy, dkimClient)));
    CompletableFuture<Observed<Integer>> answerSize =
        AnswerSizeProbe.observe(name, dns.limited(ScanOptions.GENERAL_QUESTIONS));
    CompletableFuture<TrustScan.Seen> trusted = trusted(name, mxClient, smtp);
    return CompletableFuture.allOf(
            mx,
            smtp,
            mailbox,
            standing,
            spf,
            dmarc,
            dkim,
            organizationSigns,
            mtaSts,
            tlsRpt,
            bimi,
            answerSize,
            trusted)
        .thenApply(
            done ->
                new Observations(
                    mx.join(),
                    spf.join(),
                    dkim.join(),
                    organizationSigns.join(),
                    dmarc.join(),
                    mtaSts.join(),
                    tlsRpt.join(),
                    bimi.join(),
                    answerSize.join(),
                    smtp.join(),
                    mailbox.join(),
                    standing.join().ptr(),
                    standing.join().lists(),
                    trusted.join(),
                    dns.questions()));
  }

  /** Chains of trust, and what they are good for. */
  private CompletableFuture<TrustScan.Seen> trusted(
      String name, DnsClient mxClient, CompletableFuture<SmtpObservation> smtp) {
    var clients =
        new TrustScan.Clients(
            mxClient, dns.limited(ScanOptions.CAA_QUESTIONS), () -> trust.validator(dns));
    var scan =
        new TrustScan(
            name, options.checks(), clients, trust.clock().instant(), ForkJoinPool.commonPool());
    return watched(Section.DNSSEC, () -> scan.observe(smtp));
  }

  /** What the mail servers say, each of them as soon as its address is known. */
  private CompletableFuture<SmtpObservation> servers(String name, DnsClient mxClient) {
    if (!options.checks().contains(Section.SMTP)) {
      return CompletableFuture.completedFuture(SmtpObservation.none(name));
    }
    DnsClient names = dns.limited(ScanOptions.SMTP_QUESTIONS);
    return watched(
        Section.SMTP,
        () ->
            SmtpProbe.observe(
                name,
                options.smtp(),
                new SmtpProbe.Clients(
                    mxClient, names, mail.smtp(), mail.injections(), mail.active(), tls, outside),
                stop(),
                server -> listener.conversed(domain, server)));
  }

  /** What the mailbox servers say, those that are announced and those at the exchanges. */
  private CompletableFuture<MailboxObservation> mailboxes(String name, DnsClient mxClient) {
    // Next to all of what is judged of a mailbox server is about its TLS.
    if (!options.checks().contains(Section.MAILBOX) || options.smtp().tls() == TlsDepth.NONE) {
      return CompletableFuture.completedFuture(MailboxObservation.none(name));
    }
    DnsClient names = dns.limited(ScanOptions.MAILBOX_QUESTIONS);
    var plan =
        new MailboxPlan(
            options.smtp().mailboxHosts(), options.smtp().maxHosts(), options.smtp().tls());
    return watched(
        Section.MAILBOX,
        () ->
            MailboxProbe.observe(
                name,
                plan,
                new MailboxProbe.Clients(
                    mxClient, names, mail.mailboxes(), mail.injections(), tls, outside),
                stop()));
  }

  /** What ends the conversations of this scan. */
  private CompletableFuture<Ending.How> stop() {
    return dns.stop()
        .thenApply(
            reason -> reason == Reason.DEADLINE ? Ending.How.DEADLINE : Ending.How.INTERRUPTED);
  }

  /** What is seen of the addresses of the domain's mail, and of its names. */
  private record Standing(PtrObservation ptr, ReputationObservation lists) {}

  /**
   * Reverse DNS and block lists. It looks for the addresses itself, in the answers that the MX
   * check gets, and so need not wait until that knows who could register a name; the SPF record is
   * read for the addresses that it names, and its includes are not waited for.
   */
  private CompletableFuture<Standing> standing(String name, DnsClient mxClient) {
    if (!options.checks().contains(Section.REPUTATION)) {
      return CompletableFuture.completedFuture(
          new Standing(PtrObservation.none(), ReputationObservation.none(name)));
    }
    return watched(Section.REPUTATION, () -> observeStanding(name, mxClient));
  }

  private CompletableFuture<Standing> observeStanding(String name, DnsClient mxClient) {
    var reverse = new PtrProbe(dns.limited(ScanOptions.PTR_QUESTIONS));
    CompletableFuture<ReputationProbe> reputation = service.lists().thenApply(this::reputation);
    CompletableFuture<HostAddresses> hosts =
        HostAddresses.observe(
            name,
            mxClient,
            dns.only(new Question(name, RecordType.TXT)),
            address -> {
              reverse.start(address);
              var unused = reputation.thenAccept(probe -> probe.start(address));
            });
    CompletableFuture<PtrObservation> ptr = hosts.thenCompose(reverse::observe);
    CompletableFuture<ReputationObservation> lists =
        hosts.thenCompose(found -> reputation.thenCompose(probe -> probe.observe(found)));
    return ptr.thenCombine(lists, Standing::new);
  }

  private ReputationProbe reputation(BlockLists lists) {
    var probe =
        new ReputationProbe(
            domain.ascii(),
            lists,
            service.tests(),
            dns.lists(service.resolvers(), ScanOptions.LIST_QUESTIONS, lists),
            options.publicSuffixes());
    probe.start();
    return probe;
  }

  /**
   * Whether a subdomain without keys of its own is signed for by its organizational domain, which
   * relaxed alignment accepts (RFC 9989 §4.4.1). Asked only when it matters.
   */
  private CompletableFuture<Boolean> organizationSigns(
      DkimObservation keys, DmarcObservation policy, DnsClient client) {
    String organization = policy.organizationalDomain();
    if (keys.hasUsableKey()
        || !keys.seen()
        || !policy.relaxedDkim()
        || organization == null
        || organization.equals(domain.ascii())) {
      return CompletableFuture.completedFuture(false);
    }
    return DkimProbe.observe(search(organization), client).thenApply(DkimObservation::hasUsableKey);
  }

  private DkimSearch search(String name) {
    return new DkimSearch(
        name,
        options.selectors().get(),
        options.givenSelectors(),
        options.deepSelectors(),
        today,
        randomLabel,
        moduli);
  }

  private DnsClient client(Section check, int limit) {
    return options.checks().contains(check) ? dns.limited(limit) : ScanDns.switchedOff();
  }

  private <T> CompletableFuture<T> watched(Section check, Supplier<CompletableFuture<T>> probe) {
    listener.checkStarted(domain, check);
    return probe
        .get()
        .thenApply(
            observation -> {
              listener.checkFinished(domain, check);
              return observation;
            });
  }

  /**
   * Everything that a scan saw.
   *
   * @param answerSize octets of the answer that holds the domain's TXT set
   * @param questions how many different questions were asked
   */
  record Observations(
      MxObservation mx,
      SpfObservation spf,
      DkimObservation dkim,
      boolean organizationSigns,
      DmarcObservation dmarc,
      MtaStsObservation mtaSts,
      TlsRptObservation tlsRpt,
      BimiObservation bimi,
      Observed<Integer> answerSize,
      SmtpObservation smtp,
      MailboxObservation mailbox,
      PtrObservation ptr,
      ReputationObservation reputation,
      TrustScan.Seen trust,
      int questions) {

    /** The checks whose subject could be seen. */
    Set<Section> seen() {
      var seen = EnumSet.noneOf(Section.class);
      if (mx.seen()) {
        seen.add(Section.MX);
      }
      if (spf.seen()) {
        seen.add(Section.SPF);
      }
      if (dkim.seen()) {
        seen.add(Section.DKIM);
      }
      if (dmarc.seen()) {
        seen.add(Section.DMARC);
      }
      seen.addAll(trust.sections());
      if (mtaSts.seen()) {
        seen.add(Section.MTA_STS);
      }
      if (tlsRpt.seen()) {
        seen.add(Section.TLS_RPT);
      }
      if (bimi.seen()) {
        seen.add(Section.BIMI);
      }
      return seen;
    }
  }
}
