package dev.mxray.mcss.evidence.milter;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.postfix.MasterService;
import dev.mxray.mcss.evidence.postfix.PostfixConfig;
import dev.mxray.mcss.evidence.postfix.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the mail server is wired to filters: the milters and content filters of Postfix, for mail
 * from outside, from users and from local programs, and the scanners that Exim calls.
 */
public final class Wiring {
  public static final String FILE = "milter/milter_config.txt";
  private static final List<String> EXIM =
      List.of(
          "exim/security/content_scanning.txt",
          "exim/config_active/exim4_expanded.txt",
          "exim/config_active/exim_bP.txt");

  private static final Pattern SOCKET =
      Pattern.compile(
          "^([^:\\s]+):\\d+:\\s*(?:Socket|MilterSocket|bind_socket|SOCKET)\\s*[= ]\\s*[\"']?([^\\s\"';]+).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SET = Pattern.compile("^(\\w+) *= *(.*)$");

  private final List<Link> incoming;
  private final List<Link> outgoing;
  private final List<Link> local;
  private final List<Named> sockets;
  private final Optional<Quote> none;

  /** A filter that says at which address it listens. */
  private record Named(Filter filter, String ending) {}

  private Wiring(
      List<Link> incoming,
      List<Link> outgoing,
      List<Link> local,
      List<Named> sockets,
      Optional<Quote> none) {
    this.incoming = List.copyOf(incoming);
    this.outgoing = List.copyOf(outgoing);
    this.local = List.copyOf(local);
    this.sockets = List.copyOf(sockets);
    this.none = none;
  }

  /** Nothing when the evidence tells of no mail server's wiring. */
  public static Optional<Wiring> of(Evidence evidence) {
    List<Named> sockets = sockets(evidence);
    Optional<PostfixConfig> postfix = PostfixConfig.of(evidence);
    if (postfix.isPresent()) {
      return Optional.of(ofPostfix(postfix.get(), sockets));
    }
    Optional<EvidenceFile> list = evidence.file(FILE);
    List<Link> exim = exim(evidence);
    if (!exim.isEmpty()) {
      return Optional.of(new Wiring(exim, List.of(), List.of(), sockets, Optional.empty()));
    }
    Optional<EvidenceFile> told =
        EXIM.stream().flatMap(path -> evidence.file(path).stream()).findFirst();
    return list.filter(file -> file.lines().stream().anyMatch(line -> SET.matcher(line).matches()))
        .map(file -> ofList(file, sockets))
        .or(
            () ->
                told.map(
                    file ->
                        new Wiring(
                            List.of(), List.of(), List.of(), sockets, Optional.of(file.quote()))));
  }

  private static Wiring ofPostfix(PostfixConfig config, List<Named> sockets) {
    List<Link> incoming = new ArrayList<>();
    List<Link> outgoing = new ArrayList<>();
    for (String name : List.of("smtpd_milters", "content_filter", "smtpd_proxy_filter")) {
      of(config, config.exchangeServers(), name, incoming);
      of(config, config.submissionServers(), name, outgoing);
    }
    List<Link> local = new ArrayList<>();
    config.setting("non_smtpd_milters").ifPresent(set -> add(set, local));
    Quote none =
        config
            .setting("smtpd_milters")
            .map(Setting::quote)
            .orElseGet(() -> new Quote(PostfixConfig.ACTIVE, 0, ""));
    return new Wiring(incoming, outgoing, local, sockets, Optional.of(none));
  }

  private static void of(
      PostfixConfig config, List<MasterService> services, String name, List<Link> links) {
    if (services.isEmpty()) {
      config.setting(name).ifPresent(set -> add(set, links));
    }
    for (MasterService service : services) {
      config.setting(service, name).ifPresent(set -> add(set, links));
    }
  }

  private static void add(Setting set, List<Link> links) {
    addresses(set.value()).forEach(address -> links.add(new Link(address, set.quote(address))));
  }

  /** Milters may have options of their own: {@code { inet:host:port, default_action=accept }}. */
  private static Stream<String> addresses(String value) {
    return Stream.of(value.replaceAll("[{}]", " ").split("[\\s,]+"))
        .filter(word -> !word.isEmpty() && !word.contains("=") && !word.equals("none"));
  }

  private static Wiring ofList(EvidenceFile file, List<Named> sockets) {
    List<Link> incoming = new ArrayList<>();
    List<Link> local = new ArrayList<>();
    for (int line = 1; line <= file.lines().size(); line++) {
      Matcher set = SET.matcher(file.lines().get(line - 1));
      if (!set.matches()) {
        continue;
      }
      Quote quote = file.quote(line);
      List<Link> into =
          switch (set.group(1)) {
            case "smtpd_milters", "content_filter", "smtpd_proxy_filter" -> incoming;
            case "non_smtpd_milters" -> local;
            default -> new ArrayList<>();
          };
      addresses(set.group(2)).forEach(address -> into.add(new Link(address, quote)));
    }
    return new Wiring(incoming, incoming, local, sockets, Optional.of(file.quote()));
  }

  /**
   * {@code av_scanner = clamd:/run/clamav/clamd.ctl} with a condition that uses it, and the like.
   */
  private static List<Link> exim(Evidence evidence) {
    List<Link> links = new ArrayList<>();
    for (String path : EXIM) {
      Optional<EvidenceFile> file = evidence.file(path);
      for (int line = 1; line <= file.map(one -> one.lines().size()).orElse(0); line++) {
        String text = file.orElseThrow().lines().get(line - 1).strip();
        if (!text.startsWith("#") && text.matches("(\\w+: *)?(\\w+ +)?!?(malware|spam) *=.*")) {
          String kind = text.contains("malware") ? "clamd" : "spamd";
          links.add(new Link(kind, file.orElseThrow().quote(line)));
        }
      }
    }
    return links;
  }

  private static List<Named> sockets(Evidence evidence) {
    List<Named> sockets = new ArrayList<>();
    evidence
        .file(FILE)
        .ifPresent(
            file ->
                file.lines().stream()
                    .map(SOCKET::matcher)
                    .filter(Matcher::matches)
                    .forEach(found -> name(found.group(1), found.group(2), sockets)));
    for (String path :
        List.of(
            "dkim/config_files/opendkim.conf",
            "dmarc/config_files/opendmarc.conf",
            "antivirus/clamav/config_files/clamav-milter.conf")) {
      evidence
          .file(path)
          .ifPresent(
              file ->
                  file.lines().stream()
                      .map(line -> line.strip().split("\\s+"))
                      .filter(words -> words.length > 1 && words[0].matches("(?i)(Milter)?Socket"))
                      .forEach(words -> name(path, words[1], sockets)));
    }
    return sockets;
  }

  private static void name(String path, String address, List<Named> sockets) {
    for (Filter filter : Filter.values()) {
      if (filter.configuredBy(path)) {
        sockets.add(new Named(filter, Link.ending(address)));
        return;
      }
    }
  }

  private boolean leads(Link link, Filter filter) {
    Optional<Filter> told =
        sockets.stream()
            .filter(socket -> socket.ending().equals(Link.ending(link.address())))
            .map(Named::filter)
            .findFirst();
    return told.map(known -> known == filter).orElseGet(() -> filter.named(link.address()));
  }

  /** Where mail from outside is handed to this filter. */
  public Optional<Link> incoming(Filter filter) {
    return incoming.stream().filter(link -> leads(link, filter)).findFirst();
  }

  /** Where mail of users is handed to it. */
  public Optional<Link> outgoing(Filter filter) {
    return outgoing.stream().filter(link -> leads(link, filter)).findFirst();
  }

  /** Where mail of local programs is handed to it. */
  public Optional<Link> local(Filter filter) {
    return local.stream().filter(link -> leads(link, filter)).findFirst();
  }

  /** Whether mail from outside meets one before the other; true where it meets one only. */
  public boolean before(Filter first, Filter second) {
    int one = position(first);
    int other = position(second);
    return one < 0 || other < 0 || one <= other;
  }

  private int position(Filter filter) {
    for (int i = 0; i < incoming.size(); i++) {
      if (leads(incoming.get(i), filter)) {
        return i;
      }
    }
    return -1;
  }

  /** What shows that a filter is not among those that are wired. */
  public Quote shown() {
    return Stream.of(incoming, outgoing, local)
        .flatMap(List::stream)
        .map(Link::quote)
        .findFirst()
        .or(() -> none)
        .orElseGet(() -> new Quote(FILE, 0, ""));
  }

  /** What is said where the evidence tells of no wiring. */
  public static HostVerdict missing() {
    return HostVerdict.missing(FILE);
  }
}
