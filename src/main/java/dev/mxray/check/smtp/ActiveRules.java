package dev.mxray.check.smtp;

import static dev.mxray.finding.FindingType.SMTP_ABUSE_REJECTED;
import static dev.mxray.finding.FindingType.SMTP_EXPN_ENABLED;
import static dev.mxray.finding.FindingType.SMTP_HELO_NOT_REQUIRED;
import static dev.mxray.finding.FindingType.SMTP_OPEN_RELAY;
import static dev.mxray.finding.FindingType.SMTP_POSTMASTER_REJECTED;
import static dev.mxray.finding.FindingType.SMTP_VRFY_ENABLED;

import dev.mxray.check.smtp.ActiveObservation.Relayed;
import dev.mxray.check.smtp.ServerObservation.Said;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a server lets strangers do. What it deferred, or would not talk about, is unknown.
 */
final class ActiveRules {
  private final String domain;
  private final ServerObservation server;
  private final ActiveObservation active;
  private final List<Finding> findings = new ArrayList<>();

  private ActiveRules(String domain, ServerObservation server, ActiveObservation active) {
    this.domain = domain;
    this.server = server;
    this.active = active;
  }

  static List<Finding> judge(String domain, ServerObservation server, ActiveObservation active) {
    var rules = new ActiveRules(domain, server, active);
    rules.helo();
    rules.tells(SMTP_VRFY_ENABLED, active.vrfyKnown(), active.vrfyUnknown());
    rules.tells(SMTP_EXPN_ENABLED, active.expnKnown(), active.expnUnknown());
    rules.rejected(SMTP_POSTMASTER_REJECTED, "postmaster@", active.postmaster());
    rules.rejected(SMTP_ABUSE_REJECTED, "abuse@", active.abuse());
    rules.relay();
    return List.copyOf(rules.findings);
  }

  /** What kept something from being seen, if anything did. */
  static Optional<Observed.Unknown<?>> unseen(ServerObservation server, ActiveObservation active) {
    Ending broken = active.brokenOff();
    if (broken != null) {
      return Optional.of(
          unknown(
              server,
              broken.how().reason(),
              Sentence.of("smtp.at-step", broken.step().told(), broken.told())));
    }
    // Greylisting, or a server that is busy.
    for (Said reply : deferrable(active)) {
      if (reply.code() / 100 == 4) {
        return Optional.of(
            unknown(server, Reason.UNUSABLE_ANSWER, Sentence.verbatim(reply.toString())));
      }
    }
    return Optional.empty();
  }

  private static List<Said> deferrable(ActiveObservation active) {
    var replies = new ArrayList<Said>();
    for (Said reply :
        java.util.Arrays.asList(active.postmaster(), active.abuse(), active.mailBeforeHelo())) {
      if (reply != null) {
        replies.add(reply);
      }
    }
    active.relayed().stream().limit(1).map(Relayed::reply).forEach(replies::add);
    return replies;
  }

  private static Observed.Unknown<?> unknown(
      ServerObservation server, Reason reason, Sentence words) {
    return new Observed.Unknown<>(
        reason,
        Sentence.of("smtp.active-checks"),
        List.of(new Attempt(server.subject(), words, server.millis())));
  }

  private void helo() {
    Said reply = active.mailBeforeHelo();
    if (reply != null && reply.code() / 100 == 2) {
      findings.add(about(SMTP_HELO_NOT_REQUIRED).with("reply", reply.toString()));
    }
  }

  private void tells(FindingType type, @Nullable Said known, @Nullable Said unknown) {
    if (known != null && unknown != null && ActiveObservation.tells(known, unknown)) {
      findings.add(about(type).with("known", known.toString()).with("unknown", unknown.toString()));
    }
  }

  private void rejected(FindingType type, String mailbox, @Nullable Said reply) {
    if (reply != null && reply.code() / 100 == 5 && !reply.isAboutClient()) {
      findings.add(about(type).with("recipient", mailbox + domain).with("reply", reply.toString()));
    }
  }

  private void relay() {
    active
        .proof()
        .ifPresent(
            one ->
                findings.add(
                    about(SMTP_OPEN_RELAY)
                        .with("recipient", "<" + one.recipient() + ">")
                        .with("sender", "<" + one.sender() + ">")
                        .with("form", one.form())
                        .with("reply", one.reply().toString())));
  }

  private Finding about(FindingType type) {
    return Finding.of(type, server.subject());
  }
}
