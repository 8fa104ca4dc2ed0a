package dev.mxray.watch.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mxray.report.JsonWriter;
import dev.mxray.watch.Alert;
import java.util.ArrayList;
import java.util.List;

/** What a web server gets: the alert itself, or a message for a room of Slack or Teams. */
final class WebhookBody {
  /** A message with more is hard to read, and refused by some servers. */
  private static final int MAX_LINES = 20;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonWriter WRITER = new JsonWriter();

  private final AlertText texts;

  WebhookBody(AlertText texts) {
    this.texts = texts;
  }

  String of(String template, Alert alert) {
    return switch (template) {
      case "slack" -> slack(alert);
      case "teams" -> teams(alert);
      default -> WRITER.line(alert);
    };
  }

  /** Slack's incoming webhooks: text with the three characters escaped that mean something. */
  private String slack(Alert alert) {
    var text = new StringBuilder("*" + slackText(texts.heading(alert)) + "*");
    lines(alert).forEach(line -> text.append("\n• ").append(slackText(line)));
    ObjectNode message = JSON.createObjectNode();
    message.put("text", text.toString());
    return write(message);
  }

  private static String slackText(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Teams' workflows: a message with an adaptive card. */
  private String teams(Alert alert) {
    ObjectNode message = JSON.createObjectNode();
    message.put("type", "message");
    ObjectNode attachment = message.putArray("attachments").addObject();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.putNull("contentUrl");
    ObjectNode card = attachment.putObject("content");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard");
    card.put("version", "1.4");
    var body = card.putArray("body");
    body.addObject()
        .put("type", "TextBlock")
        .put("weight", "Bolder")
        .put("wrap", true)
        .put("text", markdown(texts.heading(alert)));
    for (String line : lines(alert)) {
      body.addObject().put("type", "TextBlock").put("wrap", true).put("text", markdown(line));
    }
    return write(message);
  }

  /** Cards read some Markdown. */
  private static String markdown(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]()])", "\\\\$1");
  }

  private List<String> lines(Alert alert) {
    var lines = new ArrayList<String>();
    alert.changes().stream().limit(MAX_LINES).map(texts::change).forEach(lines::add);
    if (alert.changes().size() > MAX_LINES) {
      lines.add(texts.more(alert.changes().size() - MAX_LINES));
    }
    return lines;
  }

  private static String write(ObjectNode message) {
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
