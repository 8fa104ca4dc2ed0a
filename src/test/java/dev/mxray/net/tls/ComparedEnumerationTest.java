package dev.mxray.net.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mxray.TestCertificate;
import dev.mxray.net.tls.Enumeration.Known;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is found out about servers of OpenSSL, beside how they were set up and beside what other
 * tools find out about them. Skipped where OpenSSL, or the tool, is not installed; testssl.sh,
 * which takes its time, only with -Dtestssl.
 *
 * <p>RC4 and EXPORT suites are not here: neither OpenSSL 3 as it is distributed nor Bouncy Castle
 * has them any more. That they are found is shown with {@link FakeServer}, which only answers
 * hellos ({@link EnumerationTest}).
 */
class ComparedEnumerationTest {
  private static final TestCertificate RSA =
      TestCertificate.of("mx.example.com").keys("RSA2048").names("mx.example.com").selfSigned();

  private static final TestCertificate EC =
      TestCertificate.of("mx.example.com").keys("EC256").names("mx.example.com").selfSigned();

  /** Old and new together: 6 suites in each of the old versions, 9 in TLS 1.2, 2 in TLS 1.3. */
  private static final List<String> MIXED =
      List.of(
          "-cipher",
          "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305:DHE-RSA-AES128-SHA256"
              + ":ECDHE-RSA-AES128-SHA:DHE-RSA-AES256-SHA:AES128-SHA:CAMELLIA256-SHA"
              + ":ADH-AES128-SHA:NULL-SHA:@SECLEVEL=0",
          "-ciphersuites",
          "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256",
          "-min_protocol",
          "TLSv1");

  @TempDir private static Path directory;
  private static MultiThreadIoEventLoopGroup loops;

  @BeforeAll
  static void open() throws Exception {
    assumeTrue(OpenSslServer.isInstalled("openssl", "version"), "openssl is not installed");
    loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  }

  @AfterAll
  static void close() {
    if (loops != null) {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-tls1, TLSv1.0, AES128-SHA, TLS_RSA_WITH_AES_128_CBC_SHA",
    "-tls1_1, TLSv1.1, ADH-AES256-SHA, TLS_DH_anon_WITH_AES_256_CBC_SHA",
    "-tls1_2, TLSv1.2, NULL-SHA256, TLS_RSA_WITH_NULL_SHA256",
    "-tls1_2, TLSv1.2, ARIA256-GCM-SHA384, TLS_RSA_WITH_ARIA_256_GCM_SHA384",
    "-tls1_2, TLSv1.2, DHE-RSA-AES256-CCM8, TLS_DHE_RSA_WITH_AES_256_CCM_8"
  })
  void what_was_set_up_is_what_is_found_and_nothing_more(
      String option, String version, String cipher, String suite) throws Exception {
    assertThat(found(List.of(option, "-cipher", cipher + ":@SECLEVEL=0")))
        .containsExactlyEntriesOf(Map.of(version, new TreeSet<>(Set.of(suite))));
  }

  @Test
  void suites_and_groups_of_tls_1_3_are_those_that_were_set_up() throws Exception {
    try (var server =
        new OpenSslServer(
            directory,
            RSA,
            List.of(
                "-tls1_3",
                "-ciphersuites",
                "TLS_AES_128_CCM_SHA256:TLS_CHACHA20_POLY1305_SHA256",
                "-groups",
                "P-521:ffdhe3072:X448"))) {
      TlsSupport.Version newest = enumerate(server.port()).versions().get(5);

      assertThat(newest.suites())
          .containsExactlyInAnyOrder("TLS_AES_128_CCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256");
      assertThat(newest.groups()).containsExactlyInAnyOrder("secp521r1", "ffdhe3072", "x448");
      assertThat(newest.groupsComplete()).isTrue();
      assertThat(newest.suitesComplete()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rsa_pss_rsae_sha256:rsa_pss_rsae_sha384:rsa_pss_rsae_sha512",
    "rsa_pss_rsae_sha384",
    "rsa_pss_rsae_sha256:rsa_pss_rsae_sha512",
    "ecdsa_secp256r1_sha256",
    "ecdsa_secp256r1_sha256:rsa_pss_rsae_sha512"
  })
  void schemes_of_tls_1_3_are_those_that_were_set_up(String schemes) throws Exception {
    try (var server =
        new OpenSslServer(directory, List.of(RSA, EC), List.of("-tls1_3", "-sigalgs", schemes))) {
      TlsSupport.Version newest = enumerate(server.port()).versions().get(5);

      assertThat(newest.schemes()).containsExactlyInAnyOrder(schemes.split(":"));
      assertThat(newest.schemesComplete()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"RSA, x25519", "RSA, secp384r1", "EC, x25519", "EC, X448"})
  void both_certificates_of_a_server_with_tls_1_3_alone_are_seen(String first, String group)
      throws Exception {
    List<TestCertificate> both = first.equals("RSA") ? List.of(RSA, EC) : List.of(EC, RSA);
    try (var server = new OpenSslServer(directory, both, List.of("-tls1_3", "-groups", group))) {
      Known known = new Known(TlsVersion.TLS_1_3, "TLS_AES_256_GCM_SHA384", null, false);
      var asker = new DirectAsker(loops, server.port());
      TlsSupport support = run(asker, known);

      assertThat(support.versions().get(5).chains())
          .extracting(chain -> chain.get(0))
          .containsExactlyInAnyOrder(RSA.der(), EC.der());
      assertThat(support.versions().get(5).schemes())
          .containsExactlyInAnyOrder(
              "rsa_pss_rsae_sha256",
              "rsa_pss_rsae_sha384",
              "rsa_pss_rsae_sha512",
              "ecdsa_secp256r1_sha256");
      assertThat(asker.connections()).isLessThan(35);
    }
  }

  @Test
  void certificates_that_come_in_the_clear_take_no_handshake() throws Exception {
    try (var server = new OpenSslServer(directory, List.of(RSA, EC), List.of())) {
      TlsSupport support = enumerate(server.port());

      assertThat(support.versions().get(4).chains()).hasSize(2);
      assertThat(support.versions().get(5).chains()).isEmpty();
      assertThat(support.versions().get(5).schemes()).hasSize(4);
    }
  }

  @Test
  void a_single_certificate_that_is_known_from_a_handshake_takes_no_other() throws Exception {
    try (var server = new OpenSslServer(directory, RSA, List.of("-tls1_3"))) {
      Known known = new Known(TlsVersion.TLS_1_3, "TLS_AES_256_GCM_SHA384", "x25519", false);

      assertThat(run(new DirectAsker(loops, server.port()), known).versions().get(5).chains())
          .isEmpty();
    }
  }

  @Test
  void a_mixture_is_found_as_it_was_set_up() throws Exception {
    Map<String, Set<String>> found = found(MIXED);

    assertThat(found).containsOnlyKeys("TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3");
    assertThat(found.get("TLSv1.0")).hasSize(6).isEqualTo(found.get("TLSv1.1"));
    assertThat(found.get("TLSv1.2")).hasSize(9);
    assertThat(found.get("TLSv1.3")).hasSize(2);
  }

  @Test
  void sslscan_finds_the_same() throws Exception {
    assumeTrue(OpenSslServer.isInstalled("sslscan", "--version"), "sslscan is not installed");
    try (var server = new OpenSslServer(directory, RSA, MIXED)) {
      String said = said("sslscan", "--no-colour", "--no-heartbleed", "--xml=-", at(server));
      Map<String, Set<String>> theirs = new TreeMap<>();
      var cipher =
          Pattern.compile(
                  "<cipher status=\"[a-z]+\" sslversion=\"([^\"]+)\"[^>]* id=\"0x([0-9A-Fa-f]+)\"")
              .matcher(said);
      while (cipher.find()) {
        theirs
            .computeIfAbsent(cipher.group(1), key -> new TreeSet<>())
            .add(CipherSuites.registered().name(Integer.parseInt(cipher.group(2), 16)));
      }

      assertThat(theirs).isEqualTo(suites(enumerate(server.port())));
    }
  }

  @Test
  void nmap_finds_the_same() throws Exception {
    assumeTrue(OpenSslServer.isInstalled("nmap", "--version"), "nmap is not installed");
    try (var server = new OpenSslServer(directory, RSA, MIXED)) {
      String said =
          said(
              "nmap",
              "-Pn",
              "-n",
              "-p",
              Integer.toString(server.port()),
              "--script",
              "+ssl-enum-ciphers",
              "-oX",
              "-",
              "127.0.0.1");
      Map<String, Set<String>> theirs = new TreeMap<>();
      var part =
          Pattern.compile(
                  "<table key=\"((?:TLS|SSL)v[0-9.]+)\">|<elem key=\"name\">(TLS_[^<]+)</elem>")
              .matcher(said);
      String version = "";
      while (part.find()) {
        if (part.group(1) != null) {
          version = part.group(1);
        } else {
          theirs
              .computeIfAbsent(version, key -> new TreeSet<>())
              // It names the suites of TLS 1.3 in its own way.
              .add(part.group(2).replace("TLS_AKE_WITH_", "TLS_"));
        }
      }

      assertThat(theirs).isEqualTo(suites(enumerate(server.port())));
    }
  }

  @Test
  void testssl_finds_the_same_versions() throws Exception {
    assumeTrue(Boolean.getBoolean("testssl"), "takes half a minute; with -Dtestssl");
    assumeTrue(OpenSslServer.isInstalled("testssl", "--version"), "testssl.sh is not installed");
    try (var server = new OpenSslServer(directory, RSA, MIXED)) {
      Path report = directory.resolve("testssl.json");
      said("testssl", "-p", "--quiet", "--color", "0", "--jsonfile", report.toString(), at(server));
      var theirs = new TreeSet<String>();
      var offered =
          Pattern.compile(
                  "\"id\"\\s*:\\s*\"(TLS1(?:_[123])?|SSLv[23])\"[^}]*?\"finding\"\\s*:\\s*\"offered")
              .matcher(Files.readString(report));
      while (offered.find()) {
        String id = offered.group(1);
        theirs.add(id.equals("TLS1") ? "TLSv1.0" : id.replace("TLS1_", "TLSv1."));
      }

      assertThat(theirs).isEqualTo(suites(enumerate(server.port())).keySet());
    }
  }

  private static String at(OpenSslServer server) {
    return "127.0.0.1:" + server.port();
  }

  private static String said(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "said", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output, StandardCharsets.ISO_8859_1);
  }

  private static Map<String, Set<String>> found(List<String> options) throws Exception {
    try (var server = new OpenSslServer(directory, RSA, options)) {
      return suites(enumerate(server.port()));
    }
  }

  private static TlsSupport enumerate(int port) throws Exception {
    return run(new DirectAsker(loops, port), Known.NOTHING);
  }

  private static TlsSupport run(DirectAsker asker, Known known) throws Exception {
    TlsSupport support = Enumeration.run(asker, "mx.example.com", known).get(60, TimeUnit.SECONDS);
    assertThat(support.trouble()).isNull();
    return support;
  }

  private static Map<String, Set<String>> suites(TlsSupport support) {
    Map<String, Set<String>> suites = new TreeMap<>();
    for (TlsSupport.Version version : support.versions()) {
      if (!version.suites().isEmpty()) {
        suites.put(version.version().id(), new TreeSet<>(version.suites()));
      }
    }
    return suites;
  }
}
