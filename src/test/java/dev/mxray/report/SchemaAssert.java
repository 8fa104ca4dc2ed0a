package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** Holds documents against the JSON Schema that is shipped. */
public final class SchemaAssert {
  private static final JsonSchema SCHEMA = load("report.schema.json");

  private SchemaAssert() {}

  /** Fails, naming every fault, unless the document is what the schema describes. */
  public static void valid(String json) {
    assertThat(faults(json)).as("faults of the document against report.schema.json").isEmpty();
  }

  /** Fails, naming every fault, unless the document is what the schema of audits describes. */
  public static void validAudit(String json) {
    assertThat(
            load("audit.schema.json").validate(json, InputFormat.JSON).stream()
                .map(ValidationMessage::toString))
        .as("faults of the document against audit.schema.json")
        .isEmpty();
  }

  /** What the schema finds wrong with a document: nothing, or messages beginning with the place. */
  public static List<String> faults(String json) {
    return SCHEMA.validate(json, InputFormat.JSON).stream()
        .map(ValidationMessage::toString)
        .sorted()
        .toList();
  }

  private static JsonSchema load(String file) {
    InputStream in = Objects.requireNonNull(JsonWriter.class.getResourceAsStream(file), file);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
  }
}
