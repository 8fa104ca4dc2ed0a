package dev.mxray.lab;

import dev.mxray.net.dns.Question;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The DNS of a small internet as one resolver would answer it: zone-file text, plus lines that say
 * how its name servers misbehave.
 *
 * <pre>{@code
 * $ORIGIN example.com.
 * @        MX  10 mx
 * mx       A   192.0.2.1
 * *.w      TXT "wild"
 * !servfail _dmarc.example.com TXT
 * !timeout  example.com *
 * !signed   example.com
 * }</pre>
 *
 * The last line has the zone signed ({@link ZoneSigning} has the other words).
 *
 * <p>Directive names are absolute; a type of {@code *} means every type, and a first label of
 * {@code *} every name one label below that has no directive of its own. A name exists when it or a
 * name below it has records. Wildcards and CNAME chains are followed as RFC 4592 and RFC 1034 say.
 */
public final class Zones {
  private static final int MAX_ALIASES = 20;
  private static final long TTL = 300;
  private static final long NEGATIVE_TTL = 60;
  private static final Name LAB = Name.fromConstantString("lab.invalid.");

  /** How a question about a name is treated instead of being answered. */
  public enum Fault {
    SERVFAIL,
    REFUSED,
    TIMEOUT
  }

  /**
   * An answer.
   *
   * @param rcode {@link Rcode#NOERROR} or {@link Rcode#NXDOMAIN}
   * @param records the answer section: aliases first, then the records
   */
  public record Reply(int rcode, List<Record> records) {}

  private final Map<Name, List<Record>> records = new HashMap<>();
  private final Set<Name> names = new HashSet<>();
  private final Map<String, Fault> faults = new HashMap<>();
  private final Map<Name, ZoneSigning> signings = new HashMap<>();

  private Zones() {}

  /**
   * Reads zones.
   *
   * @throws IllegalArgumentException when a line cannot be read
   */
  public static Zones parse(String text) {
    var zones = new Zones();
    var master = new StringBuilder("$TTL " + TTL + "\n");
    for (String line : text.lines().toList()) {
      if (line.strip().startsWith("!")) {
        zones.addFault(line.strip().substring(1));
      } else {
        master.append(line).append('\n');
      }
    }
    try (var in = new ByteArrayInputStream(master.toString().getBytes(StandardCharsets.UTF_8));
        var reader = new Master(in, Name.root, TTL)) {
      for (Record record = reader.nextRecord(); record != null; record = reader.nextRecord()) {
        zones.add(record);
      }
    } catch (TextParseException e) {
      throw new IllegalArgumentException("zone text: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zones;
  }

  private void addFault(String directive) {
    String[] words = directive.split("\\s+");
    if (words.length == 2) {
      addSigning(words);
      return;
    }
    if (words.length != 3) {
      throw new IllegalArgumentException("directive needs a name and a type: !" + directive);
    }
    String type = words[2].toUpperCase(Locale.ROOT);
    if (!type.equals("*") && Type.value(type) == -1) {
      throw new IllegalArgumentException("unknown type: !" + directive);
    }
    try {
      faults.put(
          key(Name.fromString(words[1], Name.root), type),
          Fault.valueOf(words[0].toUpperCase(Locale.ROOT)));
    } catch (TextParseException e) {
      throw new IllegalArgumentException("directive needs a name: !" + directive, e);
    }
  }

  private void addSigning(String[] words) {
    try {
      Name zone = Name.fromString(words[1], Name.root);
      signings.put(zone, ZoneSigning.valueOf(words[0].toUpperCase(Locale.ROOT)));
    } catch (TextParseException e) {
      throw new IllegalArgumentException("directive needs a name: !" + words[0], e);
    }
  }

  /** How the zone that begins at a name is signed; null when no directive names it. */
  @Nullable ZoneSigning signing(Name zone) {
    return signings.get(zone);
  }

  /** True when a directive names a zone at this name or below it. */
  boolean hasSigningBelow(Name name) {
    return signings.keySet().stream().anyMatch(zone -> zone.subdomain(name));
  }

  /** The types of the records at a name, each once. */
  List<Integer> types(Name name) {
    List<Record> here = at(name);
    return here == null ? List.of() : here.stream().map(Record::getType).distinct().toList();
  }

  private static String key(Name name, String type) {
    return name.toString().toLowerCase(Locale.ROOT) + " " + type;
  }

  private void add(Record record) {
    records.computeIfAbsent(record.getName(), name -> new ArrayList<>()).add(record);
    for (Name name = record.getName(); name.labels() > 1; name = new Name(name, 1)) {
      names.add(name);
    }
    names.add(Name.root);
  }

  /** How a question is mistreated, if it is. */
  public Optional<Fault> fault(Question question) {
    try {
      return fault(name(question), question.type().code());
    } catch (TextParseException e) {
      return Optional.empty();
    }
  }

  /**
   * How a question about a name and a type number is mistreated, if it is: by a directive for the
   * name, or for a wildcard in place of its first label.
   */
  public Optional<Fault> fault(Name name, int type) {
    return directive(name, type)
        .or(() -> name.labels() > 1 ? directive(name.wild(1), type) : Optional.empty());
  }

  private Optional<Fault> directive(Name name, int type) {
    Fault fault = faults.get(key(name, Type.string(type)));
    return Optional.ofNullable(fault == null ? faults.get(key(name, "*")) : fault);
  }

  /** The answer to a question that is not mistreated. */
  public Reply reply(Question question) {
    try {
      return reply(name(question), question.type().code());
    } catch (TextParseException e) {
      return new Reply(Rcode.NXDOMAIN, List.of());
    }
  }

  private static Name name(Question question) throws TextParseException {
    return question.name().isEmpty() ? Name.root : Name.fromString(question.name(), Name.root);
  }

  /** The answer to a question about a name and a type number. */
  public Reply reply(Name question, int type) {
    var answer = new ArrayList<Record>();
    Name name = question;
    for (int i = 0; i <= MAX_ALIASES; i++) {
      List<Record> here = at(name);
      if (here == null) {
        return new Reply(Rcode.NXDOMAIN, answer);
      }
      List<Record> matching = here.stream().filter(record -> record.getType() == type).toList();
      if (!matching.isEmpty()) {
        answer.addAll(matching);
        return new Reply(Rcode.NOERROR, answer);
      }
      Optional<Record> alias =
          here.stream().filter(record -> record.getType() == Type.CNAME).findFirst();
      if (alias.isEmpty()) {
        return new Reply(Rcode.NOERROR, answer);
      }
      answer.add(alias.get());
      name = ((CNAMERecord) alias.get()).getTarget();
    }
    return new Reply(Rcode.NOERROR, answer);
  }

  /**
   * The SOA record for the authority section of a negative answer about a name (RFC 2308 §3): that
   * of the zone text above the name, or one of the root when there is none.
   */
  public Record authority(Name name) {
    for (Name zone = name; ; zone = new Name(zone, 1)) {
      for (Record record : records.getOrDefault(zone, List.of())) {
        if (record instanceof SOARecord soa) {
          return soa(zone, soa.getHost(), soa.getAdmin(), soa.getSerial());
        }
      }
      if (zone.labels() <= 1) {
        return soa(Name.root, LAB, LAB, 1);
      }
    }
  }

  private static SOARecord soa(Name zone, Name host, Name admin, long serial) {
    return new SOARecord(
        zone, DClass.IN, NEGATIVE_TTL, host, admin, serial, 7200, 900, 604_800, NEGATIVE_TTL);
  }

  /** The records at a name, from a wildcard if need be; null when the name does not exist. */
  private @Nullable List<Record> at(Name name) {
    if (names.contains(name)) {
      return records.getOrDefault(name, List.of());
    }
    Name encloser = name;
    while (encloser.labels() > 1 && !names.contains(encloser)) {
      encloser = new Name(encloser, 1);
    }
    try {
      List<Record> wild = records.get(Name.concatenate(Name.fromConstantString("*"), encloser));
      return wild == null
          ? null
          : wild.stream()
              .map(
                  record ->
                      Record.newRecord(
                          name,
                          record.getType(),
                          DClass.IN,
                          record.getTTL(),
                          record.rdataToWireCanonical()))
              .toList();
    } catch (NameTooLongException e) {
      return null;
    }
  }
}
