package dev.mxray.check.spf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsAnswer.Status;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Reason;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The zone data of one scenario of the published suite: a name has a list of records; {@code
 * TIMEOUT} stands for every type of which no record is before it; records of type SPF stand for TXT
 * too unless the name has TXT of its own; {@code TXT: NONE} says that it has none.
 */
final class ConformanceZone implements DnsClient {
  private static final long TTL = 300;
  private static final int MAX_ALIASES = 8;
  private static final Pattern SPECIAL = Pattern.compile("[^\\x21-\\x7e]|\\\\");

  private final Map<String, List<JsonNode>> names = new HashMap<>();

  ConformanceZone(JsonNode zone) {
    zone.properties()
        .forEach(
            entry -> {
              var entries = new ArrayList<JsonNode>();
              entry.getValue().forEach(entries::add);
              names.put(escaped(entry.getKey()), entries);
            });
  }

  @Override
  public CompletableFuture<DnsAnswer> ask(Question question) {
    try {
      return CompletableFuture.completedFuture(answer(question));
    } catch (TextParseException | UnknownHostException e) {
      throw new AssertionError("zone data of the suite", e);
    }
  }

  private DnsAnswer answer(Question question) throws TextParseException, UnknownHostException {
    var aliases = new ArrayList<String>();
    String name = question.name();
    while (aliases.size() <= MAX_ALIASES) {
      List<JsonNode> entries = names.get(name);
      if (entries == null) {
        return answer(question, Status.NXDOMAIN, List.of(), aliases);
      }
      List<Record> records = records(name, entries, question.type());
      if (!records.isEmpty()) {
        return answer(question, Status.FOUND, records, aliases);
      }
      if (entries.stream().anyMatch(entry -> entry.asText().equals("TIMEOUT"))) {
        return DnsAnswer.unknown(question, Reason.TIMEOUT, List.of(), 1);
      }
      List<Record> alias = records(name, entries, RecordType.CNAME);
      if (alias.isEmpty()) {
        return answer(question, Status.NODATA, List.of(), aliases);
      }
      name = ((CNAMERecord) alias.get(0)).getTarget().toString(true).toLowerCase(Locale.ROOT);
      aliases.add(name);
    }
    return DnsAnswer.unknown(question, Reason.UNUSABLE_ANSWER, List.of(), 1);
  }

  private static DnsAnswer answer(
      Question question, Status status, List<Record> records, List<String> aliases) {
    return new DnsAnswer(question, status, records, aliases, 0, List.of(), null, 1);
  }

  private static List<Record> records(String name, List<JsonNode> entries, RecordType type)
      throws TextParseException, UnknownHostException {
    boolean ownText = entries.stream().anyMatch(entry -> entry.has("TXT"));
    String key = type == RecordType.TXT && !ownText ? "SPF" : type.name();
    Name owner = Name.fromString(name, Name.root);
    var records = new ArrayList<Record>();
    for (JsonNode entry : entries) {
      JsonNode value = entry.get(key);
      if (value != null && !value.asText().equals("NONE")) {
        records.add(Objects.requireNonNull(record(owner, type, value)));
      }
    }
    return records;
  }

  private static @Nullable Record record(Name owner, RecordType type, JsonNode value)
      throws TextParseException, UnknownHostException {
    return switch (type) {
      case A -> new ARecord(owner, DClass.IN, TTL, InetAddress.getByName(value.asText()));
      case AAAA -> new AAAARecord(owner, DClass.IN, TTL, InetAddress.getByName(value.asText()));
      case CNAME -> new CNAMERecord(owner, DClass.IN, TTL, name(value.asText()));
      case PTR -> new PTRRecord(owner, DClass.IN, TTL, name(value.asText()));
      case MX ->
          new MXRecord(owner, DClass.IN, TTL, value.get(0).asInt(), name(value.get(1).asText()));
      case TXT, SPF -> text(owner, value);
      default -> null;
    };
  }

  /** In wire form, since the data has octets that zone text cannot have. */
  private static Record text(Name owner, JsonNode value) {
    var rdata = new ByteArrayOutputStream();
    if (value.isTextual()) {
      write(rdata, value.asText());
    } else {
      value.forEach(string -> write(rdata, string.asText()));
    }
    // A record without strings cannot be written; an empty one says as little.
    byte[] octets = rdata.size() == 0 ? new byte[1] : rdata.toByteArray();
    return Record.newRecord(owner, Type.TXT, DClass.IN, TTL, octets);
  }

  private static void write(ByteArrayOutputStream rdata, String string) {
    byte[] octets = string.getBytes(StandardCharsets.UTF_8);
    rdata.write(octets.length);
    rdata.writeBytes(octets);
  }

  private static Name name(String text) throws TextParseException {
    return text.isEmpty() ? Name.root : Name.fromString(escaped(text), Name.root);
  }

  /** The data has plain names; those with a space or another odd character need escapes. */
  private static String escaped(String name) {
    return SPECIAL
        .matcher(name.toLowerCase(Locale.ROOT))
        .replaceAll(match -> String.format("\\\\%03d", (int) match.group().charAt(0)));
  }
}
