package dev.mxray.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mxray.report.change.CertificateChange;
import dev.mxray.report.change.FindingChange;
import dev.mxray.report.change.ListingChange;
import dev.mxray.report.change.RecordChange;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a watch holds for true: a report put together from several runs. A change is taken over from
 * the latest report when it has been confirmed; what was never seen is taken over as soon as it is.
 * Kept as a tree, because single parts are exchanged.
 */
final class KnownThings {
  private static final String INCONCLUSIVE = "check-inconclusive";
  private static final String UNKNOWN = "unknown";

  /** Parts with a state, and the flat fields that repeat something of them. */
  private static final Map<String, List<String>> PARTS =
      Map.of(
          "mx", List.of("mx"),
          "spf", List.of("spf", "spf_record"),
          "dkim", List.of("dkim", "dkim_selectors_found"),
          "dmarc", List.of("dmarc", "dmarc_policy", "organizational_domain"),
          "mta_sts", List.of("mta_sts"),
          "tls_rpt", List.of("tls_rpt"),
          "bimi", List.of("bimi"),
          "dnssec", List.of("dnssec"),
          "caa", List.of("caa"));

  private static final List<String> SCORE = List.of("security_score", "grade", "score", "outcome");
  private static final List<String> SERVERS = List.of("smtp_servers", "mailbox_servers");

  private final ObjectNode tree;

  KnownThings(ObjectNode tree) {
    this.tree = tree;
  }

  ObjectNode tree() {
    return tree;
  }

  /**
   * At the beginning everything is as it was seen, except what is listed: that is told of, because
   * whoever begins to watch wants to know.
   */
  static KnownThings first(ObjectNode report) {
    var known = new KnownThings(report.deepCopy());
    known.remove("reputation", one -> one.path("state").asText().equals("listed"));
    return known;
  }

  /** Takes over what was never seen before. */
  void absorb(ObjectNode report) {
    PARTS.forEach(
        (part, fields) -> {
          if (isUnknown(tree.path(part)) && !isUnknown(report.path(part))) {
            copy(report, fields);
          }
        });
    if (tree.path("security_score").isNull() && !report.path("security_score").isNull()) {
      copy(report, SCORE);
    }
    copy(report, List.of("scope", "scanned_at"));
    addMissing(tree.path("caa").path("hosts"), report.path("caa").path("hosts"), "host");
    addMissing(tree.path("ptr_records"), report.path("ptr_records"), "address");
    SERVERS.forEach(field -> absorbServers(array(field), report.path(field)));
    decideControls(report);
  }

  /** What could be seen this time is no longer said to be unseen. */
  void forgetInconclusive(ObjectNode report) {
    remove(
        "findings",
        one ->
            isInconclusive(one)
                && stream(report.path("findings"))
                    .noneMatch(
                        other ->
                            isInconclusive(other)
                                && other.path("subject").equals(one.path("subject"))));
  }

  /** Takes over a finding, or that it is gone. */
  void accept(FindingChange change, ObjectNode report) {
    Predicate<JsonNode> same =
        one ->
            one.path("id").asText().equals(change.id())
                && one.path("subject").asText().equals(change.subject());
    exchange("findings", same, report);
  }

  /** Takes over what a list says. */
  void accept(ListingChange change, ObjectNode report) {
    Predicate<JsonNode> same =
        one ->
            one.path("subject").asText().equals(change.subject())
                && one.path("list").asText().equals(change.list());
    exchange("reputation", same, report);
  }

  /** Takes over a record, and whatever else stands in the same part of the report. */
  void accept(RecordChange change, ObjectNode report) {
    String unit = unit(change);
    if (PARTS.containsKey(unit)) {
      copy(report, PARTS.get(unit));
    } else if (unit.startsWith("ptr ")) {
      exchange("ptr_records", one -> one.path("address").asText().equals(change.name()), report);
    } else {
      acceptTls(
          report,
          server ->
              ("_" + server.path("port").asInt() + "._tcp." + server.path("host").asText())
                  .equals(change.name()),
          List.of("dane"));
    }
  }

  /** What is taken over together. */
  static String unit(RecordChange change) {
    return switch (change.kind()) {
      case "mx", "address" -> "mx";
      case "mta_sts", "mta_sts_policy" -> "mta_sts";
      case "ptr", "tlsa" -> change.kind() + " " + change.name();
      default -> change.kind();
    };
  }

  /** Takes over a certificate. */
  void accept(CertificateChange change, ObjectNode report) {
    acceptTls(
        report,
        server ->
            server.path("host").asText().equals(change.host())
                && change.ports().contains(place(server)),
        List.of("certificate", "chain"));
  }

  /** Takes over the score. */
  void acceptScore(ObjectNode report) {
    copy(report, SCORE);
  }

  private void acceptTls(ObjectNode report, Predicate<JsonNode> which, List<String> fields) {
    for (String list : SERVERS) {
      for (JsonNode server : array(list)) {
        Optional<JsonNode> newer =
            stream(report.path(list)).filter(one -> isSame(one, server)).findFirst();
        if (which.test(server)
            && server.path("tls") instanceof ObjectNode old
            && newer.isPresent()
            && newer.get().path("tls") instanceof ObjectNode now) {
          fields.forEach(field -> old.set(field, now.path(field).deepCopy()));
        }
      }
    }
  }

  /** Servers come and go with their addresses; what is known of a certificate stays known. */
  private void absorbServers(ArrayNode known, JsonNode seen) {
    for (JsonNode server : seen) {
      boolean found = false;
      for (int i = 0; i < known.size(); i++) {
        JsonNode old = known.get(i);
        if (isSame(old, server)) {
          found = true;
          if (!hasCertificate(old) && hasCertificate(server)) {
            known.set(i, server.deepCopy());
          } else if (old instanceof ObjectNode object) {
            object.set("state", server.path("state"));
          }
        }
      }
      if (!found) {
        known.add(server.deepCopy());
      }
    }
  }

  private void decideControls(ObjectNode report) {
    if (!(tree.path("mcss").path("controls") instanceof ArrayNode controls)) {
      return;
    }
    for (int i = 0; i < controls.size(); i++) {
      JsonNode old = controls.get(i);
      if (old.path("status").asText().equals("not_assessed")) {
        int at = i;
        stream(report.path("mcss").path("controls"))
            .filter(one -> one.path("id").equals(old.path("id")))
            .findFirst()
            .ifPresent(one -> controls.set(at, one.deepCopy()));
      }
    }
  }

  private static boolean hasCertificate(JsonNode server) {
    return server.path("tls").path("certificate").isObject();
  }

  private static boolean isSame(JsonNode one, JsonNode other) {
    return one.path("host").equals(other.path("host")) && place(one).equals(place(other));
  }

  private static String place(JsonNode server) {
    return "[" + server.path("address").asText() + "]:" + server.path("port").asInt();
  }

  private static boolean isInconclusive(JsonNode finding) {
    return finding.path("id").asText().equals(INCONCLUSIVE);
  }

  private static boolean isUnknown(JsonNode part) {
    return part.path("state").asText(UNKNOWN).equals(UNKNOWN);
  }

  private void copy(ObjectNode report, List<String> fields) {
    for (String field : fields) {
      JsonNode value = report.get(field);
      if (value != null) {
        tree.set(field, value.deepCopy());
      }
    }
  }

  private void exchange(String list, Predicate<JsonNode> same, ObjectNode report) {
    remove(list, same);
    stream(report.path(list))
        .filter(same)
        .findFirst()
        .ifPresent(one -> array(list).add(one.deepCopy()));
  }

  private void remove(String list, Predicate<JsonNode> which) {
    for (Iterator<JsonNode> all = array(list).elements(); all.hasNext(); ) {
      if (which.test(all.next())) {
        all.remove();
      }
    }
  }

  private ArrayNode array(String field) {
    return tree.get(field) instanceof ArrayNode array ? array : tree.putArray(field);
  }

  private static void addMissing(@Nullable JsonNode known, JsonNode seen, String key) {
    if (known instanceof ArrayNode array) {
      for (JsonNode one : seen) {
        if (stream(array).noneMatch(old -> old.path(key).equals(one.path(key)))) {
          array.add(one.deepCopy());
        }
      }
    }
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
    return java.util.stream.StreamSupport.stream(array.spliterator(), /* parallel= */ false);
  }
}
