package dev.mxray.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import dev.mxray.text.Sentence;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The findings of a run as SARIF 2.1.0 (OASIS), in the shape that code scanning takes on upload:
 * one run, rules with help, a relative place for each result, identities that stay the same from
 * scan to scan. Findings are about names and not about files, so the place is {@code
 * mail-domains/<domain>}, which need not exist. What could not be seen is a notification, and the
 * run then did not succeed: a server that did not answer closes no alert.
 */
public final class SarifRun {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final String PLACE = "mail-domains/";
  private static final String INCONCLUSIVE = "check-inconclusive";

  /** Code scanning takes no more of one run. */
  private static final int MAX_RESULTS = 25_000;

  private static final int MAX_NOTIFICATIONS = 1_000;
  private static final int MAX_TEXT = 4_000;
  private static final Pattern RFC = Pattern.compile("RFC (\\d{1,5})(?: §([0-9A-Z.]{1,12}))?.*");
  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!%)\\{[a-z][a-z0-9_-]*}");

  private final JsonNodeFactory make = JsonNodeFactory.instance;
  private final JsonWriter json;
  private final FindingTexts texts;
  private final ArrayNode results = make.arrayNode();
  private final ArrayNode notifications = make.arrayNode();
  private final Map<String, ObjectNode> rules = new LinkedHashMap<>();
  private final Map<String, Integer> indices = new HashMap<>();
  private String tool = "mxray";
  private String version = "";
  private boolean complete = true;
  private int left;

  /**
   * An empty run.
   *
   * @param json shares what is costly to make
   * @param texts of the rules
   */
  public SarifRun(JsonWriter json, FindingTexts texts) {
    this.json = json;
    this.texts = texts;
  }

  /** Takes the findings of a domain in. */
  public void add(Report report) {
    tool = report.tool().name();
    version = report.tool().version();
    complete &= report.outcome().equals("complete");
    for (FindingPart finding : report.findings()) {
      if (finding.id().equals(INCONCLUSIVE)) {
        notify(report, finding);
      } else if (results.size() < MAX_RESULTS) {
        results.add(result(report, finding));
      } else {
        left++;
      }
    }
  }

  /** The document, with a line feed at the end. */
  public String text() {
    if (left > 0) {
      notification("warning", Sentence.count("report.left-out", left).in(texts.words()));
    }
    ObjectNode driver = make.objectNode().put("name", Printable.of(tool));
    driver.put("version", Printable.of(version)).put("semanticVersion", Printable.of(version));
    driver.putArray("rules").addAll(rules.values());
    ObjectNode run = make.objectNode();
    run.putObject("tool").set("driver", driver);
    run.putObject("automationDetails").put("id", "mxray/");
    ObjectNode invocation = run.putArray("invocations").addObject();
    invocation.put("executionSuccessful", complete);
    invocation.set("toolExecutionNotifications", notifications);
    run.put("columnKind", "unicodeCodePoints");
    run.set("results", results);
    ObjectNode log = make.objectNode().put("$schema", SCHEMA).put("version", "2.1.0");
    log.putArray("runs").add(run);
    return json.pretty(log);
  }

  private ObjectNode result(Report report, FindingPart finding) {
    ObjectNode rule = rules.computeIfAbsent(finding.id(), id -> rule(finding));
    ObjectNode result = make.objectNode();
    result.put("ruleId", rule.get("id").asText());
    result.put("ruleIndex", indices.computeIfAbsent(finding.id(), id -> indices.size()));
    result.put("level", level(finding.severity()));
    result
        .putObject("message")
        .put(
            "text",
            message(
                sentence(finding.title())
                    + " "
                    + finding.description()
                    + (finding.recommendation().isEmpty()
                        ? ""
                        : " "
                            + Sentence.of("report.to-do", finding.recommendation())
                                .in(texts.words()))));
    location(result.putArray("locations").addObject(), report, finding);
    String identity = digest(finding.id() + "\n" + report.domain() + "\n" + finding.subject());
    result
        .putObject("partialFingerprints")
        .put("primaryLocationLineHash", identity.substring(0, 16) + ":1")
        .put("mxrayFinding/v1", identity);
    FindingPart.Suppression suppression = finding.suppression();
    if (suppression != null) {
      result
          .putArray("suppressions")
          .addObject()
          .put("kind", "external")
          .put("status", "accepted")
          .put(
              "justification",
              Sentence.of("report.until", Printable.of(suppression.reason()), suppression.expires())
                  .in(texts.words()));
    }
    if (finding.baseline() != null) {
      result.put(
          "baselineState", FindingPart.KNOWN.equals(finding.baseline()) ? "unchanged" : "new");
    }
    result
        .putObject("properties")
        .put("domain", Printable.of(report.domain()))
        .put("subject", Printable.of(finding.subject()))
        .put("severity", Printable.of(finding.severity()));
    return result;
  }

  private void location(ObjectNode location, Report report, FindingPart finding) {
    ObjectNode physical = location.putObject("physicalLocation");
    physical.putObject("artifactLocation").put("uri", PLACE + segment(report.domain()));
    physical.putObject("region").put("startLine", 1);
    location
        .putArray("logicalLocations")
        .addObject()
        .put("name", Printable.of(finding.subject()))
        .put(
            "fullyQualifiedName",
            Printable.of(report.domain()) + "/" + Printable.of(finding.subject()))
        .put("kind", "resource");
  }

  private ObjectNode rule(FindingPart finding) {
    FindingTexts.Text text =
        FindingType.of(finding.id())
            .map(texts::of)
            .orElseGet(
                () ->
                    new FindingTexts.Text(
                        finding.title(),
                        finding.description(),
                        finding.recommendation(),
                        finding.references()));
    String severity =
        FindingType.of(finding.id()).map(type -> type.severity().id()).orElse(finding.severity());
    ObjectNode rule = make.objectNode().put("id", Printable.of(finding.id()));
    rule.put("name", pascal(finding.id()));
    rule.putObject("shortDescription").put("text", message(general(text.title())));
    rule.putObject("fullDescription").put("text", message(general(text.description())));
    String help = general(text.recommendation());
    String references = String.join("; ", text.references());
    rule.putObject("help")
        .put("text", message(help + (references.isEmpty() ? "" : "\n\n" + references)))
        .put(
            "markdown",
            message(
                Markdown.text(help)
                    + (references.isEmpty() ? "" : "\n\n" + Markdown.text(references))));
    text.references().stream()
        .map(RFC::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .ifPresent(rfc -> rule.put("helpUri", uri(rfc)));
    rule.putObject("defaultConfiguration").put("level", level(severity));
    ObjectNode properties = rule.putObject("properties");
    properties.putArray("tags").add("mail").add("security").add(Printable.of(finding.section()));
    properties.put("precision", "high").put("problem.severity", problem(severity));
    String weight = weight(severity);
    if (!weight.isEmpty()) {
      properties.put("security-severity", weight);
    }
    return rule;
  }

  private void notify(Report report, FindingPart finding) {
    complete = false;
    if (notifications.size() < MAX_NOTIFICATIONS) {
      notification(
          "warning",
          Printable.of(report.domain())
              + ": "
              + sentence(finding.title())
              + " "
              + finding.description());
    }
  }

  private void notification(String level, String text) {
    ObjectNode notification = notifications.addObject().put("level", level);
    notification.putObject("message").put("text", message(text));
  }

  private static String level(String severity) {
    return switch (severity) {
      case "critical", "high" -> "error";
      case "medium" -> "warning";
      default -> "note";
    };
  }

  private static String problem(String severity) {
    return switch (severity) {
      case "critical", "high" -> "error";
      case "medium", "low" -> "warning";
      default -> "recommendation";
    };
  }

  /** The middle of the range that code scanning gives each word; nothing for information. */
  private static String weight(String severity) {
    return switch (severity) {
      case "critical" -> "9.5";
      case "high" -> "8.0";
      case "medium" -> "5.5";
      case "low" -> "2.0";
      default -> "";
    };
  }

  private static String uri(Matcher rfc) {
    String section = rfc.group(2);
    return "https://www.rfc-editor.org/rfc/rfc"
        + rfc.group(1)
        + (section == null ? "" : "#section-" + section.replaceAll("\\.+$", ""));
  }

  /** A text about one subject as a text about any. */
  private static String general(String text) {
    return PLACEHOLDER.matcher(text).replaceAll("…");
  }

  private static String sentence(String title) {
    return title.endsWith(".") ? title : title + ".";
  }

  /**
   * A message string: braces stand for themselves only when they are doubled (§3.11.5), and what
   * could be taken for a link is parted (§3.11.6).
   */
  private String message(String text) {
    String visible =
        text.lines().map(Printable::of).reduce((one, other) -> one + "\n" + other).orElse("");
    return FindingTexts.cut(visible, MAX_TEXT, texts.words())
        .replace("{", "{{")
        .replace("}", "}}")
        .replace("](", "] (");
  }

  /** One segment of a path of a relative URI (RFC 3986 §3.3). */
  private static String segment(String name) {
    var out = new StringBuilder();
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || c == '-'
          || c == '_'
          || (c == '.' && !out.isEmpty())) {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return out.isEmpty() ? "unnamed" : out.toString();
  }

  private static String pascal(String id) {
    var name = new StringBuilder();
    for (String word : id.split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return name.isEmpty() ? "Finding" : name.toString();
  }

  private static String digest(String identity) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(identity.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
