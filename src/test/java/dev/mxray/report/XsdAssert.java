package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Holds documents against the XML Schema that is shipped. */
public final class XsdAssert {
  private static final Schema SCHEMA = load();

  private XsdAssert() {}

  /** Fails, naming every fault, unless the document is what the schema describes. */
  public static void valid(String xml) {
    assertThat(faults(xml)).as("faults of the document against report.xsd").isEmpty();
  }

  /** What the schema finds wrong with a document. */
  public static List<String> faults(String xml) {
    var faults = new ArrayList<String>();
    var validator = SCHEMA.newValidator();
    validator.setErrorHandler(
        new ErrorHandler() {
          @Override
          public void warning(SAXParseException e) {
            faults.add(place(e));
          }

          @Override
          public void error(SAXParseException e) {
            faults.add(place(e));
          }

          @Override
          public void fatalError(SAXParseException e) {
            faults.add(place(e));
          }
        });
    try {
      validator.validate(new StreamSource(new StringReader(xml)));
    } catch (SAXException e) {
      faults.add(e.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return faults;
  }

  private static String place(SAXParseException e) {
    return "line " + e.getLineNumber() + ": " + e.getMessage();
  }

  private static Schema load() {
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(
              Objects.requireNonNull(XmlWriter.class.getResource("report.xsd"), "report.xsd"));
    } catch (SAXException e) {
      throw new AssertionError(e);
    }
  }
}
