package dev.mxray.check.sender;

import dev.mxray.check.dkim.DkimObservation;
import dev.mxray.check.dmarc.DmarcObservation;
import dev.mxray.check.ptr.PtrObservation;
import dev.mxray.check.ptr.ReverseName;
import dev.mxray.check.spf.SpfAnalysis;
import dev.mxray.check.spf.SpfObservation;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What large receivers ask of those who send to them, as far as a domain's DNS shows it. The rules
 * are the receivers' own, as they stood in November 2026; most of them hold for who sends them more
 * than some 5,000 messages a day. Pure.
 */
public final class SenderRequirements {
  private SenderRequirements() {}

  /** Who asks. */
  public enum Receiver {
    GMAIL("Gmail", "2024-02-01"),
    YAHOO("Yahoo", "2024-02"),
    MICROSOFT("Microsoft", "2025-05-05");

    private final String label;
    private final String since;

    Receiver(String label, String since) {
      this.label = label;
      this.since = since;
    }

    /** The name for people. */
    public String label() {
      return label;
    }

    /** Since when the rules hold. */
    public String since() {
      return since;
    }
  }

  /** What is asked. */
  public enum Requirement {
    SPF(Sentence.of("sender.asks-spf")),
    DKIM(Sentence.of("sender.asks-dkim")),
    DMARC(Sentence.of("sender.asks-dmarc")),
    ALIGNMENT(Sentence.of("sender.asks-alignment")),
    REVERSE_DNS(Sentence.of("sender.asks-reverse-dns")),
    TLS(Sentence.of("sender.asks-tls")),
    FORMAT(Sentence.of("sender.asks-format")),
    UNSUBSCRIBE(Sentence.of("sender.asks-unsubscribe")),
    COMPLAINTS(Sentence.of("sender.asks-complaints"));

    @SuppressWarnings("ImmutableEnumChecker") // A sentence is immutable.
    private final Sentence label;

    Requirement(Sentence label) {
      this.label = label;
    }

    /** The word of the report. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The words for people. */
    public Sentence label() {
      return label;
    }
  }

  /** How a requirement stands. */
  public enum Status {
    MET,
    NOT_MET,
    /** It is not visible from outside, or could not be seen this time. */
    NOT_VISIBLE;

    /** The word of the report. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One requirement of one receiver, and how it stands. */
  public record Line(Receiver receiver, Requirement requirement, Status status) {}

  /**
   * How every requirement stands, by receiver; empty for a domain that says that it sends no mail.
   */
  public static List<Line> of(
      SpfObservation spf, DkimObservation dkim, DmarcObservation dmarc, PtrObservation ptr) {
    if (spf.refusesAll()) {
      return List.of();
    }
    var lines = new ArrayList<Line>();
    for (Receiver receiver : Receiver.values()) {
      asked(receiver)
          .forEach(
              requirement ->
                  lines.add(
                      new Line(receiver, requirement, status(requirement, spf, dkim, dmarc, ptr))));
    }
    return List.copyOf(lines);
  }

  /** Microsoft asks for authentication only, and recommends the rest. */
  private static List<Requirement> asked(Receiver receiver) {
    return receiver == Receiver.MICROSOFT
        ? List.of(Requirement.SPF, Requirement.DKIM, Requirement.DMARC, Requirement.ALIGNMENT)
        : Arrays.asList(Requirement.values());
  }

  private static Status status(
      Requirement requirement,
      SpfObservation spf,
      DkimObservation dkim,
      DmarcObservation dmarc,
      PtrObservation ptr) {
    return switch (requirement) {
      case SPF -> ofSpf(spf);
      case DKIM -> ofDkim(dkim);
      case DMARC -> ofDmarc(dmarc);
      case REVERSE_DNS -> ofReverse(ptr);
      case ALIGNMENT, TLS, FORMAT, UNSUBSCRIBE, COMPLAINTS -> Status.NOT_VISIBLE;
    };
  }

  private static Status ofSpf(SpfObservation spf) {
    if (!spf.seen()) {
      return Status.NOT_VISIBLE;
    }
    if (spf.own().record().isEmpty()) {
      return Status.NOT_MET;
    }
    Boolean valid = SpfAnalysis.of(spf).valid();
    return valid == null ? Status.NOT_VISIBLE : valid ? Status.MET : Status.NOT_MET;
  }

  /** A selector that nobody guesses may have a good key. */
  private static Status ofDkim(DkimObservation dkim) {
    if (dkim.hasUsableKey()) {
      return Status.MET;
    }
    return dkim.state() == DkimObservation.State.ABSENT ? Status.NOT_MET : Status.NOT_VISIBLE;
  }

  private static Status ofDmarc(DmarcObservation dmarc) {
    var policy = dmarc.effectivePolicy();
    return policy.isUnknown()
        ? Status.NOT_VISIBLE
        : policy.isPresent() ? Status.MET : Status.NOT_MET;
  }

  /**
   * Which servers send is not visible but for the single addresses of the SPF record; one of them
   * without a confirmed name is enough to fail.
   */
  private static Status ofReverse(PtrObservation ptr) {
    boolean unconfirmed =
        ptr.addresses().stream()
            .filter(ReverseName::isSender)
            .anyMatch(address -> address.confirmed().isAbsent());
    return unconfirmed ? Status.NOT_MET : Status.NOT_VISIBLE;
  }
}
