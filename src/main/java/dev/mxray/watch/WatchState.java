package dev.mxray.watch;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a watch knows between its runs, as it is kept.
 *
 * @param known the report that it holds for true
 * @param pending changes that wait to be confirmed
 * @param listedSince by address or domain and list: when it was first seen there, RFC 3339
 */
record WatchState(
    @JsonProperty("known") ObjectNode known,
    @JsonProperty("pending") Map<String, Pending> pending,
    @JsonProperty("listed_since") Map<String, String> listedSince) {

  /**
   * A change that waits to be confirmed.
   *
   * @param value what it is that was seen
   * @param count consecutive runs that showed it
   * @param since when it was first seen, RFC 3339
   */
  record Pending(
      @JsonProperty("value") String value,
      @JsonProperty("count") int count,
      @JsonProperty("since") String since) {}

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  WatchState {
    pending = new TreeMap<>(pending);
    listedSince = new TreeMap<>(listedSince);
  }

  String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @throws IllegalStateException when it is none that this program wrote
   */
  static WatchState of(String text) {
    try {
      return JSON.readValue(text, WatchState.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is kept of a watch is damaged", e);
    }
  }

  /** A document as a tree. */
  static ObjectNode tree(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not a report", e);
    }
    throw new IllegalStateException("not a report");
  }
}
