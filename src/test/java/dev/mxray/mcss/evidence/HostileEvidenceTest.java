package dev.mxray.mcss.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.mcss.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is in the files: a verdict comes out, with a quotation of a line that is there. */
class HostileEvidenceTest {
  private static final List<String> FILES =
      List.of(
          "dovecot.txt",
          "cyrus.txt",
          "firewall.txt",
          "fail2ban.txt",
          "dkim.txt",
          "spf.txt",
          "dmarc.txt",
          "antispam.txt",
          "antivirus.txt",
          "logging.txt",
          "mac.txt",
          "storage.txt");
  private static final String ODD = "{}[]()=:;,!@#\"'\\\t %~\u00e9\u0000\uffff-+*0129azAZ/";

  private final Map<String, Assessor> all = MailboxAssessorsTest.assessors();
  private final Random random = new Random(20261121);

  @Test
  void mutated_files_are_judged_without_failing() {
    for (String name : FILES) {
      for (AssessorCase row : AssessorCase.read(name)) {
        for (int round = 0; round < 4; round++) {
          Evidence evidence = mutated(row);
          all.forEach((control, assessor) -> check(control, assessor, evidence));
        }
      }
    }
  }

  private Evidence mutated(AssessorCase row) {
    List<EvidenceFile> files = new ArrayList<>();
    row.files()
        .forEach(
            (path, lines) -> {
              List<String> changed = new ArrayList<>(lines);
              for (int i = random.nextInt(6); i >= 0 && !changed.isEmpty(); i--) {
                change(changed);
              }
              files.add(new EvidenceFile(path, changed, random.nextInt(5) == 0));
            });
    Instant at = random.nextBoolean() ? Instant.parse("2026-11-21T10:00:00Z") : null;
    return new Evidence("h", at, files);
  }

  private void change(List<String> lines) {
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    switch (random.nextInt(6)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, line);
      case 2 -> lines.set(at, line.substring(0, random.nextInt(line.length() + 1)));
      case 3 -> lines.set(at, line + odd() + odd());
      case 4 -> lines.set(at, odd() + line);
      default -> {
        int cut = random.nextInt(line.length() + 1);
        lines.set(at, line.substring(0, cut) + odd() + line.substring(cut));
      }
    }
  }

  private String odd() {
    return String.valueOf(ODD.charAt(random.nextInt(ODD.length())));
  }

  private static void check(String control, Assessor assessor, Evidence evidence) {
    HostVerdict verdict = assessor.assess(evidence);

    assertThat(verdict.reason()).as(control).isNotBlank();
    Quote quote = verdict.quote();
    if (verdict.status() == Status.NOT_ASSESSED) {
      assertThat(quote).as(control).isNull();
    } else if (quote != null && quote.line() > 0) {
      assertThat(evidence.file(quote.path()).orElseThrow().lines().get(quote.line() - 1))
          .as(control)
          .isEqualTo(quote.text());
    }
  }

  @Test
  void long_lines_and_deep_blocks_take_no_long_time() {
    String braces = "service x {\n".repeat(20_000);
    String words = "tcp dport { " + "25, ".repeat(50_000) + "25 } accept";
    String jumps = "-A INPUT -j INPUT\n".repeat(300);
    Evidence evidence =
        new Evidence(
            "h",
            null,
            List.of(
                file("dovecot/config_active/doveconf_n.txt", "ssl = yes\n" + braces),
                file(
                    "firewall/nftables_full.txt",
                    "table inet f {\nchain input {\ntype filter hook input priority 0; policy drop;\n"
                        + words
                        + "\n}\n}"),
                file("firewall/iptables_save.txt", "*filter\n:INPUT DROP [0:0]\n" + jumps),
                file("fail2ban/config_files/jail.local", "[DEFAULT]\nbantime = %(bantime)s\n"),
                file(
                    "cyrus/config_files/imapd.conf",
                    "@include: imapd.conf\n" + "a\\\n".repeat(9999)),
                file("dkim/keys_configured.txt", "x".repeat(200_000))));
    long begin = System.nanoTime();

    all.forEach((control, assessor) -> check(control, assessor, evidence));

    assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
  }

  private static EvidenceFile file(String path, String text) {
    return new EvidenceFile(path, List.of(text.split("\n", -1)), false);
  }
}
