package dev.mxray.check.spf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mxray.address.IpAddress;
import dev.mxray.domain.PublicSuffixes;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Reason;
import dev.mxray.report.SpfPart;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Whatever is published, both the evaluation and the audit come to an end within their bounds,
 * never throw, and agree where they speak of the same.
 *
 * <p>As it stands the corpus is replayed. To search for more, in a JVM of its own:
 *
 * <pre>JAZZER_FUZZ=1 mvn -B -q test -Dtest='SpfFuzzTest#any_record'</pre>
 */
class SpfFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "v=spf1 ",
          "v=spf1",
          " ",
          "  ",
          "a",
          "mx",
          "ptr",
          "include:",
          "exists:",
          "redirect=",
          "exp=",
          "ip4:",
          "ip6:",
          "all",
          "+",
          "-",
          "~",
          "?",
          ":",
          "/",
          "//",
          "24",
          "128",
          "32",
          "0",
          "033",
          "%{",
          "}",
          "%",
          "%%",
          "%_",
          "%-",
          "s",
          "l",
          "o",
          "d",
          "i",
          "p",
          "v",
          "h",
          "c",
          "r",
          "t",
          "D2r",
          "l1r-",
          ".",
          "..",
          "example.com",
          "a.example.com",
          "192.0.2.1",
          "2001:db8::1",
          "::",
          "::ffff:25.1.2.3",
          "\u0000",
          "\t",
          "\r\n",
          "\u0080",
          "\u00ff",
          "=",
          "x.y=",
          "\"");

  private static final PublicSuffixes SUFFIXES = PublicSuffixes.bundled();

  /** The longest chain of terms that one check may ask about, with some room. */
  private static final int MAX_ASKED = 150;

  /** One text at every name, as every type that it can be. */
  private static final class Everywhere implements DnsClient {
    private final byte[] text;
    private final Random random;
    private int asked;

    Everywhere(byte[] text) {
      this.text = text;
      this.random = new Random(text.length);
    }

    @Override
    public CompletableFuture<DnsAnswer> ask(Question question) {
      asked++;
      return CompletableFuture.completedFuture(answer(question));
    }

    private DnsAnswer answer(Question question) {
      try {
        Name name = Name.fromString(question.name(), Name.root);
        Record record = record(name, question.type());
        int kind = random.nextInt(8);
        if (kind == 0) {
          return DnsAnswer.unknown(question, Reason.TIMEOUT, List.of(), 1);
        }
        DnsAnswer.Status status =
            kind == 1 || record == null ? DnsAnswer.Status.NXDOMAIN : DnsAnswer.Status.FOUND;
        List<Record> records =
            status == DnsAnswer.Status.FOUND && record != null ? List.of(record) : List.of();
        return new DnsAnswer(question, status, records, List.of(), 0, List.of(), null, 1);
      } catch (TextParseException e) {
        return new DnsAnswer(
            question, DnsAnswer.Status.NXDOMAIN, List.of(), List.of(), 0, List.of(), null, 1);
      }
    }

    private @Nullable Record record(Name name, RecordType type) {
      return switch (type) {
        case TXT, SPF -> Record.newRecord(name, type.code(), DClass.IN, 60, strings());
        case A -> Record.newRecord(name, Type.A, DClass.IN, 60, new byte[] {25, 1, 2, 3});
        case AAAA -> Record.newRecord(name, Type.AAAA, DClass.IN, 60, new byte[16]);
        case MX -> Record.newRecord(name, Type.MX, DClass.IN, 60, new byte[] {0, 1, 1, 'm', 0});
        case PTR -> Record.newRecord(name, Type.PTR, DClass.IN, 60, new byte[] {1, 'p', 0});
        default -> null;
      };
    }

    private byte[] strings() {
      var out = new ByteArrayOutputStream();
      for (int at = 0; at == 0 || at < text.length; at += 255) {
        int length = Math.min(255, text.length - at);
        out.write(length);
        out.write(text, at, length);
      }
      return out.toByteArray();
    }
  }

  @FuzzTest
  void any_record(byte[] octets) {
    byte[] text = octets.length <= 60_000 ? octets : java.util.Arrays.copyOf(octets, 60_000);
    parses(text);
    evaluates(text, "25.1.2.3");
    evaluates(text, "2001:db8::1");
    audits(text);
  }

  @Test
  void records_of_random_pieces_are_evaluated_and_audited() {
    var random = new Random(7208);
    for (int i = 0; i < 1_500; i++) {
      var text = new StringBuilder(random.nextInt(8) == 0 ? "" : "v=spf1 ");
      for (int n = random.nextInt(14); n > 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      any_record(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void records_of_any_length_are_evaluated_and_audited() {
    for (String term :
        List.of("a ", "ip4:25.1.2.3 ", "include:example.com ", "x=%{s} ", "%{", "moo ", "-all ")) {
      any_record(
          ("v=spf1 " + term.repeat(60_000 / term.length())).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void parses(byte[] octets) {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    SpfRecord record = SpfParser.parse(text);
    assertThat(record.terms())
        .allSatisfy(term -> assertThat(text.startsWith(term.text(), term.position())).isTrue());
    var again = new ArrayList<String>();
    record.terms().forEach(term -> again.add(term.text()));
    SpfRecord second = SpfParser.parse("v=spf1 " + String.join(" ", again));
    assertThat(second.errors()).hasSameSizeAs(record.errors());
  }

  private static void evaluates(byte[] octets, String ip) {
    var client = new Everywhere(octets);
    CheckHostResult result =
        new CheckHost(client)
            .check(IpAddress.parse(ip).orElseThrow(), "example.com", "l@o.example", "h")
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
    assertThat(client.asked).isLessThan(MAX_ASKED);
    assertThat(result.lookups()).isLessThanOrEqualTo(SpfAnalysis.MAX_LOOKUPS + 1);
    assertThat(result.voidLookups()).isLessThanOrEqualTo(SpfAnalysis.MAX_VOID_LOOKUPS + 1);
    boolean error =
        switch (result.result()) {
          case NONE, TEMPERROR, PERMERROR -> true;
          case PASS, FAIL, SOFTFAIL, NEUTRAL -> false;
        };
    assertThat(result.problem() != null).isEqualTo(error);
    if (error) {
      assertThat(result.mechanism()).isNull();
    }
  }

  private static void audits(byte[] octets) {
    var client = new Everywhere(octets);
    SpfObservation spf =
        SpfProbe.observe("example.com", client, () -> SUFFIXES)
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
    assertThat(client.asked).isLessThanOrEqualTo(SpfProbe.MAX_QUESTIONS);
    assertThat(SpfRules.judge(spf, false, false)).isNotNull();
    SpfPart part = SpfPart.of(spf);
    if (part.flattened() != null) {
      SpfRecord flat = SpfParser.parse(part.flattened().record());
      assertThat(flat.errors()).isEmpty();
      assertThat(SpfParser.isSpf(part.flattened().record())).isTrue();
    }
  }
}
