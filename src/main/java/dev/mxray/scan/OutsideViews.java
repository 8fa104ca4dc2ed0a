package dev.mxray.scan;

import dev.mxray.check.dkim.DkimKey;
import dev.mxray.check.dkim.DkimObservation;
import dev.mxray.check.dkim.SelectorObservation;
import dev.mxray.check.ptr.PtrObservation;
import dev.mxray.check.reputation.ListAnswer;
import dev.mxray.check.reputation.ReputationObservation;
import dev.mxray.check.smtp.SmtpObservation;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import dev.mxray.mcss.OutsideView;
import dev.mxray.mcss.OutsideView.Topic;
import dev.mxray.score.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what a scan saw into what the assessment of controls leans on. */
final class OutsideViews {
  private static final Map<Section, Topic> TOPICS =
      Map.of(
          Section.MX, Topic.MX,
          Section.SPF, Topic.SPF,
          Section.DKIM, Topic.DKIM,
          Section.DMARC, Topic.DMARC,
          Section.MTA_STS, Topic.MTA_STS,
          Section.TLS_RPT, Topic.TLS_RPT,
          Section.BIMI, Topic.BIMI,
          Section.DNSSEC, Topic.DNSSEC,
          Section.DANE, Topic.DANE,
          Section.CAA, Topic.CAA);

  /** Of the curve (RFC 8032). */
  private static final int ED25519_BITS = 256;

  private OutsideViews() {}

  static OutsideView of(Scan.Observations seen, Judgement judgement, ScanOptions options) {
    boolean noMail = judgement.score().profile() == Profile.NO_MAIL;
    Set<Topic> topics = seen(seen, noMail, options);
    return new OutsideView(
        judgement.findings(),
        topics,
        complete(topics, judgement.findings(), ptr(seen, noMail)),
        noMail,
        noMail && seen.spf().refusesAll(),
        options.checks().contains(Section.DKIM) ? keys(seen.dkim()) : null,
        ServerViews.of(noMail ? SmtpObservation.none("") : seen.smtp(), seen.mailbox()),
        ServerViews.notProbed(seen.smtp(), seen.mx()));
  }

  private static Set<Topic> seen(Scan.Observations seen, boolean noMail, ScanOptions options) {
    var topics = EnumSet.noneOf(Topic.class);
    TOPICS.forEach(
        (section, topic) -> {
          if (options.checks().contains(section) && seen.seen().contains(section)) {
            topics.add(topic);
          }
        });
    if (seen.dkim().selectors().stream().noneMatch(one -> one.readableKey().isPresent())
        && seen.dkim().state() != DkimObservation.State.ABSENT) {
      // Of keys that nobody can read there is nothing to say that speaks for them.
      topics.remove(Topic.DKIM);
    }
    if (!options.checks().contains(Section.REPUTATION)) {
      return topics;
    }
    if (ptr(seen, noMail).addresses().stream().anyMatch(one -> !one.confirmed().isUnknown())) {
      topics.add(Topic.REVERSE);
    }
    ReputationObservation lists = Judgement.reputation(seen, noMail);
    if (eachIsAnswered(lists.answers().stream().filter(one -> one.kind().isAddress()))) {
      topics.add(Topic.LISTS);
    }
    if (eachIsAnswered(lists.aboutDomains().stream())) {
      topics.add(Topic.DOMAIN_LISTS);
    }
    return topics;
  }

  /** The reverse DNS of what has to do with the domain's mail. */
  private static PtrObservation ptr(Scan.Observations seen, boolean noMail) {
    return noMail ? seen.ptr().withoutExchanges() : seen.ptr();
  }

  /** There is something to ask about, and about each of it a block list said something of use. */
  private static boolean eachIsAnswered(Stream<ListAnswer> answers) {
    Map<String, Boolean> answered = new HashMap<>();
    answers
        .filter(one -> !one.list().allow())
        .forEach(
            one -> answered.merge(one.subject(), one.verdict().isUsable(), Boolean::logicalOr));
    return !answered.isEmpty() && !answered.containsValue(false);
  }

  /**
   * A topic is complete when no check had to leave something of it open. No control asks for that
   * of the lists: one that is silent says nothing about the others.
   */
  private static Set<Topic> complete(Set<Topic> seen, List<Finding> findings, PtrObservation ptr) {
    var complete = EnumSet.noneOf(Topic.class);
    complete.addAll(seen);
    findings.stream()
        .filter(finding -> finding.type() == FindingType.CHECK_INCONCLUSIVE)
        .flatMap(finding -> Arrays.stream(finding.evidence().getOrDefault("check", "").split(", ")))
        .forEach(
            check ->
                TOPICS.forEach(
                    (section, topic) -> {
                      if (section.id().equals(check)) {
                        complete.remove(topic);
                      }
                    }));
    boolean reverseOpen =
        !ptr.unseen().isEmpty()
            || ptr.addresses().stream().anyMatch(reverse -> reverse.confirmed().isUnknown());
    if (reverseOpen) {
      complete.remove(Topic.REVERSE);
    }
    return complete;
  }

  private static OutsideView.Dkim keys(DkimObservation dkim) {
    var keys = new ArrayList<OutsideView.SigningKey>();
    var unreadable = new ArrayList<String>();
    for (SelectorObservation selector : dkim.selectors()) {
      String name = selector.selector() + "._domainkey." + dkim.domain();
      OutsideView.SigningKey key =
          selector.readableKey().map(found -> key(name, found, selector.usable())).orElse(null);
      if (key != null) {
        keys.add(key);
      } else if (selector.hasKey() || selector.dangling()) {
        unreadable.add(name);
      }
    }
    return new OutsideView.Dkim(dkim.state() == DkimObservation.State.ABSENT, keys, unreadable);
  }

  private static OutsideView.@Nullable SigningKey key(String name, DkimKey key, boolean usable) {
    if (key instanceof DkimKey.Rsa rsa) {
      return new OutsideView.SigningKey(name, "rsa", rsa.bits(), usable);
    }
    return key instanceof DkimKey.Ed25519
        ? new OutsideView.SigningKey(name, "ed25519", ED25519_BITS, usable)
        : null;
  }
}
