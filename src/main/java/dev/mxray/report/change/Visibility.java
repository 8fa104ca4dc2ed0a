package dev.mxray.report.change;

import dev.mxray.report.FindingPart;
import dev.mxray.report.McssPart;
import dev.mxray.report.MxPart;
import dev.mxray.report.Report;
import dev.mxray.report.ReputationPart;
import dev.mxray.report.ScopePart;
import dev.mxray.report.ServerPart;
import dev.mxray.report.TlsPart;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a report could see: whether a finding that it does not have would be in it if it were true.
 * Where that cannot be told the answer is no.
 */
final class Visibility {
  private static final String UNKNOWN = "unknown";
  private static final String INCONCLUSIVE = "check-inconclusive";

  /** Findings of what is tried only when the user asks for it. */
  private static final Set<String> ACTIVE =
      Set.of(
          "smtp-open-relay",
          "smtp-vrfy-enabled",
          "smtp-expn-enabled",
          "smtp-helo-not-required",
          "smtp-postmaster-rejected",
          "smtp-abuse-rejected");

  private final Report report;
  private final Map<String, Set<String>> unseen = new HashMap<>();
  private final Map<String, String> controls = new HashMap<>();

  Visibility(Report report) {
    this.report = report;
    for (FindingPart finding : report.findings()) {
      if (finding.id().equals(INCONCLUSIVE)) {
        for (String check : finding.evidence().getOrDefault("check", "").split(", ", -1)) {
          unseen.computeIfAbsent(check, key -> new HashSet<>()).add(finding.subject());
        }
      }
    }
    for (McssPart.Control control : report.mcss().controls()) {
      controls.put(control.id(), control.status());
    }
  }

  /**
   * Whether the finding of another report would be in this one if it were true.
   *
   * @param other the report that has it
   */
  boolean sees(FindingPart finding, Report other) {
    if (report.securityScore() == null) {
      return false;
    }
    return madeCheck(finding)
        && !undecided(finding)
        && seesPart(finding, other)
        && !inconclusive(finding.section(), finding.subject());
  }

  /** Whether a part of the report was seen as far as a check goes. */
  boolean clear(String check, String subject) {
    return !inconclusive(check, subject);
  }

  private boolean madeCheck(FindingPart finding) {
    ScopePart scope = report.scope();
    if (scope == null) {
      return !ACTIVE.contains(finding.id());
    }
    if (ACTIVE.contains(finding.id()) && !scope.active()) {
      return false;
    }
    return switch (finding.section()) {
      case "general" -> true;
      case "tls" -> scope.checks().contains("smtp") || scope.checks().contains("mailbox");
      default -> scope.checks().contains(finding.section());
    };
  }

  /** None of the controls that the finding belongs to could be decided here. */
  private boolean undecided(FindingPart finding) {
    List<String> decided = finding.controls().stream().filter(controls::containsKey).toList();
    return !decided.isEmpty()
        && decided.stream().allMatch(id -> "not_assessed".equals(controls.get(id)));
  }

  private boolean seesPart(FindingPart finding, Report other) {
    return switch (finding.section()) {
      case "mx" -> !report.mx().state().equals(UNKNOWN);
      case "spf" -> !report.spf().state().equals(UNKNOWN);
      case "dkim" -> seesKeys(other);
      case "dmarc" -> !report.dmarc().state().equals(UNKNOWN);
      case "mta_sts" -> !report.mtaSts().state().equals(UNKNOWN);
      case "tls_rpt" -> !report.tlsRpt().state().equals(UNKNOWN);
      case "bimi" -> !report.bimi().state().equals(UNKNOWN);
      case "dnssec" -> !report.dnssec().state().equals(UNKNOWN);
      case "caa" -> !report.caa().state().equals(UNKNOWN) && seesExchanges();
      case "smtp" -> seesServer(finding.subject(), /* tls= */ false, /* all= */ false);
      case "dane" -> seesServer(finding.subject(), /* tls= */ true, /* all= */ false);
      case "tls" ->
          seesServer(
              finding.subject(), /* tls= */ true, /* all= */ !finding.id().startsWith("tls-cert-"));
      case "mailbox" -> seesServer(finding.subject(), /* tls= */ false, /* all= */ false);
      case "reputation" -> seesReputation(finding, other);
      default -> true;
    };
  }

  /** A selector that was not tried, or not answered for, is not known to be gone. */
  private boolean seesKeys(Report other) {
    return report.dkim().state().equals("absent")
        || (!report.dkim().state().equals(UNKNOWN)
            && report.dkim().selectorsTried() >= other.dkim().selectorsTried());
  }

  private boolean seesExchanges() {
    return !report.mx().state().equals(UNKNOWN);
  }

  /**
   * Whether a server was talked to as far as a finding needs.
   *
   * @param all whether everything had to be found out that it accepts in TLS
   */
  private boolean seesServer(String subject, boolean tls, boolean all) {
    if (!seesExchanges()) {
      return false;
    }
    if (report.score().profile().equals("no_mail") && report.mailboxServers().isEmpty()) {
      return true;
    }
    Place place = Place.of(subject);
    List<ServerPart> servers =
        servers()
            .filter(
                server ->
                    place == null
                        ? server.host().equals(subject) || subject.equals(report.domain())
                        : place.is(server))
            .toList();
    if (servers.isEmpty()) {
      return !isExchange(place == null ? subject : place.host(), place) && !isMailbox(place);
    }
    return (place == null && !tls)
        ? servers.stream().anyMatch(server -> server.state().equals("open"))
        : servers.stream().allMatch(server -> shows(server, tls, all));
  }

  private Stream<ServerPart> servers() {
    return Stream.concat(report.smtpServers().stream(), report.mailboxServers().stream());
  }

  private static boolean shows(ServerPart server, boolean tls, boolean all) {
    if (!server.state().equals("open")) {
      return false;
    }
    if (!tls || "not_offered".equals(server.starttls())) {
      return true;
    }
    TlsPart seen = server.tls();
    return seen != null && (!all || (seen.versions() != null && seen.cipherSuites() != null));
  }

  /** Whether mail still goes to the host, and to the address when one is named. */
  private boolean isExchange(String host, @Nullable Place place) {
    return host.equals(report.domain())
        || report.mx().hosts().stream()
            .filter(one -> one.host().equals(host))
            .anyMatch(
                one ->
                    place == null
                        || one.addresses().isEmpty()
                        || one.addresses().contains(place.address()));
  }

  /** Mailbox servers are looked for: one that was not found need not be gone. */
  private static boolean isMailbox(@Nullable Place place) {
    return place != null
        && place.port() != null
        && Arrays.asList(110, 143, 993, 995, 4190).contains(place.port());
  }

  private boolean seesReputation(FindingPart finding, Report other) {
    String subject = finding.subject();
    return switch (finding.id()) {
      case "dnsbl-listed", "domain-listed" ->
          other.reputation().stream()
              .filter(one -> one.subject().equals(subject) && one.state().equals("listed"))
              .allMatch(one -> "clean".equals(state(subject, one.list())) || isForeign(subject));
      case "dnsbl-list-broken", "dnsbl-list-refused" ->
          report.reputation().stream()
              .filter(one -> one.list().equals(subject))
              .anyMatch(one -> one.state().equals("clean") || one.state().equals("listed"));
      default ->
          report.ptrRecords().stream()
                  .anyMatch(one -> one.address().equals(subject) && one.forwardConfirmed() != null)
              || isForeign(subject);
    };
  }

  private @Nullable String state(String subject, String list) {
    return report.reputation().stream()
        .filter(one -> one.subject().equals(subject) && one.list().equals(list))
        .map(ReputationPart::state)
        .findFirst()
        .orElse(null);
  }

  /** An address that mail no longer comes from or goes to, where that was seen. */
  private boolean isForeign(String address) {
    boolean known =
        report.mx().hosts().stream()
            .map(MxPart.Host::addresses)
            .allMatch(addresses -> !addresses.isEmpty());
    return known
        && seesExchanges()
        && !report.spf().state().equals(UNKNOWN)
        && !address.equals(report.domain())
        && report.mx().hosts().stream().noneMatch(host -> host.addresses().contains(address))
        && report.ptrRecords().stream().noneMatch(one -> one.address().equals(address))
        && report.reputation().stream().noneMatch(one -> one.subject().equals(address));
  }

  /** Whether a check says that it could not see what the subject is, or is part of. */
  private boolean inconclusive(String check, String subject) {
    Set<String> subjects = unseen.getOrDefault(check, Set.of());
    if (subjects.isEmpty()) {
      return false;
    }
    Place place = Place.of(subject);
    return subjects.contains(report.domain())
        || subjects.contains(subject)
        || (place == null
            ? !isAddress(subject) && touches(subjects, subject)
            : hits(subjects, place));
  }

  private static boolean hits(Set<String> subjects, Place place) {
    return subjects.contains(place.host())
        || subjects.contains(place.address())
        || subjects.contains(place.host() + "[" + place.address() + "]");
  }

  /** What is said of a domain or host can come from any part of it. */
  private boolean touches(Set<String> subjects, String subject) {
    return subject.equals(report.domain())
        || subjects.stream()
            .map(Place::of)
            .anyMatch(place -> place != null && place.host().equals(subject))
        || subjects.stream().anyMatch(one -> one.endsWith("." + subject));
  }

  private static boolean isAddress(String subject) {
    return subject.indexOf(':') >= 0
        || subject.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
