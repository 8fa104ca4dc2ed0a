package dev.mxray.mcss.evidence.mac;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Lines;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SELinux, by the outputs of its tools. */
final class SeLinux {
  private static final Pattern SWITCH = Pattern.compile("^(\\w+)\\s+-->\\s+(on|off)\\b.*");

  /** {@code system_u:system_r:postfix_master_t:s0 1234 ? 00:00:00 master} of {@code ps -eZ}. */
  private static final Pattern PROCESS =
      Pattern.compile("^\\w+:\\w+:(\\w+):\\S+\\s+\\d+\\s+\\S+\\s+\\S+\\s+(\\S+).*");

  private static final Pattern PORTS = Pattern.compile("^(\\w+_port_t)\\s+tcp\\s+(.*)$");

  /** They let a mail service do what it was not made for. */
  private static final Set<String> WIDE =
      Set.of(
          "nis_enabled",
          "exim_manage_user_files",
          "exim_read_user_files",
          "exim_can_connect_db",
          "antivirus_can_scan_system",
          "antivirus_use_jit",
          "spamassassin_can_network",
          "httpd_can_sendmail",
          "mailman_use_fusefs");

  /** Of those the ones that undo most of the confinement. */
  private static final Set<String> WIDEST = Set.of("nis_enabled", "exim_manage_user_files");

  private static final Map<String, List<Integer>> LABELS = labels();

  private SeLinux() {}

  private static Map<String, List<Integer>> labels() {
    Map<String, List<Integer>> labels = new LinkedHashMap<>();
    labels.put("smtp_port_t", List.of(25, 465, 587));
    labels.put("pop_port_t", List.of(110, 143, 993, 995));
    labels.put("sieve_port_t", List.of(4190));
    return labels;
  }

  private static EvidenceFile file(Evidence evidence, String path) {
    return evidence.file(path).orElseThrow();
  }

  static HostVerdict enforcing(Evidence evidence) {
    EvidenceFile file = file(evidence, "mac/selinux_status.txt");
    Optional<Lines.Told> now = Lines.told(file, "Current mode");
    Optional<Lines.Told> boot = Lines.told(file, "Mode from config file");
    Optional<Lines.Told> status = Lines.told(file, "SELinux status");
    if (now.isEmpty()) {
      Optional<Quote> word =
          Lines.first(file, text -> text.strip().matches("(?i)enforcing|permissive|disabled"));
      if (word.isPresent()) {
        return word.get().text().strip().equalsIgnoreCase("enforcing")
            ? HostVerdict.pass(word.get(), Sentence.of("mac.selinux-enforces-now")).indicative()
            : HostVerdict.fail(word.get(), Sentence.of("mac.selinux-enforces-not"));
      }
      return status
          .map(told -> HostVerdict.fail(told.quote(), Sentence.of("mac.selinux-is", told.value())))
          .orElseGet(
              () -> HostVerdict.notAssessed(Sentence.of("mac.selinux-no-mode", file.path())));
    }
    if (!now.get().value().equals("enforcing")) {
      return HostVerdict.fail(now.get().quote(), Sentence.of("mac.selinux-permissive"));
    }
    return boot.filter(told -> !told.value().equals("enforcing"))
        .map(told -> HostVerdict.partial(told.quote(), Sentence.of("mac.selinux-not-after-boot")))
        .orElseGet(() -> HostVerdict.pass(now.get().quote(), Sentence.of("mac.selinux-enforces")));
  }

  static HostVerdict switches(Evidence evidence) {
    EvidenceFile file = file(evidence, "mac/selinux_booleans_mail.txt");
    List<String> on = new ArrayList<>();
    Quote wide = null;
    Quote any = null;
    boolean widest = false;
    for (Quote quote : Lines.of(file).toList()) {
      Matcher one = SWITCH.matcher(quote.text().strip());
      if (!one.matches()) {
        continue;
      }
      any = any == null ? quote : any;
      if (one.group(2).equals("on") && WIDE.contains(one.group(1))) {
        on.add(one.group(1));
        wide = wide == null || WIDEST.contains(one.group(1)) ? quote : wide;
        widest |= WIDEST.contains(one.group(1));
      }
    }
    if (wide != null) {
      Sentence reason = Sentence.of("mac.switched-on", String.join(", ", on));
      return widest ? HostVerdict.fail(wide, reason) : HostVerdict.partial(wide, reason);
    }
    return any == null
        ? HostVerdict.notAssessed(Sentence.of("mac.no-switch", file.path()))
        : HostVerdict.pass(any, Sentence.of("mac.switches-tight"));
  }

  static HostVerdict confined(Evidence evidence) {
    EvidenceFile file = file(evidence, "mac/selinux_contexts.txt");
    Quote shown = null;
    for (Quote quote : Lines.of(file).toList()) {
      Matcher process = PROCESS.matcher(quote.text());
      if (!process.matches()) {
        continue;
      }
      if (process.group(1).matches("unconfined_t|unconfined_service_t|initrc_t|init_t|kernel_t")) {
        return HostVerdict.fail(
            quote, Sentence.of("mac.process-unconfined", process.group(2), process.group(1)));
      }
      shown = shown == null ? quote : shown;
    }
    return shown == null
        ? HostVerdict.notAssessed(Sentence.of("mac.no-mail-process", file.path()))
        : HostVerdict.pass(shown, Sentence.of("mac.own-domains"));
  }

  static HostVerdict denials(Evidence evidence) {
    EvidenceFile file = file(evidence, "mac/selinux_avc_denials.txt");
    if (file.lines().stream().anyMatch(line -> line.startsWith("# neither "))) {
      return HostVerdict.notAssessed(Sentence.of("mac.no-log", file.path()));
    }
    return Lines.first(file, text -> text.matches(".*avc: +denied.*"))
        .map(quote -> HostVerdict.fail(quote, Sentence.of("mac.selinux-denied")))
        .orElseGet(() -> HostVerdict.pass(file.quote(), Sentence.of("mac.no-denial")));
  }

  static HostVerdict ports(Evidence evidence) {
    EvidenceFile file = file(evidence, "mac/selinux_ports.txt");
    Map<String, Quote> lines = new LinkedHashMap<>();
    Lines.of(file)
        .forEach(
            quote -> {
              Matcher row = PORTS.matcher(quote.text().strip());
              if (row.matches()) {
                lines.putIfAbsent(row.group(1), quote);
              }
            });
    if (lines.isEmpty()) {
      return HostVerdict.notAssessed(Sentence.of("mac.no-port", file.path()));
    }
    for (Map.Entry<String, List<Integer>> label : LABELS.entrySet()) {
      Quote row = lines.get(label.getKey());
      for (int port : label.getValue()) {
        if (row == null || !has(row.text(), port)) {
          return HostVerdict.fail(
              row == null ? file.quote() : row,
              Sentence.of("mac.label-missing", port, label.getKey()));
        }
      }
    }
    return HostVerdict.pass(lines.values().iterator().next(), Sentence.of("mac.labels"));
  }

  private static boolean has(String text, int port) {
    for (String word : text.split("[\\s,]+")) {
      String[] ends = word.split("-", 2);
      if (ends[0].matches("\\d{1,5}")) {
        int first = Integer.parseInt(ends[0]);
        int last =
            ends.length == 2 && ends[1].matches("\\d{1,5}") ? Integer.parseInt(ends[1]) : first;
        if (port >= first && port <= last) {
          return true;
        }
      }
    }
    return false;
  }
}
