package dev.mxray.scan;

import dev.mxray.check.dkim.Selectors;
import dev.mxray.check.hosts.HostAddresses;
import dev.mxray.check.mailbox.MailboxProbe;
import dev.mxray.check.ptr.PtrProbe;
import dev.mxray.check.reputation.BlockLists;
import dev.mxray.check.smtp.SmtpPlan;
import dev.mxray.check.smtp.SmtpProbe;
import dev.mxray.domain.PublicSuffixes;
import dev.mxray.finding.Section;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a scan looks at, and within which limits.
 *
 * @param checks the checks to make; what is left out counts as unseen
 * @param deadline after which a domain's scan ends with what it has
 * @param selectors the DKIM selectors to try
 * @param givenSelectors selectors that the user named, tried first
 * @param deepSelectors also try the last tier
 * @param publicSuffixes loaded only when it has to be known what was registered for a name
 * @param smtp which mail servers to talk to
 * @param blockLists the block and allow lists to ask; may take time and is called on another thread
 */
public record ScanOptions(
    Set<Section> checks,
    Duration deadline,
    Supplier<Selectors> selectors,
    List<String> givenSelectors,
    boolean deepSelectors,
    Supplier<PublicSuffixes> publicSuffixes,
    SmtpPlan smtp,
    Supplier<BlockLists> blockLists) {

  /** Seconds that one DNS question with its retries may take, unless said otherwise. */
  public static final int DEFAULT_TIMEOUT_SECONDS = 15;

  /** The scan's deadline as a multiple of the timeout, unless said otherwise. */
  public static final int DEADLINE_TIMEOUTS = 4;

  /** The checks that exist and can be chosen. */
  public static final Set<Section> ALL_CHECKS =
      Set.copyOf(
          EnumSet.of(
              Section.MX,
              Section.SPF,
              Section.DKIM,
              Section.DMARC,
              Section.MTA_STS,
              Section.TLS_RPT,
              Section.BIMI,
              Section.SMTP,
              Section.MAILBOX,
              Section.DANE,
              Section.DNSSEC,
              Section.CAA,
              Section.REPUTATION));

  /**
   * The first exchanges by preference whose chains of trust, TLSA and CAA records are looked at.
   */
  static final int MAX_TRUSTED_EXCHANGES = 16;

  /*
   * Questions that a check may ask in one scan, beside those that another one asked already: 4,276 in
   * all. They bound what a hostile zone can make the scanner do.
   */
  static final int MX_QUESTIONS = 250;
  static final int SPF_QUESTIONS = 300;
  static final int DKIM_QUESTIONS = 600;
  static final int DMARC_QUESTIONS = 90;
  static final int PTR_QUESTIONS =
      (HostAddresses.MAX_ADDRESSES + HostAddresses.MAX_SENDERS) * (1 + PtrProbe.MAX_NAMES); // 528
  static final int LIST_QUESTIONS = 1500;
  static final int SMTP_QUESTIONS = SmtpProbe.MAX_QUESTIONS; // 480
  static final int MAILBOX_QUESTIONS = MailboxProbe.MAX_QUESTIONS; // 21
  static final int GENERAL_QUESTIONS = 5;

  /**
   * Questions with signatures: MX, A and TLSA, and what chains to them are made of, some ten for an
   * exchange in a domain of its own.
   */
  static final int SIGNED_QUESTIONS = 300;

  static final int CAA_QUESTIONS = MAX_TRUSTED_EXCHANGES * 12; // 192

  public ScanOptions {
    checks = Set.copyOf(checks);
    givenSelectors = List.copyOf(givenSelectors);
  }

  /** Everything, with the bundled data and the default deadline. */
  public static ScanOptions defaults() {
    return new ScanOptions(
        ALL_CHECKS,
        Duration.ofSeconds((long) DEFAULT_TIMEOUT_SECONDS * DEADLINE_TIMEOUTS),
        Selectors::bundled,
        List.of(),
        false,
        PublicSuffixes::bundled,
        SmtpPlan.defaults(),
        BlockLists::bundled);
  }

  /** The same with other checks. */
  public ScanOptions withChecks(Set<Section> chosen) {
    return new ScanOptions(
        chosen,
        deadline,
        selectors,
        givenSelectors,
        deepSelectors,
        publicSuffixes,
        smtp,
        blockLists);
  }

  /** The same with other block lists. */
  public ScanOptions withBlockLists(Supplier<BlockLists> others) {
    return new ScanOptions(
        checks, deadline, selectors, givenSelectors, deepSelectors, publicSuffixes, smtp, others);
  }

  /** The same with other mail servers, or more of them looked at. */
  public ScanOptions withSmtp(SmtpPlan other) {
    return new ScanOptions(
        checks,
        deadline,
        selectors,
        givenSelectors,
        deepSelectors,
        publicSuffixes,
        other,
        blockLists);
  }

  /** The same with another catalogue of DKIM selectors. */
  public ScanOptions withSelectors(Supplier<Selectors> others) {
    return new ScanOptions(
        checks, deadline, others, givenSelectors, deepSelectors, publicSuffixes, smtp, blockLists);
  }

  /** The same with these DKIM selectors, which the domain is said to use. */
  public ScanOptions withGivenSelectors(List<String> given) {
    return new ScanOptions(
        checks, deadline, selectors, given, deepSelectors, publicSuffixes, smtp, blockLists);
  }

  /** The same with another deadline. */
  public ScanOptions withDeadline(Duration other) {
    return new ScanOptions(
        checks, other, selectors, givenSelectors, deepSelectors, publicSuffixes, smtp, blockLists);
  }
}
