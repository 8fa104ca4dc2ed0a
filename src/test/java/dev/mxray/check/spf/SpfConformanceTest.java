package dev.mxray.check.spf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.mxray.address.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The published conformance suite for RFC 7208, which is not part of this repository:
 *
 * <pre>mvn -B -q test -Dtest=SpfConformanceTest -Dmxray.spf.suite=/path/to/rfc7208-tests.yml</pre>
 */
@EnabledIfSystemProperty(named = SpfConformanceTest.SUITE, matches = ".+")
class SpfConformanceTest {
  static final String SUITE = "mxray.spf.suite";

  /** What the suite calls an explanation that the receiver has to make up itself. */
  private static final String NO_EXPLANATION = "DEFAULT";

  @TestFactory
  List<DynamicTest> every_case_of_the_suite() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    Path file = Path.of(System.getProperty(SUITE));
    try (var scenarios =
        YAMLMapper.builder().build().readerFor(JsonNode.class).readValues(file.toFile())) {
      while (scenarios.hasNext()) {
        JsonNode scenario = (JsonNode) scenarios.next();
        var zone = new ConformanceZone(scenario.get("zonedata"));
        scenario
            .get("tests")
            .properties()
            .forEach(
                test ->
                    tests.add(
                        DynamicTest.dynamicTest(
                            scenario.get("description").asText() + ": " + test.getKey(),
                            () -> check(test.getValue(), zone))));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  private static void check(JsonNode test, ConformanceZone zone) {
    String sender = test.get("mailfrom").asText();
    String helo = test.get("helo").asText();
    String domain = sender.isEmpty() ? helo : sender.substring(sender.lastIndexOf('@') + 1);
    CheckHostResult result =
        new CheckHost(zone)
            .check(IpAddress.parse(test.get("host").asText()).orElseThrow(), domain, sender, helo)
            .join();
    var allowed = new ArrayList<String>();
    if (test.get("result").isArray()) {
      test.get("result").forEach(one -> allowed.add(one.asText()));
    } else {
      allowed.add(test.get("result").asText());
    }
    assertThat(allowed).as(result.toString()).contains(result.result().id());
    if (test.has("explanation")) {
      String expected = test.get("explanation").asText();
      assertThat(result.explanation()).isEqualTo(expected.equals(NO_EXPLANATION) ? null : expected);
    }
  }
}
