package dev.mxray.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mxray.check.dkim.TestKeys;
import dev.mxray.message.signature.ArcVerdict;
import dev.mxray.message.signature.SignatureResult;
import dev.mxray.message.signature.SignatureVerdict;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Messages signed by OpenDKIM and by dkimpy (Debian: opendkim, opendkim-tools, python3-dkim,
 * python3-nacl, python3-authres), where they are installed.
 */
class SignedByOthersTest {
  private static final String MESSAGE =
      """
      From: Alice <alice@example.com>
      To: bob@example.net
      Subject: A  long subject
       that is folded
      Date: Fri, 20 Nov 2026 11:59:00 +0000
      Message-ID: <1@example.com>
      Authentication-Results: lists.example; spf=pass smtp.mailfrom=example.com

      Hello \t Bob,\s\s

      trailing blanks \s
      .

      """
          .replace("\n", "\r\n");

  @TempDir private Path directory;

  private static String zone(KeyPair key) {
    return "s1._domainkey.example.com. "
        + TestSigner.record(key)
        + "\ns1._domainkey.lists.example. "
        + TestSigner.record(key);
  }

  private Path pem(KeyPair key) throws IOException {
    String text =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(key.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    Path file = directory.resolve("key.pem");
    Files.writeString(file, text);
    // OpenDKIM wants a key that nobody else can read.
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  /** Looked for in /usr/sbin too, which a user's path does not have. */
  private static String command(String name) {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    String found =
        Stream.of(path.split(File.pathSeparator))
            .map(place -> Path.of(place, name))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst()
            .orElse("");
    assumeTrue(!found.isEmpty(), name + " is not installed");
    return found;
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path in = directory.resolve("in");
    Path out = directory.resolve("out");
    Files.writeString(in, MESSAGE, StandardCharsets.ISO_8859_1);
    Process process =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(directory.resolve("err").toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(directory.resolve("err"))).isZero();
    return Files.readString(out, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "simple, simple",
    "simple, relaxed",
    "relaxed, simple",
    "relaxed, relaxed",
  })
  void dkimpy_signs_with_rsa(String header, String body) throws Exception {
    String signed =
        run(
            command("dkimsign"),
            "--hcanon",
            header,
            "--bcanon",
            body,
            "s1",
            "example.com",
            pem(TestSigner.RSA).toString());

    SignatureVerdict verdict = MessageLab.judgeNow(zone(TestSigner.RSA), signed).dkim().get(0);
    assertThat(verdict.result()).as(verdict.reason()).isEqualTo(SignatureResult.PASS);
  }

  @Test
  void dkimpy_signs_with_ed25519() throws Exception {
    byte[] encoded = TestSigner.ED25519.getPrivate().getEncoded();
    Path seed = directory.resolve("seed");
    Files.writeString(
        seed,
        Base64.getEncoder()
            .encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
    String signed =
        run(
            command("dkimsign"),
            "--signalg",
            "ed25519-sha256",
            "s1",
            "example.com",
            seed.toString());

    SignatureVerdict verdict = MessageLab.judgeNow(zone(TestSigner.ED25519), signed).dkim().get(0);
    assertThat(verdict.result()).as(verdict.reason()).isEqualTo(SignatureResult.PASS);
  }

  @Test
  void dkimpy_seals() throws Exception {
    String sealed =
        run(
            command("arcsign"),
            "s1",
            "lists.example",
            pem(TestSigner.RSA).toString(),
            "lists.example");

    ArcVerdict arc = MessageLab.judgeNow(zone(TestSigner.RSA), sealed).arc();
    assertThat(arc.state()).as(arc.reason()).isEqualTo(ArcVerdict.State.PASS);
    assertThat(arc.sealers()).containsExactly("lists.example");
  }

  @Test
  void opendkim_signs_as_a_milter() throws Exception {
    Path configuration = directory.resolve("opendkim.conf");
    // The directory of tests may be one that others can write.
    Files.writeString(configuration, "RequireSafeKeys no\n");
    List<String> command =
        List.of(
            command("opendkim"),
            "-f",
            "-x",
            configuration.toString(),
            "-d",
            "example.com",
            "-s",
            "s1",
            "-k",
            pem(TestSigner.RSA).toString(),
            "-c",
            "relaxed/simple",
            "-b",
            "s");
    try (var daemon = OpenDkimMilter.start(command, directory)) {
      String signed = daemon.sign(MESSAGE) + MESSAGE;

      SignatureVerdict verdict = MessageLab.judgeNow(zone(TestSigner.RSA), signed).dkim().get(0);
      assertThat(verdict.algorithm()).isEqualTo("rsa-sha256");
      assertThat(verdict.result()).as(verdict.reason() + signed).isEqualTo(SignatureResult.PASS);
    }
  }

  @Test
  void what_opendkim_testmsg_signs_with_sha1_fails() throws Exception {
    String signed =
        run(
            command("opendkim-testmsg"),
            "-C",
            "-d",
            "example.com",
            "-s",
            "s1",
            "-k",
            pem(TestSigner.RSA).toString());

    assertThat(MessageLab.judgeNow("example.com. " + TestKeys.txt("x"), signed).dkim())
        .singleElement()
        .satisfies(one -> assertThat(one.reason()).contains("RFC 8301"));
  }
}
