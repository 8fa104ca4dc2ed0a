package dev.mxray.check.ptr;

import static dev.mxray.finding.FindingType.PTR_GENERIC;
import static dev.mxray.finding.FindingType.PTR_MISMATCH;
import static dev.mxray.finding.FindingType.PTR_MISSING;

import dev.mxray.address.IpAddress;
import dev.mxray.check.hosts.HostAddress;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Items;
import dev.mxray.finding.Section;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;

/** Judges the reverse DNS of the addresses of a domain's mail. */
public final class PtrRules {
  /** Items that one piece of evidence lists before it only counts the rest. */
  private static final int MAX_LISTED = 20;

  private final List<Finding> findings = new ArrayList<>();

  private PtrRules() {}

  /** The findings about each address, and what could not be told. */
  public static List<Finding> judge(PtrObservation ptr) {
    var rules = new PtrRules();
    ptr.addresses().forEach(rules::judge);
    ptr.unseen().forEach(unseen -> rules.unseen(unseen.subject(), unseen.unknown()));
    return List.copyOf(rules.findings);
  }

  private void judge(ReverseName reverse) {
    if (reverse.names().isAbsent()) {
      findings.add(
          about(PTR_MISSING, reverse)
              .with("question", "PTR " + reverse.question())
              .with(
                  "answer",
                  reverse.names().isNxdomain()
                      ? Sentence.verbatim("NXDOMAIN")
                      : Sentence.of("ptr.no-record")));
      return;
    }
    Observed<String> confirmed = reverse.confirmed();
    confirmed.unknown().ifPresent(unknown -> unseen(reverse.address(), unknown));
    if (!reverse.names().isPresent()) {
      return;
    }
    if (confirmed.isAbsent()) {
      findings.add(
          named(PTR_MISMATCH, reverse)
              .with(
                  "forward",
                  Items.told(
                      reverse.forward().stream().map(PtrRules::told).toList(), ", ", MAX_LISTED)));
    }
    if (isGeneric(reverse)) {
      findings.add(named(PTR_GENERIC, reverse));
    }
  }

  /** One name that is not generic is enough; so is one that the exchange itself has. */
  private static boolean isGeneric(ReverseName reverse) {
    var generic = new GenericName(IpAddress.parse(reverse.address()).orElseThrow());
    return reverse.names().found().orElse(List.of()).stream()
        .allMatch(name -> !reverse.hosts().contains(name) && generic.matches(name));
  }

  private static Sentence told(ReverseName.Forward forward) {
    Observed<List<String>> addresses = forward.addresses();
    return Sentence.of(
        "ptr.forward",
        forward.name(),
        addresses.isNxdomain()
            ? "NXDOMAIN"
            : addresses.isAbsent()
                ? Sentence.of("ptr.no-address")
                : list(addresses.found().orElse(List.of())));
  }

  private static Finding named(FindingType type, ReverseName reverse) {
    return about(type, reverse).with("names", list(reverse.names().found().orElse(List.of())));
  }

  private static Finding about(FindingType type, ReverseName reverse) {
    return Finding.of(type, reverse.address()).with("hosts", owner(reverse.hosts()));
  }

  private static Sentence owner(List<String> hosts) {
    return hosts.isEmpty() ? HostAddress.SENDER : list(hosts);
  }

  private void unseen(String subject, Observed.Unknown<?> unknown) {
    findings.add(Finding.inconclusive(Section.REPUTATION, subject, unknown));
  }

  private static Sentence list(List<String> items) {
    return Items.listed(items, MAX_LISTED);
  }
}
