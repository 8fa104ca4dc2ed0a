package dev.mxray.cli;

import dev.mxray.check.dnssec.DnssecAnchors;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.report.Palette;
import dev.mxray.scan.DnsSession;
import dev.mxray.scan.Scanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that every command that asks the network has. */
final class CommonOptions {
  private static final double MIN_SECONDS = 0.001;
  private static final double MAX_SECONDS = 3600;
  private static final double MILLIS = 1000;

  private final Terminal terminal;

  @Option(
      names = "--resolver",
      paramLabel = "SPEC",
      description = {
        "Ask this resolver instead of the system's and the public ones; repeatable:",
        "9.9.9.9, 127.0.0.1:5353, tls://dns.quad9.net@9.9.9.9, https://dns.google/dns-query@8.8.8.8."
      })
  private List<String> resolvers = new ArrayList<>();

  @Option(
      names = "--timeout",
      paramLabel = "S",
      defaultValue = "15",
      description =
          "Seconds for one DNS question with its retries, one connect, one reply (default: 15).")
  private double timeout;

  @Option(
      names = "--deadline",
      paramLabel = "S",
      description = "Seconds for one domain's scan (default: 4 times the timeout).")
  private @Nullable Double deadline;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Read options from a YAML file; what is typed wins.")
  private @Nullable String config;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description =
          "Trust these certificates (PEM) instead of the JDK's: of mail servers, and of resolvers at tls:// and https://.")
  private @Nullable String caFile;

  @Option(
      names = "--trust-anchor",
      paramLabel = "FILE",
      description = "Trust these DS or DNSKEY records for DNSSEC instead of the root's own keys.")
  private @Nullable String trustAnchorFile;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "auto, always or never; auto: on a terminal, unless NO_COLOR is set.")
  private String color = "auto";

  @Mixin private LanguageOption language = new LanguageOption();

  @Option(
      names = "--allow-private",
      description = "Contact servers at private and other special addresses too.")
  private boolean allowPrivate;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show every question, the resolvers tried, the answer and the time.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  @SuppressWarnings("unused") // Read by picocli.
  private boolean help;

  CommonOptions(Terminal terminal) {
    this.terminal = terminal;
  }

  /** A scanner's builder with what these options say. */
  Scanner.Builder scanner() throws UsageException {
    Scanner.Builder builder =
        Scanner.builder()
            .resolvers(resolvers())
            .timeout(timeout())
            .allowPrivate(allowPrivate)
            .texts(language.findings());
    DnssecAnchors anchors = trustAnchors();
    if (anchors != null) {
      builder.trustAnchors(anchors);
    }
    TrustManagerFactory trust = trust();
    return trust == null ? builder : builder.trust(trust);
  }

  /** The DNS as these options want it, for checks that are no scan. */
  DnsSession dns() throws UsageException {
    return DnsSession.open(resolvers(), timeout(), trust());
  }

  /** The given resolvers; empty for the default ones. */
  List<ResolverSpec> resolvers() throws UsageException {
    var specs = new ArrayList<ResolverSpec>();
    for (String text : resolvers) {
      try {
        specs.add(ResolverSpec.parse(text));
      } catch (IllegalArgumentException e) {
        throw new UsageException("--resolver: " + e.getMessage());
      }
    }
    return specs;
  }

  Duration timeout() throws UsageException {
    return seconds("--timeout", timeout);
  }

  /** The scan's deadline, in terms of the timeout unless given. */
  Duration deadline(int timeouts) throws UsageException {
    return deadline == null ? timeout().multipliedBy(timeouts) : seconds("--deadline", deadline);
  }

  boolean verbose() {
    return verbose;
  }

  /** The language of --lang. */
  LanguageOption language() {
    return language;
  }

  /**
   * The file of --config, which Main has read already except for commands with one of their own.
   */
  @Nullable String config() {
    return config;
  }

  /** The colours of standard output. */
  Palette palette() throws UsageException {
    return terminal.palette(color);
  }

  /** The keys of --trust-anchor; null without it. */
  private @Nullable DnssecAnchors trustAnchors() throws UsageException {
    return trustAnchorFile == null
        ? null
        : OptionFile.read(DnssecAnchors::read, trustAnchorFile, "--trust-anchor");
  }

  /** Trust in the certificates of --ca-file; null without it. */
  @Nullable TrustManagerFactory trust() throws UsageException {
    if (caFile == null) {
      return null;
    }
    try (var in = Files.newInputStream(Path.of(caFile))) {
      var anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        anchors.setCertificateEntry("ca" + anchors.size(), certificate);
      }
      if (anchors.size() == 0) {
        throw new UsageException("--ca-file: " + caFile + " has no certificate");
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(anchors);
      return trust;
    } catch (IOException e) {
      throw new UsageException("--ca-file: " + caFile + " cannot be read");
    } catch (GeneralSecurityException e) {
      throw new UsageException("--ca-file: " + caFile + " is not a file of PEM certificates");
    }
  }

  private static Duration seconds(String option, double value) throws UsageException {
    if (!(value >= MIN_SECONDS && value <= MAX_SECONDS)) {
      throw new UsageException(option + " is a number of seconds from 0.001 to 3600");
    }
    return Duration.ofMillis(Math.round(value * MILLIS));
  }
}
