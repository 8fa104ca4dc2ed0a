package dev.mxray.scan;

import dev.mxray.check.dkim.DkimKey;
import dev.mxray.check.dkim.DkimObservation;
import dev.mxray.check.dkim.SelectorObservation;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import dev.mxray.mcss.OutsideView;
import dev.mxray.mcss.OutsideView.Topic;
import dev.mxray.score.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what a scan saw into what the assessment of controls leans on. */
final class OutsideViews {
  private static final Map<Section, Topic> TOPICS =
      Map.of(
          Section.MX, Topic.MX,
          Section.SPF, Topic.SPF,
          Section.DKIM, Topic.DKIM,
          Section.DMARC, Topic.DMARC);

  /** Of the curve (RFC 8032). */
  private static final int ED25519_BITS = 256;

  private OutsideViews() {}

  static OutsideView of(Scan.Observations seen, Judgement judgement, ScanOptions options) {
    boolean noMail = judgement.score().profile() == Profile.NO_MAIL;
    Set<Topic> topics = seen(seen, options);
    return new OutsideView(
        judgement.findings(),
        topics,
        complete(topics, judgement.findings(), seen),
        noMail,
        noMail && seen.spf().refusesAll(),
        options.checks().contains(Section.DKIM) ? keys(seen.dkim()) : null,
        noMail ? List.of() : ServerViews.of(seen.smtp()),
        ServerViews.notProbed(seen.smtp(), seen.mx()));
  }

  private static Set<Topic> seen(Scan.Observations seen, ScanOptions options) {
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
    if (seen.ptr().addresses().stream().anyMatch(reverse -> !reverse.confirmed().isUnknown())) {
      topics.add(Topic.REVERSE);
    }
    if (seen.reputation().usable() > 0) {
      topics.add(Topic.LISTS);
    }
    if (usableAboutDomains(seen) > 0) {
      topics.add(Topic.DOMAIN_LISTS);
    }
    return topics;
  }

  /** A topic is complete when no check had to leave something of it open. */
  private static Set<Topic> complete(
      Set<Topic> seen, List<Finding> findings, Scan.Observations observations) {
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
        !observations.ptr().unseen().isEmpty()
            || observations.ptr().addresses().stream()
                .anyMatch(reverse -> reverse.confirmed().isUnknown());
    if (reverseOpen) {
      complete.remove(Topic.REVERSE);
    }
    if (observations.reputation().usable() < observations.reputation().asked()) {
      complete.remove(Topic.LISTS);
    }
    if (usableAboutDomains(observations) < observations.reputation().aboutDomains().size()) {
      complete.remove(Topic.DOMAIN_LISTS);
    }
    return complete;
  }

  private static long usableAboutDomains(Scan.Observations seen) {
    return seen.reputation().aboutDomains().stream()
        .filter(answer -> answer.verdict().isUsable())
        .count();
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
