package dev.mxray.check.smtp;

import static dev.mxray.finding.FindingType.SMTP_BANNER_NAME;
import static dev.mxray.finding.FindingType.SMTP_BANNER_VERSION;
import static dev.mxray.finding.FindingType.SMTP_CLOSED_EARLY;
import static dev.mxray.finding.FindingType.SMTP_GREETING_REJECTED;
import static dev.mxray.finding.FindingType.SMTP_NO_STARTTLS;
import static dev.mxray.finding.FindingType.SMTP_OUTBOUND_BLOCKED;
import static dev.mxray.finding.FindingType.SMTP_PLAINTEXT_AUTH;
import static dev.mxray.finding.FindingType.SMTP_PROTOCOL_ERROR;
import static dev.mxray.finding.FindingType.SMTP_STARTTLS_BROKEN;
import static dev.mxray.finding.FindingType.SMTP_STARTTLS_INJECTION;
import static dev.mxray.finding.FindingType.SMTP_UNREACHABLE;

import dev.mxray.check.smtp.ServerObservation.Hello;
import dev.mxray.check.smtp.ServerObservation.Said;
import dev.mxray.check.smtp.ServerObservation.State;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Items;
import dev.mxray.finding.Section;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges what mail servers say. What could not be reached is unknown, not bad. */
public final class SmtpRules {
  private static final Sentence NOTHING = Sentence.of("smtp.nothing");

  /** Items that one piece of evidence lists before it only counts the rest. */
  private static final int MAX_LISTED = 20;

  private final SmtpObservation smtp;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> inconclusive = new HashSet<>();

  private SmtpRules(SmtpObservation smtp) {
    this.smtp = smtp;
  }

  /** The findings about each server, and what could not be told. */
  public static List<Finding> judge(SmtpObservation smtp) {
    var rules = new SmtpRules(smtp);
    smtp.servers().forEach(rules::judge);
    rules.names();
    rules.blocked();
    rules.notProbed();
    smtp.unseen().forEach(unseen -> rules.unseen(unseen.subject(), unseen.unknown()));
    return List.copyOf(rules.findings);
  }

  private void judge(ServerObservation server) {
    if (server.state() != State.BLOCKED && server.state() != State.NOT_PROBED) {
      ending(server);
    }
    faults(server);
    Hello ehlo = server.ehlo();
    if (ehlo != null && !server.implicitTls()) {
      if (!ehlo.starttls() && server.tls() == null) {
        findings.add(
            about(SMTP_NO_STARTTLS, server)
                .with(
                    "reply",
                    ehlo.helo() ? Sentence.of("smtp.helo-only") : offered(ehlo.capabilities())));
      }
      if (!ehlo.auth().isEmpty()) {
        findings.add(about(SMTP_PLAINTEXT_AUTH, server).with("mechanisms", offered(ehlo.auth())));
      }
    }
    injection(server);
    ActiveObservation active = server.active();
    if (active != null) {
      findings.addAll(ActiveRules.judge(smtp.domain(), server, active));
      ActiveRules.unseen(server, active).ifPresent(unknown -> unseen(server.subject(), unknown));
    }
    version(server);
  }

  /** A command that anybody on the way could have put in behind STARTTLS. */
  private void injection(ServerObservation server) {
    Injected injected = server.injected();
    if (injected == null) {
      return;
    }
    switch (injected.outcome()) {
      case OBEYED -> findings.add(about(SMTP_STARTTLS_INJECTION, server).with("command", "NOOP"));
      case UNSEEN -> unseen(server.subject(), injected.unseen(server.subject(), server.millis()));
      case NOT_OBEYED -> {}
    }
  }

  /** What it means that the conversation ended as it did. */
  private void ending(ServerObservation server) {
    Ending ending = server.ending();
    if (ending.how() == How.DONE) {
      return;
    }
    if (ending.stopped()) {
      inconclusive(server);
      return;
    }
    switch (ending.step()) {
      case CONNECT -> {
        // Nothing has to listen on the other ports.
        if (server.port() == SmtpPlan.RELAY_PORT) {
          findings.add(ended(SMTP_UNREACHABLE, server));
        }
      }
      case TLS, GREETING -> beforeEhlo(server, ending.how());
      case EHLO -> {
        if (ending.how() == How.TIMEOUT) {
          inconclusive(server);
        } else {
          beforeEhlo(server, ending.how());
        }
      }
      case STARTTLS, STARTTLS_HANDSHAKE -> {
        if (server.isStarttlsBroken()) {
          findings.add(broken(server));
        } else {
          inconclusive(server);
        }
      }
      case EHLO_INSIDE_TLS, CAPABILITIES, CAPABILITIES_INSIDE_TLS, COMMAND, QUIT ->
          inconclusive(server);
    }
  }

  private void beforeEhlo(ServerObservation server, How how) {
    switch (how) {
      case TIMEOUT -> findings.add(ended(SMTP_UNREACHABLE, server));
      case CLOSED, RESET -> findings.add(ended(SMTP_CLOSED_EARLY, server));
      case REJECTED -> findings.add(ended(SMTP_GREETING_REJECTED, server));
      case GARBAGE, ALERT, OFFER_REFUSED -> {
        // said together with the faults
      }
      case DONE, REFUSED, UNREACHABLE, FORBIDDEN, NOT_PUBLIC, DEADLINE, INTERRUPTED ->
          inconclusive(server);
    }
  }

  /** What is no SMTP at all, and what is not quite. */
  private void faults(ServerObservation server) {
    Ending ending = server.ending();
    boolean noSmtp =
        switch (ending.how()) {
          case GARBAGE ->
              ending.step() != Step.STARTTLS && ending.step() != Step.STARTTLS_HANDSHAKE;
          case ALERT, OFFER_REFUSED -> ending.step() == Step.TLS;
          default -> false;
        };
    if (!noSmtp && server.faults().isEmpty()) {
      return;
    }
    var faults = new ArrayList<Sentence>();
    if (noSmtp) {
      faults.add(ending.told());
    }
    server.faults().stream().sorted(Comparator.comparing(Sentence::toString)).forEach(faults::add);
    findings.add(
        about(SMTP_PROTOCOL_ERROR, server)
            .with("step", noSmtp ? ending.step().told() : Sentence.of("smtp.throughout"))
            .with("fault", Sentence.joined("; ", faults))
            .with("said", said(server)));
  }

  private void version(ServerObservation server) {
    server
        .introduction()
        .version()
        .ifPresent(
            version ->
                findings.add(
                    about(SMTP_BANNER_VERSION, server)
                        .with("version", version)
                        .with("greeting", text(server.greeting()))));
  }

  /** The name in the greeting, once for an address: its ports mostly say the same. */
  private void names() {
    Set<String> told = new HashSet<>();
    for (ServerObservation server : smtp.servers()) {
      Said greeting = server.greeting();
      if (server.state() != State.OPEN || greeting == null) {
        continue;
      }
      String name = new Banner(greeting.texts()).name();
      if (told.add(server.host() + " " + server.address() + " " + name)) {
        name(server, name);
      }
    }
  }

  private void name(ServerObservation server, String name) {
    Observed<List<String>> addresses = server.nameAddresses();
    if (addresses == null || !Banner.isQualified(name)) {
      findings.add(
          about(SMTP_BANNER_NAME, server)
              .with("name", name)
              .with("addresses", Sentence.of("smtp.no-full-name")));
      return;
    }
    addresses.unknown().ifPresent(unknown -> unseen(server.subject(), unknown));
    if (addresses.isAbsent()
        || addresses.found().filter(found -> !found.contains(server.address())).isPresent()) {
      findings.add(
          about(SMTP_BANNER_NAME, server)
              .with("name", name)
              .with(
                  "addresses",
                  addresses.isNxdomain()
                      ? "NXDOMAIN"
                      : addresses.isAbsent()
                          ? Sentence.of("ptr.no-address")
                          : offered(addresses.found().orElse(List.of()))));
    }
  }

  /** One finding for all that this machine's own network stands in the way of. */
  private void blocked() {
    List<ServerObservation> blocked = in(State.BLOCKED);
    if (!blocked.isEmpty()) {
      findings.add(
          Finding.of(SMTP_OUTBOUND_BLOCKED, smtp.domain())
              .with("servers", offered(blocked.stream().map(ServerObservation::subject).toList()))
              .with("failure", blocked.get(0).ending().told()));
    }
  }

  /** One finding for each reason why servers were not even tried, that is not found elsewhere. */
  private void notProbed() {
    Map<How, List<ServerObservation>> byReason =
        in(State.NOT_PROBED).stream()
            .filter(server -> server.ending().how() != How.NOT_PUBLIC)
            .collect(
                Collectors.groupingBy(
                    server -> server.ending().how(), LinkedHashMap::new, Collectors.toList()));
    byReason.values().stream()
        .findFirst()
        .ifPresent(
            servers ->
                unseen(
                    smtp.domain(),
                    new Observed.Unknown<>(
                        servers.get(0).ending().how().reason(),
                        Sentence.of(
                            "smtp.connect-to",
                            offered(
                                servers.stream()
                                    .map(ServerObservation::address)
                                    .distinct()
                                    .toList())),
                        servers.stream().limit(MAX_LISTED).map(SmtpRules::attempt).toList())));
  }

  private List<ServerObservation> in(State state) {
    return smtp.servers().stream().filter(server -> server.state() == state).toList();
  }

  private static Finding broken(ServerObservation server) {
    Finding finding = ended(SMTP_STARTTLS_BROKEN, server);
    Ending usual = server.refusedUsual();
    return usual == null
        ? finding
        : finding.with("repeated", Sentence.of("smtp.everything-offered"));
  }

  private static Finding ended(FindingType type, ServerObservation server) {
    return about(type, server)
        .with("step", server.ending().step().told())
        .with("failure", server.ending().told());
  }

  private static Finding about(FindingType type, ServerObservation server) {
    return Finding.of(type, server.subject());
  }

  private void inconclusive(ServerObservation server) {
    Ending ending = server.ending();
    unseen(
        server.subject(),
        new Observed.Unknown<>(
            ending.how().reason(), ending.step().told(), List.of(attempt(server))));
  }

  private static Attempt attempt(ServerObservation server) {
    return new Attempt(server.subject(), server.ending().told(), server.millis());
  }

  /** At most once about each subject: the first reason is the one that matters. */
  private void unseen(String subject, Observed.Unknown<?> unknown) {
    if (!inconclusive.add(subject)) {
      return;
    }
    findings.add(Finding.inconclusive(Section.SMTP, subject, unknown));
  }

  /** The last thing that the server said. */
  private static Sentence said(ServerObservation server) {
    return server.transcript().stream()
        .filter(line -> line.startsWith("S: "))
        .reduce((first, second) -> second)
        .map(line -> Sentence.verbatim(line.substring("S: ".length())))
        .orElse(NOTHING);
  }

  private static Sentence text(@Nullable Said reply) {
    return reply == null ? Sentence.of("smtp.none") : Sentence.verbatim(reply.toString());
  }

  private static Sentence offered(List<String> items) {
    return items.isEmpty() ? NOTHING : Items.listed(items, MAX_LISTED);
  }
}
