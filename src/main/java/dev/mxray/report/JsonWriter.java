package dev.mxray.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a report, the reference form: the components of {@link Report} in snake_case and
 * in their order, numbers without exponents, null for what is not there. Described by {@code
 * report.schema.json} beside this class. Safe for use by several threads; making one takes some
 * milliseconds, so make one.
 */
public final class JsonWriter {

  /** Documents of this major version are read. */
  private static final String READABLE = "1.";

  private final ObjectMapper mapper = mapper();
  private final ObjectWriter pretty = mapper.writer(indented());

  /** A report, or another record of this package, on several lines, with a line feed at the end. */
  public String pretty(Record document) {
    return write(pretty, document) + "\n";
  }

  /** A tree in the same manner. */
  String pretty(JsonNode tree) {
    return write(pretty, tree) + "\n";
  }

  /** A list of records of this package in the same manner. */
  String pretty(List<? extends Record> documents) {
    return write(pretty, documents) + "\n";
  }

  /** The same on one line, without a line feed at the end. */
  public String line(Record document) {
    return write(mapper.writer(), document);
  }

  /** The document as a tree, from which other forms that mirror it are written. */
  JsonNode tree(Report report) {
    return mapper.valueToTree(report);
  }

  /**
   * Reads a report back. Fields that this version does not know are skipped, lists and maps that
   * the document does not have are empty.
   *
   * @throws IOException when the text is not such a document; the message is one line for people
   */
  public Report read(String json) throws IOException {
    Report report;
    try {
      report = mapper.readValue(json, Report.class);
    } catch (JsonProcessingException e) {
      throw new IOException("not a report" + place(e), e);
    }
    return checked(report);
  }

  /** The documents of a stream, one behind the other, each as a tree. */
  MappingIterator<JsonNode> trees(InputStream in) throws IOException {
    return mapper.readerFor(JsonNode.class).readValues(in);
  }

  /**
   * The report that a tree holds.
   *
   * @throws IOException when it holds none; the message is one line for people
   */
  Report report(JsonNode tree) throws IOException {
    try {
      return checked(mapper.treeToValue(tree, Report.class));
    } catch (JsonProcessingException e) {
      throw new IOException("not a report" + member(e), e);
    }
  }

  /** Where in a tree something is wrong: {@code : at spf.lookups}. */
  private static String member(JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return "";
    }
    var path = new StringBuilder();
    for (JsonMappingException.Reference step : mapping.getPath()) {
      path.append(step.getFieldName() == null ? "" : (path.isEmpty() ? "" : "."))
          .append(step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName());
    }
    return ": at " + Printable.of(Printable.cut(path.toString(), 100));
  }

  private static Report checked(@Nullable Report report) throws IOException {
    if (report == null || report.schemaVersion() == null) {
      throw new IOException("not a report: it has no schema_version");
    }
    if (!report.schemaVersion().startsWith(READABLE)) {
      throw new IOException(
          "a report of schema_version "
              + Printable.of(Printable.cut(report.schemaVersion(), 20))
              + ", which this version does not read");
    }
    return report;
  }

  /**
   * Reads the controls of a report, or of an audit.
   *
   * @throws IOException when the text is no such document; the message is one line for people
   */
  public McssPart readControls(String json) throws IOException {
    Assessed document;
    try {
      document = mapper.readValue(json, Assessed.class);
    } catch (JsonProcessingException e) {
      throw new IOException("neither a report nor an audit" + place(e), e);
    }
    if (document == null || document.schemaVersion() == null || document.mcss() == null) {
      throw new IOException("neither a report nor an audit: it has no controls");
    }
    if (!document.schemaVersion().startsWith(READABLE)) {
      throw new IOException(
          "of schema_version "
              + Printable.of(Printable.cut(document.schemaVersion(), 20))
              + ", which this version does not read");
    }
    return document.mcss();
  }

  /** What reports and audits have in common. */
  private record Assessed(@Nullable String schemaVersion, @Nullable McssPart mcss) {}

  private static String place(JsonProcessingException e) {
    var location = e.getLocation();
    return location == null
        ? ""
        : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String write(ObjectWriter writer, Object document) {
    try {
      return writer.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the document cannot be written as JSON", e);
    }
  }

  private static ObjectMapper mapper() {
    var factory = new JsonFactoryBuilder().characterEscapes(new VisibleEscapes()).build();
    var numbers = new SimpleModule("numbers").addSerializer(Double.class, new PlainDouble());
    return JsonMapper.builder(factory)
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .addModule(numbers)
        .withConfigOverride(List.class, list -> list.setSetterInfo(emptyForNull()))
        .withConfigOverride(Map.class, map -> map.setSetterInfo(emptyForNull()))
        .build();
  }

  private static JsonSetter.Value emptyForNull() {
    return JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
  }

  /** {@code "name": value}, two spaces, line feeds on every system. */
  private static DefaultPrettyPrinter indented() {
    var indenter = new DefaultIndenter("  ", "\n");
    var separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    var printer = new DefaultPrettyPrinter(separators);
    printer.indentObjectsWith(indenter);
    return printer;
  }

  /** 4294967296 rather than 4.294967296E9. */
  private static final class PlainDouble extends StdSerializer<Double> {
    PlainDouble() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (!Double.isFinite(value)) {
        out.writeNull();
        return;
      }
      out.writeNumber(new BigDecimal(value.toString()).stripTrailingZeros());
    }
  }
}
