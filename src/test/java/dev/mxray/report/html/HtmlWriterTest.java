package dev.mxray.report.html;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.report.FindingPart;
import dev.mxray.report.HostileReports;
import dev.mxray.report.HostileTexts;
import dev.mxray.report.Printable;
import dev.mxray.report.Report;
import dev.mxray.report.SampleReports;
import dev.mxray.text.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlWriterTest {
  private static final Pattern TAG = Pattern.compile("<(/?[a-zA-Z][a-zA-Z0-9]*)");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
  private static final Pattern KEY =
      Pattern.compile("(?:\\bt|texts)\\.(of|count|word)\\(\"([a-z0-9-]+)\"");
  private static final int LARGE = 400_000;

  private final HtmlWriter writer = new HtmlWriter("en");

  @Test
  void the_page_shows_score_findings_servers_and_controls() {
    String page = writer.text(SampleReports.full());

    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
        .contains("<title>bücher.example – Mail security report</title>")
        .contains("Score 42 of 100, grade F")
        .contains("id=\"f-spf-include-missing\"")
        .contains("mx1.example.com")
        .contains("zen.spamhaus.org")
        .contains("include:_spf.example.net")
        .contains("192.0.2.53: timeout")
        .endsWith("</html>\n");
  }

  @Test
  void the_page_needs_nothing_but_itself() {
    String page = writer.text(SampleReports.full());

    assertThat(page)
        .doesNotContainPattern("<(?:link|img|script|iframe|object|embed|video|form)[^>]* src")
        .doesNotContain("<base")
        .doesNotContain("@import")
        .doesNotContain("url(")
        .doesNotContain(" style=")
        .doesNotContainPattern(" on[a-z]+=");
    assertThat(Pattern.compile(" href=\"([^\"]*)\"").matcher(page).results().map(m -> m.group(1)))
        .isNotEmpty()
        .allMatch(link -> link.startsWith("#"));
  }

  @Test
  void the_policy_allows_the_own_style_and_script_by_their_digests() throws Exception {
    String page = writer.text(SampleReports.full()).replace("&#39;", "'");

    assertThat(page)
        .contains("default-src 'none'")
        .contains("style-src '" + digest(between(page, "<style>", "</style>")) + "'")
        .contains("script-src '" + digest(between(page, "<script>", "</script>")) + "'")
        .doesNotContain("unsafe-");
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void hostile_text_makes_no_element_and_shows_what_is_invisible(String text) {
    // Both have something to show, and neither is a word of a report's.
    String page = writer.text(HostileReports.of(text + "z"));
    String harmless = writer.text(HostileReports.of("z"));

    assertThat(tags(page)).isEqualTo(tags(harmless));
    assertThat(page.codePoints().filter(c -> c != '\n' && !Printable.isVisible(c)).toArray())
        .isEmpty();
    assertThat(page).doesNotContain("<script>alert").doesNotContain("javascript:");
  }

  static Stream<String> hostileTexts() {
    return Stream.concat(
        HostileTexts.all(),
        Stream.of(
            "</script><script>alert(1)</script>",
            "</style><style>*{display:none}</style>",
            "\" onmouseover=\"alert(1)",
            "' autofocus onfocus='alert(1)",
            "`${alert(1)}`",
            "<svg/onload=alert(1)>",
            "220 \u001b[31m<h1>\u202emoc.elpmaxe</h1>"));
  }

  @Test
  void names_in_the_page_are_unique() {
    for (Report report :
        List.of(SampleReports.full(), SampleReports.blind(), doubled(SampleReports.full(), 3))) {
      List<String> ids =
          ID.matcher(writer.text(report)).results().map(found -> found.group(1)).toList();
      assertThat(ids).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_scan_that_failed_has_a_page_too() {
    assertThat(writer.text(SampleReports.blind())).contains("There is no score");
    assertThat(writer.text(SampleReports.notFound())).contains("domain-not-found");
  }

  @Test
  void marks_of_findings_are_told() {
    Report report = SampleReports.full();
    FindingPart first =
        report
            .findings()
            .get(0)
            .marked(FindingPart.NEW, new FindingPart.Suppression("we know <b>", "2027-01-31"));

    assertThat(writer.text(report.withFindings(List.of(first))))
        .contains("<b>new</b>")
        .contains("suppressed until 2027-01-31:")
        .contains("we know &lt;b&gt;");
  }

  @Test
  void a_large_domain_makes_a_small_page() {
    assertThat(writer.text(doubled(SampleReports.full(), 40)).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(LARGE);
  }

  /** The report with everything that a scan can find many of, many times over. */
  private static Report doubled(Report report, int times) {
    return LargeReports.times(report, times);
  }

  @Test
  void every_language_has_every_text_with_the_same_values() throws IOException {
    Map<String, Set<String>> placeholders = new HashMap<>();
    for (String language : TextFile.LANGUAGES) {
      texts(language)
          .forEach(
              (key, text) ->
                  placeholders
                      .computeIfAbsent(key.toString(), one -> new HashSet<>())
                      .add(language + values(text.toString())));
    }
    assertThat(placeholders)
        .allSatisfy(
            (key, found) -> {
              assertThat(found).as(key).hasSize(TextFile.LANGUAGES.size());
              assertThat(found.stream().map(one -> one.substring(2)).distinct()).as(key).hasSize(1);
            });
  }

  @Test
  void every_text_that_the_page_asks_for_is_there_and_none_is_left_over() throws IOException {
    Properties english = texts("en");
    Set<String> asked = new HashSet<>(Set.of("none", "unknown", "yes", "no"));
    Set<String> kinds = new HashSet<>();
    for (String source : sources()) {
      Matcher key = KEY.matcher(source);
      while (key.find()) {
        switch (key.group(1)) {
          case "of" -> asked.add(key.group(2));
          case "count" -> asked.addAll(List.of(key.group(2) + ".one", key.group(2) + ".many"));
          default -> kinds.add(key.group(2));
        }
      }
    }
    assertThat(english.stringPropertyNames()).containsAll(asked);
    assertThat(english.stringPropertyNames())
        .allMatch(key -> asked.contains(key) || kinds.contains(key.substring(0, key.indexOf('.'))));
    assertThat(kinds)
        .allMatch(
            kind ->
                english.stringPropertyNames().stream().anyMatch(key -> key.startsWith(kind + ".")));
  }

  @Test
  void the_page_speaks_italian() {
    assertThat(new HtmlWriter("it").text(SampleReports.full()))
        .contains("<html lang=\"it\">")
        .contains("Rapporto sulla sicurezza della posta")
        .doesNotContain("What to do");
    assertThatThrownBy(() -> new HtmlWriter("tlh"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("en, it");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void colours_have_the_contrast_of_wcag_aa(int block) {
    Map<String, String> colours = colours(block);
    for (String text : List.of("text", "muted", "link")) {
      for (String ground : List.of("bg", "card", "code")) {
        assertContrast(colours, text, ground);
      }
    }
    for (String word : List.of("good", "fair", "bad", "unseen", "poor")) {
      assertContrast(colours, word, "card");
      assertContrast(colours, word, "bg");
    }
    for (String word : List.of("good", "fair", "bad", "unseen")) {
      assertContrast(colours, word, word + "-bg");
    }
    for (String severity : List.of("critical", "high", "medium", "low", "info")) {
      assertContrast(colours, "on", severity);
    }
  }

  private static void assertContrast(Map<String, String> colours, String text, String ground) {
    double one = luminance(requireNonNull(colours.get(text)));
    double other = luminance(requireNonNull(colours.get(ground)));
    double contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    assertThat(contrast).as(text + " on " + ground).isGreaterThanOrEqualTo(4.5);
  }

  /** Relative luminance (WCAG 2.2). */
  private static double luminance(String colour) {
    String hex =
        colour.length() == 4 ? "#" + colour.replaceAll("[0-9a-f]", "$0$0").substring(1) : colour;
    double[] parts = new double[3];
    for (int i = 0; i < 3; i++) {
      double part = Integer.parseInt(hex.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      parts[i] = part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  }

  /** The colours of the light page, of the dark one, and of paper. */
  private static Map<String, String> colours(int block) {
    String css = PageStyle.bundled().style();
    String root = css.split(":root \\{")[block + 1];
    var colours = new HashMap<String, String>();
    Pattern.compile("--([a-z-]+): (#[0-9a-f]{3,6});")
        .matcher(root.substring(0, root.indexOf('}')))
        .results()
        .forEach(found -> colours.put(found.group(1), found.group(2)));
    return colours;
  }

  private static List<String> sources() throws IOException {
    var sources = new ArrayList<String>();
    for (String folder :
        List.of("src/main/jte/report/html", "src/main/java/dev/mxray/report/html")) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        for (Path file : files.toList()) {
          sources.add(Files.readString(file));
        }
      }
    }
    return sources;
  }

  private static Properties texts(String language) throws IOException {
    var texts = new Properties();
    Path file = Path.of("src/main/resources/dev/mxray/report/" + language + "/html.properties");
    try (var in = Files.newBufferedReader(file)) {
      texts.load(in);
    }
    return texts;
  }

  private static List<String> values(String text) {
    return Pattern.compile("\\{\\d}").matcher(text).results().map(m -> m.group()).sorted().toList();
  }

  private static List<String> tags(String page) {
    return TAG.matcher(page).results().map(found -> found.group(1)).toList();
  }

  private static String between(String page, String begin, String end) {
    int from = page.indexOf(begin) + begin.length();
    return page.substring(from, page.indexOf(end, from));
  }

  private static String digest(String text) throws Exception {
    return "sha256-"
        + Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
