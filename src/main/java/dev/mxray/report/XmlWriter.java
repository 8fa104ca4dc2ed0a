package dev.mxray.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * The XML form of a report: the {@linkplain JsonWriter JSON form} element for element, without a
 * namespace. A list is a wrapper with one child per value under a singular name, a map one with a
 * {@code name} attribute for the key, null an element with {@code xsi:nil="true"}. Described by
 * {@code report.xsd} beside this class. Safe for use by several threads.
 */
public final class XmlWriter {
  private static final String ROOT = "mail_security_scan";
  private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
  private static final String INDENTATION = "  ";

  /** What the children of each list and map are called. */
  private static final Map<String, String> CHILDREN =
      Map.ofEntries(
          Map.entry("addresses", "address"),
          Map.entry("algorithms", "algorithm"),
          Map.entry("auth_after_tls", "mechanism"),
          Map.entry("auth_before_tls", "mechanism"),
          Map.entry("authorized_ipv6", "prefix"),
          Map.entry("capabilities", "capability"),
          Map.entry("chain", "certificate"),
          Map.entry("checks", "check"),
          Map.entry("cipher_suites", "protocol"),
          Map.entry("codes", "code"),
          Map.entry("controls", "control"),
          Map.entry("deductions", "deduction"),
          Map.entry("delivery", "exchange"),
          Map.entry("digests", "digest"),
          Map.entry("dkim_selectors_found", "selector"),
          Map.entry("evidence", "value"),
          Map.entry("exchanges", "exchange"),
          Map.entry("findings", "finding"),
          Map.entry("hosts", "host"),
          Map.entry("matching", "record"),
          Map.entry("mx", "pattern"),
          Map.entry("mailbox_servers", "server"),
          Map.entry("names", "name"),
          Map.entry("notes", "note"),
          Map.entry("older_receivers", "difference"),
          Map.entry("proof", "line"),
          Map.entry("protocol", "cipher_suite"),
          Map.entry("ptr_records", "ptr_record"),
          Map.entry("records", "record"),
          Map.entry("references", "reference"),
          Map.entry("remediation", "step"),
          Map.entry("reputation", "answer"),
          Map.entry("rua", "destination"),
          Map.entry("ruf", "destination"),
          Map.entry("sections", "section"),
          Map.entry("selectors", "selector"),
          Map.entry("sender_requirements", "requirement"),
          Map.entry("smtp_servers", "server"),
          Map.entry("terms", "term"),
          Map.entry("tree_walk", "step"),
          Map.entry("certificates", "certificate"),
          Map.entry("groups", "group"),
          Map.entry("protocols", "protocol"),
          Map.entry("signature_schemes", "scheme"),
          Map.entry("versions", "version"),
          Map.entry("zones", "zone"));

  /** Objects whose keys are data, and no element names. */
  private static final Set<String> MAPS = Set.of("cipher_suites", "evidence");

  private final JsonWriter json;

  /** A writer that shares what is costly to make. */
  public XmlWriter(JsonWriter json) {
    this.json = json;
  }

  /** The document on several lines, with a line feed at the end. */
  public String text(Report report) {
    var out = new StringBuilder(DECLARATION);
    var root = json.tree(report);
    out.append('<').append(ROOT).append(" xmlns:xsi=\"").append(INSTANCE).append("\">\n");
    fields(out, root, 1);
    return out.append("</").append(ROOT).append(">\n").toString();
  }

  /** What the values of a list or map are called. */
  static String child(String name) {
    return CHILDREN.getOrDefault(name, "item");
  }

  /** True for an object whose keys are data. */
  static boolean isMap(String name) {
    return MAPS.contains(name);
  }

  private static void fields(StringBuilder out, JsonNode object, int depth) {
    object.properties().forEach(field -> element(out, field.getKey(), "", field.getValue(), depth));
  }

  private static void element(
      StringBuilder out, String name, String attributes, JsonNode value, int depth) {
    out.append(INDENTATION.repeat(depth)).append('<').append(name).append(attributes);
    if (value.isNull()) {
      out.append(" xsi:nil=\"true\"/>\n");
    } else if (value.isValueNode()) {
      XmlText text = XmlText.of(value.isNumber() ? number(value) : value.asText());
      out.append(text.isEscaped() ? " escaped=\"true\">" : ">")
          .append(text.content())
          .append("</")
          .append(name)
          .append(">\n");
    } else if (value.isEmpty()) {
      out.append("/>\n");
    } else {
      out.append(">\n");
      children(out, name, value, depth + 1);
      out.append(INDENTATION.repeat(depth)).append("</").append(name).append(">\n");
    }
  }

  private static void children(StringBuilder out, String name, JsonNode value, int depth) {
    if (value.isArray()) {
      value.forEach(one -> element(out, child(name), "", one, depth));
    } else if (isMap(name)) {
      value
          .properties()
          .forEach(
              entry -> {
                String key = " name=\"" + XmlText.of(entry.getKey()).content() + "\"";
                element(out, child(name), key, entry.getValue(), depth);
              });
    } else {
      fields(out, value, depth);
    }
  }

  private static String number(JsonNode value) {
    return value.decimalValue().toPlainString();
  }
}
