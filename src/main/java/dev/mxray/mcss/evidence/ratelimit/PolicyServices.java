package dev.mxray.mcss.evidence.ratelimit;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.MailServer;
import dev.mxray.mcss.evidence.host.Services;
import dev.mxray.mcss.evidence.postfix.Judgement;
import dev.mxray.mcss.evidence.postfix.PostfixConfig;
import dev.mxray.mcss.evidence.postfix.Setting;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** POLICY-006: the policy services that Postfix asks run. */
final class PolicyServices {
  private static final Pattern ASKED =
      Pattern.compile(
          "check_policy_service\\s+\\{?\\s*((?:inet|unix):[^\\s,}]{1,200}|[^\\s,}:]{1,200})");

  private static final List<String> LISTS =
      Stream.concat(
              PostfixConfig.RESTRICTION_LISTS.stream(),
              Stream.of("smtpd_data_restrictions", "smtpd_end_of_data_restrictions"))
          .toList();

  private static final String POLICYD = "policy/policyd_status.txt";

  private static final List<String> PORTS =
      List.of("system/listening_all.txt", "system/listening_ports.txt");

  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "10023", Set.of("postgrey"),
          "postgrey", Set.of("postgrey"),
          "10031", Set.of("cbpolicyd", "policyd", "cluebringer"),
          "policyd", Set.of("cbpolicyd", "policyd", "cluebringer"),
          "10040", Set.of("postfwd", "postfwd2", "postfwd3"),
          "postfwd", Set.of("postfwd", "postfwd2", "postfwd3"));

  private PolicyServices() {}

  /** A service that a list of restrictions asks. */
  record Asked(String endpoint, Quote quote) {
    /** The last part: a port, or the name of a socket. */
    String key() {
      return endpoint.substring(Math.max(endpoint.lastIndexOf(':'), endpoint.lastIndexOf('/')) + 1);
    }

    boolean isSpf() {
      return endpoint.contains("spf");
    }

    boolean isGreylisting() {
      return endpoint.contains("grey") || key().equals("10023");
    }
  }

  /** Those in main.cf and for the public servers in master.cf. */
  static List<Asked> configured(PostfixConfig config) {
    var found = new LinkedHashMap<String, Asked>();
    var settings = new ArrayList<Setting>();
    for (String list : LISTS) {
      config.setting(list).ifPresent(settings::add);
      config.publicServers().forEach(s -> config.setting(s, list).ifPresent(settings::add));
    }
    for (Setting setting : settings) {
      Matcher asked = ASKED.matcher(setting.value());
      while (asked.find()) {
        found.putIfAbsent(asked.group(1), new Asked(asked.group(1), setting.quote(asked.group(1))));
      }
    }
    return List.copyOf(found.values());
  }

  static HostVerdict of(Evidence evidence) {
    Optional<PostfixConfig> config = PostfixConfig.of(evidence);
    if (config.isEmpty()) {
      return MailServer.POSTFIX
          .absent(evidence)
          .orElseGet(() -> HostVerdict.missing(PostfixConfig.ACTIVE));
    }
    List<Asked> asked = configured(config.get());
    if (asked.isEmpty()) {
      Optional<Setting> list = config.get().setting("smtpd_recipient_restrictions");
      return list.isEmpty()
          ? config.get().untold("smtpd_recipient_restrictions")
          : list.get()
              .resting(
                  HostVerdict.notApplicable(
                      list.get().quote(), Sentence.of("ratelimit.no-policy-service")));
    }
    return asked.stream()
        .map(service -> runs(evidence, config.get(), service))
        .reduce(Judgement::worse)
        .orElseThrow();
  }

  private static HostVerdict runs(Evidence evidence, PostfixConfig config, Asked service) {
    Optional<Quote> spawned =
        config.services().stream()
            .filter(s -> s.type().equals("unix") && s.name().equals(service.key()))
            .map(s -> s.line().quote(""))
            .findFirst();
    if (spawned.isPresent()) {
      return HostVerdict.pass(
          spawned.get(), Sentence.of("ratelimit.policy-service-started", service.endpoint()));
    }
    Set<String> names = KNOWN.getOrDefault(service.key(), Set.of());
    Optional<Quote> running =
        names.isEmpty()
            ? Optional.empty()
            : Services.of(evidence, Services.LIST, "policy/postgrey_status.txt", POLICYD)
                .running(names);
    if (running.isPresent()) {
      return HostVerdict.pass(
          running.get(), Sentence.of("ratelimit.policy-service-running", service.endpoint()));
    }
    return service.endpoint().startsWith("inet:")
        ? byPort(evidence, service)
        : HostVerdict.notAssessed(
            Sentence.of(
                "ratelimit.policy-service-untold",
                service.quote().place(),
                service.endpoint(),
                Services.LIST,
                POLICYD));
  }

  private static HostVerdict byPort(Evidence evidence, Asked service) {
    for (String path : PORTS) {
      Optional<EvidenceFile> file = evidence.file(path);
      for (int line = 1; line <= file.map(f -> f.lines().size()).orElse(0); line++) {
        EvidenceFile ports = file.orElseThrow();
        if (ports
            .lines()
            .get(line - 1)
            .matches(".*[:.]" + Pattern.quote(service.key()) + "\\s.*")) {
          return HostVerdict.pass(
              ports.quote(line), Sentence.of("ratelimit.policy-service-listens"));
        }
      }
      // The list of mail ports leaves others out; only the whole list shows that none listens.
      if (file.isPresent() && path.equals(PORTS.get(0)) && hasRows(file.get())) {
        return HostVerdict.fail(
            service.quote(), Sentence.of("ratelimit.policy-service-silent", service.endpoint()));
      }
    }
    return HostVerdict.notAssessed(
        Sentence.of("ratelimit.no-ports", service.quote().place(), PORTS.get(0)));
  }

  private static boolean hasRows(EvidenceFile file) {
    return !file.truncated() && file.lines().stream().anyMatch(line -> line.contains("LISTEN"));
  }
}
