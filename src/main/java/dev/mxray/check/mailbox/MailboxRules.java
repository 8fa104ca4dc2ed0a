package dev.mxray.check.mailbox;

import static dev.mxray.finding.FindingType.MAILBOX_BANNER_VERSION;
import static dev.mxray.finding.FindingType.MAILBOX_NO_STARTTLS;
import static dev.mxray.finding.FindingType.MAILBOX_PLAINTEXT_LOGIN;
import static dev.mxray.finding.FindingType.MAILBOX_PLAINTEXT_PORT;
import static dev.mxray.finding.FindingType.MAILBOX_PROTOCOL_ERROR;
import static dev.mxray.finding.FindingType.MAILBOX_SIEVE_EXPOSED;
import static dev.mxray.finding.FindingType.MAILBOX_STARTTLS_BROKEN;
import static dev.mxray.finding.FindingType.MAILBOX_STARTTLS_INJECTION;

import dev.mxray.check.mailbox.MailboxServer.Abilities;
import dev.mxray.check.mailbox.MailboxServer.Protocol;
import dev.mxray.check.smtp.Injected;
import dev.mxray.check.smtp.ServerObservation.Starttls;
import dev.mxray.check.smtp.ServerObservation.State;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Items;
import dev.mxray.finding.Section;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges what mailbox servers say. A server that is not there is no fault, and one that is
 * announced and cannot be reached is unknown.
 */
public final class MailboxRules {
  private static final Sentence NOTHING = Sentence.of("smtp.nothing");

  /** Items that one piece of evidence lists before it only counts the rest. */
  private static final int MAX_LISTED = 20;

  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> inconclusive = new HashSet<>();

  private MailboxRules() {}

  /** The findings about each server, and what could not be told. */
  public static List<Finding> judge(MailboxObservation mailbox) {
    var rules = new MailboxRules();
    mailbox.servers().forEach(rules::judge);
    mailbox.unseen().forEach(unseen -> rules.unseen(unseen.subject(), unseen.unknown()));
    return List.copyOf(rules.findings);
  }

  private void judge(MailboxServer server) {
    ending(server);
    faults(server);
    if (server.state() != State.OPEN) {
      return;
    }
    if (!server.implicitTls()) {
      clear(server);
    }
    server
        .version()
        .ifPresent(
            version ->
                findings.add(
                    about(MAILBOX_BANNER_VERSION, server)
                        .with("version", version)
                        .with("greeting", text(server.greeting()))));
  }

  /** What is said in the clear, to anybody. */
  private void clear(MailboxServer server) {
    boolean sieve = server.protocol() == Protocol.SIEVE;
    findings.add(about(sieve ? MAILBOX_SIEVE_EXPOSED : MAILBOX_PLAINTEXT_PORT, server));
    if (server.starttls() == Starttls.NOT_OFFERED) {
      Abilities clear = server.clear();
      findings.add(
          about(MAILBOX_NO_STARTTLS, server)
              .with("offers", clear == null ? NOTHING : listed(clear.words())));
    }
    if (server.isStarttlsBroken()) {
      findings.add(
          about(MAILBOX_STARTTLS_BROKEN, server)
              .with("step", server.ending().step().told())
              .with("failure", server.ending().told()));
    }
    Abilities clear = server.clear();
    if (clear != null && !clear.passwords().isEmpty()) {
      findings.add(about(MAILBOX_PLAINTEXT_LOGIN, server).with("ways", listed(clear.passwords())));
    }
    injection(server);
  }

  private void injection(MailboxServer server) {
    Injected injected = server.injection();
    if (injected == null) {
      return;
    }
    switch (injected.outcome()) {
      case OBEYED ->
          findings.add(about(MAILBOX_STARTTLS_INJECTION, server).with("command", "NOOP"));
      case UNSEEN -> unseen(server.subject(), injected.unseen(server.subject(), server.millis()));
      case NOT_OBEYED -> {}
    }
  }

  private void ending(MailboxServer server) {
    Ending ending = server.ending();
    boolean told =
        ending.how() == How.DONE
            || server.isStarttlsBroken()
            || ending.how() == How.NOT_PUBLIC
            || isGarbage(server);
    // What nobody announced need not be there.
    if (!told && (server.announced() || server.state() == State.OPEN)) {
      inconclusive(server, ending.step().told());
    }
  }

  private static boolean isGarbage(MailboxServer server) {
    How how = server.ending().how();
    return how == How.GARBAGE
        || (server.state() == State.PROTOCOL_ERROR
            && (how == How.ALERT || how == How.OFFER_REFUSED));
  }

  /** What is none of these protocols, and what is not quite. */
  private void faults(MailboxServer server) {
    boolean garbage = isGarbage(server) && !server.isStarttlsBroken();
    // Whatever else may listen where nobody announced anything is not the domain's mailbox server.
    if ((!garbage && server.faults().isEmpty())
        || (!server.announced() && server.state() != State.OPEN)) {
      return;
    }
    var faults = new ArrayList<Sentence>();
    if (garbage) {
      faults.add(server.ending().told());
    }
    server.faults().stream().sorted(Comparator.comparing(Sentence::toString)).forEach(faults::add);
    findings.add(
        about(MAILBOX_PROTOCOL_ERROR, server)
            .with("protocol", server.protocol().words())
            .with("fault", Sentence.joined("; ", faults)));
  }

  private void inconclusive(MailboxServer server, Sentence step) {
    Ending ending = server.ending();
    unseen(
        server.subject(),
        new Observed.Unknown<>(
            ending.how().reason(),
            step,
            List.of(new Attempt(server.subject(), ending.told(), server.millis()))));
  }

  /** At most once about each subject: the first reason is the one that matters. */
  private void unseen(String subject, Observed.Unknown<?> unknown) {
    if (inconclusive.add(subject)) {
      findings.add(Finding.inconclusive(Section.MAILBOX, subject, unknown));
    }
  }

  private static Finding about(FindingType type, MailboxServer server) {
    return Finding.of(type, server.subject());
  }

  private static Sentence text(@Nullable String greeting) {
    return greeting == null || greeting.isEmpty()
        ? Sentence.of("smtp.none")
        : Sentence.verbatim(greeting);
  }

  private static Sentence listed(List<String> items) {
    return items.isEmpty() ? NOTHING : Items.listed(items, MAX_LISTED);
  }
}
