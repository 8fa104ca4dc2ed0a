package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.archive.EvidenceArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectCommandTest {
  private static final String SCRIPT = Run.of("collect", "--print").out();

  @TempDir private Path folder;

  /** Its commands without its comments. */
  private static List<String> lines() {
    return SCRIPT.lines().filter(line -> !line.strip().startsWith("#")).toList();
  }

  @Test
  void it_prints_the_script() {
    assertThat(SCRIPT).startsWith("#!/bin/sh\n").endsWith("\n").contains("mailaudit_${HOST}_");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl",
        "wget",
        "nc",
        "ncat",
        "netcat",
        "telnet",
        "ssh",
        "scp",
        "rsync",
        "ftp",
        "dig",
        "nslookup",
        "host",
        "drill",
        "delv",
        "swaks",
        "sendmail",
        "mail",
        "mailx",
        "s_client",
        "s_server",
        "/dev/tcp",
        "opendkim-testkey",
        "freshclam --",
        "sa-update",
        "spamc"
      })
  void it_runs_nothing_that_uses_the_network(String program) {
    Pattern call =
        Pattern.compile(
            "(^|[|;&({`]|\\b(then|do|else|for_a_while|aside \\S+|save \\S+ '[^']*')) *"
                + Pattern.quote(program)
                + "( |$)");
    assertThat(lines()).noneMatch(line -> call.matcher(line).find());
  }

  @Test
  void it_looks_no_name_up() {
    assertThat(lines())
        .noneMatch(line -> line.contains("hostname -f"))
        .noneMatch(line -> line.contains("getent"))
        .noneMatch(
            line -> line.matches(".* rspamc (?!&&).*") && !line.contains(" -h 127.0.0.1:11334 "))
        .noneMatch(line -> line.matches(".*\\b(ss|netstat) -[a-z]* .*") && !line.contains("n"));
  }

  @Test
  void it_reads_no_secrets() {
    assertThat(lines())
        .noneMatch(line -> line.contains("/etc/shadow") || line.contains("gshadow"))
        .noneMatch(
            line ->
                line.matches(
                    ".*\\b(cat|head|tail|sed|awk|grep|cp|openssl)\\b.*\\.(key|private)\\b.*"))
        .noneMatch(line -> line.matches(".*openssl (rsa|ec|dsa|pkcs12|pkcs8|asn1parse)\\b.*"))
        .noneMatch(line -> line.contains("openssl pkey") && !line.contains("-pubin"))
        .noneMatch(line -> line.contains("sasldblistusers") || line.contains("doveconf -P"))
        .noneMatch(line -> line.contains("postmap ") || line.contains("postalias "))
        .noneMatch(line -> line.matches(".*\\b(copy|shown|cat|grep)\\b.*sasl_passwd.*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postfix check",
        "postfix (start|stop|reload|set-permissions)",
        "systemctl (start|stop|restart|reload|enable|disable|mask)",
        "service \\S+ (start|stop|restart)",
        "doveadm",
        "ip6?tables -[ADIFXPZRN] ",
        "nft (add|delete|flush|insert|-f)",
        "firewall-cmd .*--(add|remove|reload|set)",
        "setenforce",
        "setsebool",
        "fail2ban-client (set|start|stop|reload|unban)",
        "sed -i",
        "\\btee\\b",
        "\\bchmod\\b",
        "\\bchown\\b",
        "\\btouch\\b",
        "\\bmv\\b",
        "\\bln\\b",
        "newaliases",
        "\\bkill\\b",
        "apt(-get)? (install|update)",
        "(dpkg|rpm) -[iUe] "
      })
  void it_changes_nothing(String command) {
    assertThat(lines()).noneMatch(line -> Pattern.compile(command).matcher(line).find());
  }

  @Test
  void it_writes_into_its_own_folder_alone() {
    Pattern redirection = Pattern.compile("(?:^|[ )0-9}])>{1,2}\\s*([^ ;)&]+)");
    for (String line : lines()) {
      Matcher matcher = redirection.matcher(line.replaceAll("\\b[a-z]+ > ([0-9]|\\()", ""));
      while (matcher.find()) {
        assertThat(matcher.group(1).replace("\"", ""))
            .as(line)
            .matches(
                "(\\$\\{?(WORK|BASE|RAW|ERRORS|LOG|ARCHIVE)\\b.*|/dev/null.*|archive\\.tar|0)");
      }
      if (line.contains("rm -rf") || line.contains("rm -f ")) {
        assertThat(line).contains("\"$BASE\"");
      }
      if (line.contains("mkdir")) {
        assertThat(line).matches(".*mkdir (-p )?-- \"\\$(WORK|BASE)[\"/].*");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dash -n", "busybox sh -n", "bash --posix -n", "sh -n", "shellcheck -s sh"})
  void shells_and_shellcheck_accept_it(String command) throws Exception {
    Path script = Files.writeString(folder.resolve("collect.sh"), SCRIPT);
    String program = command.substring(0, command.indexOf(' '));
    assumeTrue(
        Stream.of("/bin", "/usr/bin", "/usr/local/bin")
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, program))),
        program + " is not installed");
    var words = new java.util.ArrayList<>(List.of(command.split(" ")));
    words.add(script.toString());
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  @Test
  void it_collects_this_machine() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh");
    Run run = Run.of("collect", "--output", folder.toString());
    assertThat(run.code()).as(run.err()).isZero();
    Path archive = Path.of(run.out().strip());
    assertThat(files()).containsExactly(archive);
    Evidence evidence = EvidenceArchive.read(archive);
    assertThat(evidence.collectedAt())
        .isBetween(Instant.now().minus(Duration.ofMinutes(10)), Instant.now());
    assertThat(evidence.file("system/components.txt").orElseThrow().lines())
        .anyMatch(line -> line.matches("postfix: (present /.*|absent)"));
    assertThat(archive.getFileName())
        .hasToString(
            "mailaudit_"
                + evidence.host()
                + "_"
                + archive
                    .getFileName()
                    .toString()
                    .replaceAll(".*_([0-9]{8}_[0-9]{6}[.]tar[.]gz)", "$1"));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void a_folder_that_is_none_is_wrong_usage() {
    Run run = Run.of("collect", "--output", folder.resolve("none").toString());
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("is not a folder");
  }
}
