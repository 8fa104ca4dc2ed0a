package dev.mxray.check.bimi;

import dev.mxray.text.Sentence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A logo, measured against the profile SVG Tiny PS (draft-svg-tiny-ps-abrotman). Read with a parser
 * that knows no document types, resolves nothing and follows nothing. Only what is certain to break
 * the profile is a fault: elements by name, and the attributes that run, load or style something;
 * the other attributes are not looked at.
 */
final class SvgLogo {
  /** Octets of a logo, unpacked; the profile asks for 32 KiB. */
  static final int MAX_OCTETS = 65_536;

  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final String XLINK = "http://www.w3.org/1999/xlink";

  /** All that the profile has. */
  private static final Set<String> ELEMENTS =
      Set.of(
          "circle",
          "defs",
          "desc",
          "ellipse",
          "g",
          "line",
          "linearGradient",
          "path",
          "polygon",
          "polyline",
          "radialGradient",
          "rect",
          "solidColor",
          "stop",
          "svg",
          "text",
          "textArea",
          "title",
          "use");

  /** Elements may be nested that deep; logos need ten or so. The parser itself stops at 100. */
  private static final int MAX_DEPTH = 99;

  /** Faults that are kept; the first ones tell what is wrong. */
  private static final int MAX_FAULTS = 10;

  private static final int MAX_SHOWN = 60;

  /** A document type with declarations of its own. */
  private static final Pattern INTERNAL_SUBSET = Pattern.compile("<!DOCTYPE[^>\\[]*\\[");

  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  private final Set<Sentence> faults = new LinkedHashSet<>();
  private int depth;
  private boolean title;
  private boolean inTitle;

  private SvgLogo() {}

  /**
   * The SVG document of a file, which may be compressed (SVGZ).
   *
   * @return empty when it does not unpack, or to more than {@link #MAX_OCTETS}
   */
  static Optional<byte[]> document(byte[] file) {
    if (file.length < GZIP.length || file[0] != GZIP[0] || file[1] != GZIP[1]) {
      return Optional.of(file);
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      byte[] document = in.readNBytes(MAX_OCTETS + 1);
      return document.length > MAX_OCTETS ? Optional.empty() : Optional.of(document);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What keeps a document from being a logo; empty when nothing does. */
  static List<Sentence> faults(byte[] document) {
    var logo = new SvgLogo();
    logo.read(document);
    return List.copyOf(logo.faults);
  }

  private void read(byte[] document) {
    if (INTERNAL_SUBSET.matcher(new String(document, StandardCharsets.ISO_8859_1)).find()) {
      fault(Sentence.of("bimi.document-type"));
      return; // entities: nothing behind them is worth a look
    }
    XMLStreamReader reader = null;
    try {
      reader = factory().createXMLStreamReader(new ByteArrayInputStream(document));
      while (reader.hasNext() && faults.size() < MAX_FAULTS && depth <= MAX_DEPTH) {
        event(reader, reader.next());
      }
      if (faults.isEmpty() && !title) {
        fault(Sentence.of("bimi.no-title"));
      }
    } catch (XMLStreamException | RuntimeException e) {
      // The JDK's parser throws others too for some malformed input.
      fault(malformed(reader));
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing is resolved");
        });
    return factory;
  }

  private static Sentence malformed(@Nullable XMLStreamReader reader) {
    if (reader == null) {
      return Sentence.of("bimi.malformed");
    }
    Location at = reader.getLocation();
    return Sentence.of("bimi.malformed-at", at.getLineNumber(), at.getColumnNumber());
  }

  private void event(XMLStreamReader reader, int event) {
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> {
        depth++;
        start(reader);
      }
      case XMLStreamConstants.END_ELEMENT -> {
        depth--;
        inTitle = false;
      }
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
        if (inTitle && !reader.getText().isBlank()) {
          title = true;
        }
      }
      case XMLStreamConstants.ENTITY_REFERENCE -> fault(Sentence.of("bimi.entity"));
      case XMLStreamConstants.PROCESSING_INSTRUCTION ->
          fault(Sentence.of("bimi.instruction", shown(reader.getPITarget())));
      default -> {} // comments, white space, a document type without declarations
    }
  }

  private void start(XMLStreamReader reader) {
    String name = reader.getLocalName();
    inTitle = depth == 2 && name.equals("title");
    if (depth > MAX_DEPTH) {
      fault(Sentence.of("bimi.deep", MAX_DEPTH));
      return;
    }
    if (depth == 1) {
      root(reader, name);
    } else if (!SVG.equals(reader.getNamespaceURI())) {
      fault(Sentence.of("bimi.namespace", shown(name)));
    } else if (!ELEMENTS.contains(name) || name.equals("svg")) {
      fault(Sentence.of("bimi.element", shown(name)));
    }
    attributes(reader, name);
  }

  private void root(XMLStreamReader reader, String name) {
    if (!name.equals("svg") || !SVG.equals(reader.getNamespaceURI())) {
      fault(Sentence.of("bimi.root", shown(name)));
      return;
    }
    String version = reader.getAttributeValue(null, "version");
    String profile = reader.getAttributeValue(null, "baseProfile");
    if (!"1.2".equals(version)) {
      fault(
          version == null
              ? Sentence.of("bimi.no-version")
              : Sentence.of("bimi.version", shown(version)));
    }
    if (!"tiny-ps".equals(profile)) {
      fault(
          profile == null
              ? Sentence.of("bimi.no-profile")
              : Sentence.of("bimi.profile", shown(profile)));
    }
    for (String forbidden : List.of("x", "y")) {
      if (reader.getAttributeValue(null, forbidden) != null) {
        fault(Sentence.of("bimi.root-attribute", forbidden));
      }
    }
  }

  private void attributes(XMLStreamReader reader, String element) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String namespace = reader.getAttributeNamespace(i);
      String name = reader.getAttributeLocalName(i);
      boolean plain = namespace == null || namespace.isEmpty();
      if (name.equals("href") && (plain || XLINK.equals(namespace))) {
        if (!reader.getAttributeValue(i).strip().startsWith("#")) {
          fault(Sentence.of("bimi.reference", shown(element)));
        }
      } else if (plain && name.toLowerCase(Locale.ROOT).startsWith("on")) {
        fault(Sentence.of("bimi.handler", shown(name), shown(element)));
      } else if (plain && name.equals("style")) {
        fault(Sentence.of("bimi.style", shown(element)));
      }
    }
  }

  private void fault(Sentence words) {
    if (faults.size() < MAX_FAULTS) {
      faults.add(words);
    }
  }

  private static String shown(String name) {
    return name.length() > MAX_SHOWN ? name.substring(0, MAX_SHOWN) + "…" : name;
  }
}
