package dev.mxray.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** Reads the XML form back into the shape of a JSON document, as a consumer would. */
final class XmlReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern ESCAPE = Pattern.compile("\\\\(\\\\|u[0-9A-F]{4})");
  private static final String NIL = "nil";

  private XmlReader() {}

  static Document document(String xml) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new InputSource(new StringReader(xml)));
    } catch (Exception e) {
      throw new AssertionError(e.getMessage() + " in\n" + xml, e);
    }
  }

  /**
   * The document as JSON.
   *
   * @param shape a JSON document that says which elements are lists, numbers and truth values
   */
  static JsonNode read(String xml, JsonNode shape) {
    Element root = document(xml).getDocumentElement();
    if (!root.getTagName().equals("mail_security_scan")) {
      throw new AssertionError(root.getTagName());
    }
    return value(root, "", shape);
  }

  private static JsonNode value(Element element, String name, JsonNode shape) {
    if (element.hasAttributeNS(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, NIL)) {
      return NODES.nullNode();
    }
    if (shape.isArray()) {
      ArrayNode list = NODES.arrayNode();
      for (Element child : children(element)) {
        list.add(value(child, "", shape.get(list.size())));
      }
      return list;
    }
    if (shape.isObject()) {
      ObjectNode object = NODES.objectNode();
      for (Element child : children(element)) {
        String key = XmlWriter.isMap(name) ? child.getAttribute("name") : child.getTagName();
        object.set(key, value(child, key, shape.path(key)));
      }
      return object;
    }
    String text = text(element);
    if (shape.isNumber()) {
      return NODES.numberNode(new BigDecimal(text));
    }
    return shape.isBoolean() ? NODES.booleanNode(Boolean.parseBoolean(text)) : NODES.textNode(text);
  }

  static String text(Element element) {
    String text = element.getTextContent();
    return element.hasAttribute("escaped")
        ? ESCAPE.matcher(text).replaceAll(XmlReader::unescaped)
        : text;
  }

  private static String unescaped(MatchResult escape) {
    String code = escape.group(1);
    String plain =
        code.equals("\\") ? code : String.valueOf((char) Integer.parseInt(code.substring(1), 16));
    return java.util.regex.Matcher.quoteReplacement(plain);
  }

  static List<Element> children(Element element) {
    var children = new ArrayList<Element>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }
}
