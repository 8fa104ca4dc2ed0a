package dev.mxray.cli;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mxray.lab.LabDns;
import dev.mxray.lab.Zones;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import dev.mxray.report.SchemaAssert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A resolver on the loopback with the domains that the tests of the command line scan. */
final class ScanLab implements BeforeAllCallback, AfterAllCallback {
  private static final String ZONE =
      """
      parked.test.         MX  0 .
      parked.test.         TXT "v=spf1 -all"
      _dmarc.parked.test.  TXT "v=DMARC1; p=reject; sp=reject"
      *._domainkey.parked.test. TXT "v=DKIM1; p="

      spoofable.test.      MX  10 mx.spoofable.test.
      spoofable.test.      TXT "v=spf1 +all"
      mx.spoofable.test.   A   25.1.2.3

      none.test.           MX  10 mx.none.test.
      none.test.           TXT "v=spf1 mx -all"
      _dmarc.none.test.    TXT "v=DMARC1; p=none; rua=mailto:d@none.test"
      mx.none.test.        A   25.1.2.4

      xn--bcher-kva.test.  MX 0 .
      xn--bcher-kva.test.  TXT "v=spf1 -all"
      _dmarc.xn--bcher-kva.test. TXT "v=DMARC1; p=reject"

      web.test.            A   25.1.2.6
      web.test.            TXT "v=spf1 -all"

      listed.test.         MX  10 mx.listed.test.
      mx.listed.test.      A   25.1.2.7
      listed.test.         TXT "v=spf1 mx -all"
      7.2.1.25.bl.spamcop.net. A 127.0.0.2
      7.2.1.25.bl.spamcop.net. TXT "reported"
      2.0.0.127.bl.spamcop.net. A 127.0.0.2
      dbltest.com.dbl.spamhaus.org. A 127.0.1.2
      test.dbl.spamhaus.org. A 127.0.1.2

      !signed parked.test
      !servfail dark.test *
      !servfail _dmarc.dark.test *
      !servfail _domainkey.dark.test *
      !servfail _mta-sts.dark.test *
      !servfail _smtp._tls.dark.test *
      !servfail default._bimi.dark.test *
      """;

  /** Two lists that work in this zone; the bundled ones are not there. */
  private static final String LISTS = "lists: [bl.spamcop.net, dbl.spamhaus.org]";

  private @Nullable LabDns dns;
  private @Nullable Path directory;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    dns = LabDns.start(Zones.parse(ZONE));
    directory = Files.createTempDirectory("scan-lab");
    Files.writeString(lists(), LISTS);
    Files.writeString(anchor(), LabDns.trustAnchors().text());
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    dns().close();
    Files.delete(lists());
    Files.delete(anchor());
    Files.delete(Objects.requireNonNull(directory));
  }

  private Path lists() {
    return Objects.requireNonNull(directory).resolve("lists.yaml");
  }

  private Path anchor() {
    return Objects.requireNonNull(directory).resolve("root.ds");
  }

  LabDns dns() {
    return Objects.requireNonNull(dns);
  }

  /** {@code mxray scan} with these arguments, asking this resolver only. */
  Run scan(String... arguments) {
    return Run.of(
        Stream.concat(
                Stream.of(
                    "scan",
                    "--no-smtp",
                    "--resolver",
                    dns().spec(),
                    "--timeout",
                    "2",
                    "--blacklists",
                    lists().toString(),
                    "--trust-anchor",
                    anchor().toString()),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  /** The report in this JSON text, which the schema must describe. */
  static Report read(String json) throws IOException {
    SchemaAssert.valid(json);
    return new JsonWriter().read(json);
  }
}
