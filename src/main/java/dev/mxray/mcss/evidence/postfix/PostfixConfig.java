package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.packages.SoftwareVersion;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of Postfix as it was collected: what main.cf and master.cf set, and for the
 * rest the defaults, as far as the list of all parameters or the version tells them.
 */
public final class PostfixConfig {
  /** What {@code postconf -n} prints. */
  public static final String ACTIVE = "postfix/config_active/postconf_n.txt";

  /** What {@code postconf} prints: every parameter. */
  public static final String FULL = "postfix/config_active/postconf_full.txt";

  /** What {@code postconf -M} prints. */
  public static final String MASTER = "postfix/config_active/master_cf_active.txt";

  public static final String VERSION = "postfix/version.txt";
  static final String MAIN_CF = "postfix/config_files/main.cf";
  static final String MASTER_CF = "postfix/config_files/master.cf";

  /** The lists of restrictions that smtpd goes through before DATA, in its order. */
  public static final List<String> RESTRICTION_LISTS =
      List.of(
          "smtpd_client_restrictions",
          "smtpd_helo_restrictions",
          "smtpd_sender_restrictions",
          "smtpd_relay_restrictions",
          "smtpd_recipient_restrictions");

  private final Evidence evidence;
  private final MainCf active;
  private final @Nullable MainCf full;
  private final @Nullable SoftwareVersion version;
  private final @Nullable EvidenceFile master;
  private final List<MasterService> services;

  private PostfixConfig(Evidence evidence, MainCf active) {
    this.evidence = evidence;
    this.active = active;
    this.full = evidence.file(FULL).map(MainCf::of).filter(all -> !all.isEmpty()).orElse(null);
    this.version = version(evidence).orElse(null);
    this.master =
        Stream.of(MASTER, MASTER_CF)
            .flatMap(path -> evidence.file(path).stream())
            .filter(file -> !MasterCf.services(file).isEmpty())
            .findFirst()
            .orElse(null);
    this.services = master == null ? List.of() : MasterCf.services(master);
  }

  /** Empty when neither postconf's output nor main.cf is there. */
  public static Optional<PostfixConfig> of(Evidence evidence) {
    return Stream.of(ACTIVE, MAIN_CF)
        .flatMap(path -> evidence.file(path).stream())
        .map(MainCf::of)
        .filter(file -> !file.isEmpty())
        .findFirst()
        .map(file -> new PostfixConfig(evidence, file));
  }

  /** The version that {@code postconf mail_version} gave. */
  static Optional<SoftwareVersion> version(Evidence evidence) {
    return evidence
        .file(VERSION)
        .map(MainCf::of)
        .map(file -> file.get("mail_version"))
        .flatMap(parameter -> SoftwareVersion.in(parameter.value()));
  }

  public Evidence evidence() {
    return evidence;
  }

  /** The parameters as main.cf has them; empty when nothing tells. */
  public Optional<Setting> setting(String name) {
    return setting(null, name);
  }

  /** The parameters as this service has them: its own options before main.cf. */
  public Optional<Setting> setting(@Nullable MasterService service, String name) {
    if (service != null && service.overrides().containsKey(name)) {
      String raw = service.overrides().get(name);
      return Optional.of(
          new Setting(name, expand(service, raw), Setting.Origin.SET, service.line(), lacks()));
    }
    MainCf.Parameter set = active.get(name);
    if (set != null) {
      return Optional.of(
          new Setting(name, expand(service, set.value()), Setting.Origin.SET, set.line(), lacks()));
    }
    if (active.truncated()) {
      return Optional.empty();
    }
    MainCf.Parameter shown = full == null ? null : full.get(name);
    if (shown != null) {
      return Optional.of(
          new Setting(
              name,
              expand(service, shown.value()),
              Setting.Origin.SHOWN_DEFAULT,
              shown.line(),
              lacks()));
    }
    return Optional.ofNullable(version)
        .flatMap(known -> KnownDefaults.of(name, known))
        .map(
            value ->
                new Setting(
                    name, expand(service, value), Setting.Origin.KNOWN_DEFAULT, null, lacks()));
  }

  private String expand(@Nullable MasterService service, String text) {
    return Expansion.of(text, name -> raw(service, name));
  }

  private @Nullable String raw(@Nullable MasterService service, String name) {
    String override = service == null ? null : service.overrides().get(name);
    if (override != null) {
      return override;
    }
    for (MainCf file : full == null ? List.of(active) : List.of(active, full)) {
      MainCf.Parameter set = file.get(name);
      if (set != null) {
        return set.value();
      }
    }
    SoftwareVersion known = version;
    return known == null ? null : KnownDefaults.of(name, known).orElse(null);
  }

  /** The file that shows by its lack of a line that a parameter is not set. */
  private Quote lacks() {
    return active.file().quote();
  }

  /** All services of master.cf; none when it was not collected. */
  public List<MasterService> services() {
    return services;
  }

  /** The collected master.cf; empty when there is none. */
  public Optional<EvidenceFile> master() {
    return Optional.ofNullable(master);
  }

  /** The SMTP servers that other machines reach, those behind postscreen too. */
  public List<MasterService> publicServers() {
    return services.stream().filter(MasterService::isSmtpd).filter(s -> !s.onLoopback()).toList();
  }

  /** Those of them that take mail from other servers: port 25, or behind postscreen. */
  public List<MasterService> exchangeServers() {
    return publicServers().stream()
        .filter(s -> s.type().equals("pass") || isPort(s, "smtp", "25"))
        .toList();
  }

  /** Those of them for users: ports 587 and 465. */
  public List<MasterService> submissionServers() {
    return publicServers().stream()
        .filter(
            s ->
                isPort(s, "submission", "587")
                    || isPort(s, "submissions", "465")
                    || isPort(s, "smtps", "465"))
        .toList();
  }

  static boolean isPort(MasterService service, String name, String number) {
    return service.type().equals("inet")
        && (service.port().equals(name) || service.port().equals(number));
  }

  /** A lookup table that main.cf names, {@code type:/path} or {@code /path}, when collected. */
  Optional<EvidenceFile> table(String reference) {
    String path = reference.substring(reference.indexOf(':') + 1);
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    String below =
        path.startsWith("/etc/postfix/") ? path.substring("/etc/postfix/".length()) : name;
    return Stream.of(below, name)
        .distinct()
        .flatMap(relative -> evidence.file("postfix/config_files/" + relative).stream())
        .findFirst();
  }

  /** Said of a parameter that no file tells. */
  public HostVerdict untold(String name) {
    String where = active.file().path();
    if (active.truncated()) {
      return HostVerdict.notAssessed(Sentence.of("postfix.only-beginning", where, name));
    }
    return HostVerdict.notAssessed(
        version == null
            ? Sentence.of("postfix.default-unknown", where, name, FULL, VERSION)
            : Sentence.of("postfix.default-unlisted", where, name, FULL, version));
  }

  /** The collected version; empty when not told. */
  public Optional<SoftwareVersion> version() {
    return Optional.ofNullable(version);
  }
}
