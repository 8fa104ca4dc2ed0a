package dev.mxray.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Assessors;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.archive.EvidenceArchive;
import dev.mxray.mcss.evidence.archive.UnreadableEvidenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hosts of really installed servers, hardened and careless, collected for real: what is decided of
 * them stands, control by control, in {@code hosts/expected.csv}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditedHostsTest {
  private static final List<String> NAMES =
      List.of("postfix-hardened", "postfix-careless", "exim-hardened", "exim-careless");

  private final Map<String, AuditedHost> hosts = new LinkedHashMap<>();
  private final Map<String, Evidence> evidence = new LinkedHashMap<>();

  @BeforeAll
  void collect(@TempDir Path folder) throws UnreadableEvidenceException {
    assumeTrue(
        AuditedHost.isPossible("postfix") && AuditedHost.isPossible("exim"),
        "not root, or without the layers of .ci/hosts");
    Map<String, CompletableFuture<AuditedHost>> running = new LinkedHashMap<>();
    for (String name : NAMES) {
      running.put(
          name,
          CompletableFuture.supplyAsync(() -> AuditedHost.collected(name, folder.resolve(name))));
    }
    running.forEach((name, host) -> hosts.put(name, host.join()));
    for (String name : NAMES) {
      evidence.put(name, EvidenceArchive.read(host(name).archive()));
    }
  }

  @Test
  void every_control_is_decided_as_expected() throws IOException {
    Map<String, List<String>> expected = expected();
    var observed = new TreeMap<String, List<String>>();
    for (String control : expected.keySet()) {
      Assessor assessor = Assessors.all().get(control);
      List<String> wanted = expected.getOrDefault(control, List.of());
      var statuses = new ArrayList<String>();
      for (int i = 0; i < NAMES.size(); i++) {
        // What hangs on the day, the mirror or the tools of this machine.
        statuses.add(wanted.get(i).equals("*") ? "*" : status(assessor, evidenceOf(NAMES.get(i))));
      }
      observed.put(control, List.copyOf(statuses));
    }
    assertThat(observed).isEqualTo(expected);
  }

  @Test
  void every_control_that_files_decide_has_an_expectation() throws IOException {
    assertThat(expected().keySet()).isEqualTo(Assessors.all().keySet());
  }

  @Test
  void nothing_is_changed_by_collecting() {
    for (String name : NAMES) {
      List<List<String>> listings = host(name).listings();
      assertThat(listings.get(0)).hasSizeGreaterThan(1000);
      assertThat(listings.get(1)).as(name).isEqualTo(listings.get(0));
    }
  }

  @Test
  void no_secret_is_taken() throws Exception {
    for (String name : NAMES) {
      assertNoSecret(evidenceOf(name));
    }
    assertNoSecret(EvidenceArchive.read(host("postfix-hardened").archiveOfNobody()));
  }

  private static void assertNoSecret(Evidence evidence) {
    for (EvidenceFile file : evidence.under("")) {
      assertThat(file.lines())
          .as(file.path())
          .noneMatch(line -> line.contains("do-not-read") || line.contains("do.not.read"))
          .noneMatch(line -> line.contains("PRIVATE KEY-----"));
    }
  }

  @Test
  void without_root_the_log_tells_what_is_missing() throws Exception {
    Evidence nobody = EvidenceArchive.read(host("postfix-hardened").archiveOfNobody());
    assertThat(nobody.host()).isEqualTo("mail.example.org");
    assertThat(nobody.file("postfix/config_active/postconf_n.txt")).isPresent();
    assertThat(nobody.file("collection_log.txt").orElseThrow().lines())
        .anyMatch(line -> line.startsWith("unreadable .: not run by root"))
        .anyMatch(line -> line.startsWith("failed firewall/nftables_full.txt:"))
        .anyMatch(line -> line.startsWith("failed fail2ban/config_active/status.txt:"));
    assertThat(nobody.file("firewall/type.txt").orElseThrow().lines())
        .contains("firewall_type: unknown");
  }

  private AuditedHost host(String name) {
    return java.util.Objects.requireNonNull(hosts.get(name));
  }

  private Evidence evidenceOf(String name) {
    return java.util.Objects.requireNonNull(evidence.get(name));
  }

  private static String status(@Nullable Assessor assessor, Evidence evidence) {
    return assessor == null
        ? "-"
        : assessor.assess(evidence).status().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, List<String>> expected() throws IOException {
    var rows = new TreeMap<String, List<String>>();
    try (InputStream in = AuditedHostsTest.class.getResourceAsStream("hosts/expected.csv")) {
      assertThat(in).isNotNull();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.startsWith("#") && !line.startsWith("control,")) {
          var cells = new ArrayList<>(List.of(line.split(",", -1)));
          rows.put(cells.remove(0), List.copyOf(cells));
        }
      }
    }
    return rows;
  }
}
