package dev.mxray.check.tls;

import static dev.mxray.finding.FindingType.TLS_CIPHER_INSECURE;
import static dev.mxray.finding.FindingType.TLS_CIPHER_WEAK;
import static dev.mxray.finding.FindingType.TLS_COMPRESSION;
import static dev.mxray.finding.FindingType.TLS_DH_WEAK;
import static dev.mxray.finding.FindingType.TLS_NO_FORWARD_SECRECY;
import static dev.mxray.finding.FindingType.TLS_NO_MODERN_PROTOCOL;
import static dev.mxray.finding.FindingType.TLS_NO_POST_QUANTUM;
import static dev.mxray.finding.FindingType.TLS_NO_TLS13;
import static dev.mxray.finding.FindingType.TLS_PROTOCOL_OBSOLETE;
import static dev.mxray.finding.FindingType.TLS_RENEGOTIATION_INSECURE;
import static dev.mxray.finding.FindingType.TLS_SERVER_PREFERENCE_MISSING;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Items;
import dev.mxray.finding.Section;
import dev.mxray.finding.Severity;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges the TLS of each server: its certificates, what one handshake proves, and, where it was
 * asked, all that the server accepts. A server has to choose the highest version that both sides
 * know (RFC 8446 §4.1.3, §4.2.1), and TLS 1.3 and 1.2 are always offered, so what it chose tells
 * what it does not have.
 */
public final class TlsRules {
  /** Where senders are opportunistic: without TLS they would deliver in the clear. */
  static final int RELAY_PORT = 25;

  private static final String TLS_1_3 = "TLSv1.3";
  private static final Set<String> MODERN = Set.of(TLS_1_3, "TLSv1.2");
  private static final Set<String> SSL = Set.of("SSLv2", "SSLv3");

  /** Of a finite field, for 112 bits of security (RFC 9325 §4.2.1). */
  private static final int MIN_FIELD_BITS = 2048;

  /** How {@link TlsObservation#group} begins when the field has no registered name. */
  private static final String UNNAMED_FIELD = "dh";

  /** Suites that one piece of evidence lists before it only counts the rest. */
  private static final int MAX_LISTED = 20;

  private final TlsObservation server;
  private final Map<String, List<String>> suites;
  private final List<Finding> findings = new ArrayList<>();

  private TlsRules(TlsObservation server) {
    this.server = server;
    this.suites = suites(server);
  }

  /** What is known to be accepted: suites by version, the oldest version first. */
  private static Map<String, List<String>> suites(TlsObservation server) {
    var suites = new LinkedHashMap<String, List<String>>();
    AcceptedTls accepted = server.accepted();
    if (accepted != null) {
      accepted.accepted().forEach(version -> suites.put(version.id(), version.suites()));
    }
    suites.merge(
        server.version(),
        List.of(server.cipherSuite()),
        (listed, chosen) -> listed.containsAll(chosen) ? listed : joined(listed, chosen));
    return suites;
  }

  private static List<String> joined(List<String> some, List<String> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /**
   * The findings about each server.
   *
   * @param policies what senders have been told about a host, by its name
   */
  public static List<Finding> judge(
      List<TlsObservation> servers, Function<String, SenderPolicy> policies) {
    var findings = new ArrayList<Finding>();
    for (TlsObservation server : servers) {
      // What senders are told is about the port where mail comes in.
      SenderPolicy policy =
          server.port() == RELAY_PORT ? policies.apply(server.host()) : SenderPolicy.NONE;
      findings.addAll(CertificateRules.judge(server, policy));
      otherCertificates(server)
          .forEach(other -> findings.addAll(CertificateRules.judge(server.with(other), policy)));
      var rules = new TlsRules(server);
      rules.version();
      rules.suite();
      rules.field();
      rules.habits();
      rules.postQuantum();
      rules.unseen();
      findings.addAll(rules.findings);
    }
    return List.copyOf(findings);
  }

  /** The certificates that other clients are shown: one for each kind of key. */
  private static List<CertificateObservation> otherCertificates(TlsObservation server) {
    AcceptedTls accepted = server.accepted();
    CertificateObservation own = server.certificate();
    return accepted == null
        ? List.of()
        : accepted.certificates().stream()
            .filter(other -> own == null || !other.sha256().equals(own.sha256()))
            .toList();
  }

  private void version() {
    List<String> old = suites.keySet().stream().filter(one -> !MODERN.contains(one)).toList();
    boolean modern = old.size() < suites.size();
    if (!old.isEmpty()) {
      Finding obsolete = about(TLS_PROTOCOL_OBSOLETE).with("version", String.join(", ", old));
      List<String> attacks = attacksOnVersions();
      Finding named =
          attacks.isEmpty() ? obsolete : obsolete.with("attacks", String.join(", ", attacks));
      boolean lesser = onRelayPort() && modern && old.stream().noneMatch(SSL::contains);
      findings.add(lesser ? named.severity(Severity.MEDIUM) : named);
    }
    if (!modern) {
      findings.add(about(TLS_NO_MODERN_PROTOCOL).with("version", server.version()));
    }
    if (!suites.containsKey(TLS_1_3)) {
      findings.add(about(TLS_NO_TLS13).with("version", server.version()));
    }
  }

  /** The attacks with a name that a version alone, or a version with its suites, invites. */
  private List<String> attacksOnVersions() {
    var attacks = new ArrayList<String>();
    if (suites.containsKey("SSLv2")) {
      attacks.add("DROWN (CVE-2016-0800)");
    }
    if (suites.getOrDefault("SSLv3", List.of()).stream().anyMatch(name -> name.contains("_CBC"))) {
      attacks.add("POODLE (CVE-2014-3566)");
    }
    if (suites.getOrDefault("TLSv1.0", List.of()).stream()
        .anyMatch(name -> name.contains("_CBC"))) {
      attacks.add("BEAST (CVE-2011-3389)");
    }
    return attacks;
  }

  private void suite() {
    Map<String, List<String>> insecure = accepted(CipherSuite::isInsecure);
    Map<String, List<String>> anonymous = accepted(CipherSuite::isAnonymous);
    if (!insecure.isEmpty()) {
      findings.add(
          withAttacks(
              withSuites(TLS_CIPHER_INSECURE, together(insecure, anonymous)),
              insecure,
              Map.of(
                  "_RSA_EXPORT", "FREAK (CVE-2015-0204)",
                  "_DHE_RSA_EXPORT", "Logjam (CVE-2015-4000)",
                  "_DHE_DSS_EXPORT", "Logjam (CVE-2015-4000)",
                  "_RC4_", "Bar Mitzvah (CVE-2015-2808)")));
    } else if (!anonymous.isEmpty()) {
      Finding finding = withSuites(TLS_CIPHER_INSECURE, anonymous);
      findings.add(onRelayPort() ? finding.severity(Severity.LOW) : finding);
    }
    Map<String, List<String>> weak = accepted(CipherSuite::isWeak);
    if (!weak.isEmpty()) {
      findings.add(
          withAttacks(
              withSuites(TLS_CIPHER_WEAK, weak),
              weak,
              Map.of("_3DES_", "SWEET32 (CVE-2016-2183)", "_IDEA_", "SWEET32 (CVE-2016-2183)")));
    }
    if (!new CipherSuite(server.cipherSuite()).hasForwardSecrecy()) {
      findings.add(
          about(TLS_NO_FORWARD_SECRECY)
              .with("suite", server.cipherSuite())
              .with("version", server.version()));
    }
  }

  private Map<String, List<String>> accepted(Predicate<CipherSuite> what) {
    var chosen = new LinkedHashMap<String, List<String>>();
    suites.forEach(
        (version, names) -> {
          List<String> some =
              names.stream().filter(name -> what.test(new CipherSuite(name))).toList();
          if (!some.isEmpty()) {
            chosen.put(version, some);
          }
        });
    return chosen;
  }

  private static Map<String, List<String>> together(
      Map<String, List<String>> some, Map<String, List<String>> more) {
    var all = new LinkedHashMap<>(some);
    more.forEach(
        (version, names) ->
            all.merge(
                version, names, (one, other) -> joined(one, other).stream().distinct().toList()));
    return all;
  }

  private static Finding withAttacks(
      Finding finding, Map<String, List<String>> suites, Map<String, String> attacks) {
    String named =
        attacks.entrySet().stream()
            .filter(
                attack ->
                    suites.values().stream()
                        .flatMap(List::stream)
                        .anyMatch(
                            name ->
                                name.contains(attack.getKey())
                                    && (!attack.getKey().equals("_RSA_EXPORT")
                                        || !name.contains("_DHE_"))))
            .map(Map.Entry::getValue)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return named.isEmpty() ? finding : finding.with("attacks", named);
  }

  private void field() {
    int bits = unnamedFieldBits();
    String suite = server.cipherSuite();
    for (AcceptedTls.Version version : versions()) {
      if (version.smallestField() > 0 && (bits == 0 || version.smallestField() < bits)) {
        bits = version.smallestField();
        suite = Objects.requireNonNullElse(version.smallestFieldSuite(), "DHE");
      }
    }
    if (bits > 0 && bits < MIN_FIELD_BITS) {
      Finding weak = about(TLS_DH_WEAK).with("bits", bits).with("suite", suite);
      findings.add(bits <= 1024 ? weak.with("attacks", "Logjam (CVE-2015-4000)") : weak);
    }
  }

  /** How it goes about a handshake. */
  private void habits() {
    var unsafe = new LinkedHashSet<String>();
    if (!server.version().equals(TLS_1_3) && !server.secureRenegotiation()) {
      unsafe.add(server.version());
    }
    unsafe.addAll(versions(one -> Boolean.FALSE.equals(one.secureRenegotiation())));
    if (!unsafe.isEmpty()) {
      findings.add(about(TLS_RENEGOTIATION_INSECURE).with("version", String.join(", ", unsafe)));
    }
    List<String> compressing = versions(one -> Boolean.TRUE.equals(one.compression()));
    if (!compressing.isEmpty()) {
      findings.add(
          about(TLS_COMPRESSION)
              .with("version", String.join(", ", compressing))
              .with("attacks", "CRIME (CVE-2012-4929)"));
    }
    List<String> following = versions(one -> Boolean.FALSE.equals(one.serverPreference()));
    Map<String, List<String>> weak =
        accepted(suite -> suite.isInsecure() || suite.isWeak() || suite.isAnonymous());
    weak.keySet().retainAll(following);
    if (!weak.isEmpty()) {
      findings.add(withSuites(TLS_SERVER_PREFERENCE_MISSING, weak));
    }
  }

  private void postQuantum() {
    AcceptedTls accepted = server.accepted();
    if (accepted == null || isHybrid(server.group())) {
      return;
    }
    AcceptedTls.Version newest = accepted.version(TLS_1_3).orElse(null);
    if (newest == null || newest.accepted() == null) {
      return;
    }
    boolean without =
        !newest.accepted()
            || (newest.groupsComplete() && newest.groups().stream().noneMatch(TlsRules::isHybrid));
    if (without) {
      findings.add(
          about(TLS_NO_POST_QUANTUM)
              .with(
                  "groups",
                  newest.groups().isEmpty()
                      ? Sentence.of("tls.no-group")
                      : String.join(", ", newest.groups())));
    }
  }

  /** A group with a part that a quantum computer does not break, beside one that it does. */
  static boolean isHybrid(@Nullable String group) {
    return group != null
        && ((group.contains("MLKEM") && !group.startsWith("MLKEM")) || group.contains("Kyber"));
  }

  /** What could not be asked is not known. */
  private void unseen() {
    AcceptedTls accepted = server.accepted();
    if (accepted != null && accepted.unseen() != null) {
      findings.add(Finding.inconclusive(Section.TLS, server.subject(), accepted.unseen()));
    }
  }

  private List<AcceptedTls.Version> versions() {
    AcceptedTls accepted = server.accepted();
    return accepted == null ? List.of() : accepted.accepted();
  }

  private List<String> versions(Predicate<AcceptedTls.Version> what) {
    return versions().stream().filter(what).map(AcceptedTls.Version::id).toList();
  }

  /** All registered fields are long enough. */
  private int unnamedFieldBits() {
    String group = server.group();
    return group != null && group.matches(UNNAMED_FIELD + "[0-9]+")
        ? Integer.parseInt(group.substring(UNNAMED_FIELD.length()))
        : 0;
  }

  private boolean onRelayPort() {
    return server.port() == RELAY_PORT;
  }

  private Finding withSuites(FindingType type, Map<String, List<String>> accepted) {
    List<String> names = accepted.values().stream().flatMap(List::stream).distinct().toList();
    return about(type)
        .with("suite", Items.listed(names, MAX_LISTED))
        .with("version", String.join(", ", accepted.keySet()));
  }

  private Finding about(FindingType type) {
    return Finding.of(type, server.subject());
  }
}
