package dev.mxray.net.dns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Reads a NOERROR or NXDOMAIN message: follows the aliases within its answer section, in whatever
 * order the records stand, and says what is at the end. Pure.
 */
final class AnswerReader {
  /** Longer chains are mistakes or traps; resolvers stop between 8 and 16. */
  static final int MAX_ALIASES = 12;

  private AnswerReader() {}

  /** What a message says. */
  sealed interface Reading {}

  /** Records of the asked type. */
  record Found(List<Record> records, List<Name> aliases, long ttl) implements Reading {}

  /** The name has none (RFC 2308 §2.2). */
  record NoData(List<Name> aliases, long ttl) implements Reading {}

  /** The name, or the end of the chain, does not exist (RFC 2308 §2.1, RFC 6604 §3). */
  record NoName(List<Name> aliases, long ttl) implements Reading {}

  /** The chain leaves the message; the last target has to be asked for. */
  record Onward(Name target, List<Name> aliases, long ttl) implements Reading {}

  /** Nothing that could be used, from anyone who says the same. */
  record Unusable() implements Reading {}

  /** A message that somebody else reads. */
  record Whole(Message message) implements Reading {}

  /** Not the answer of a resolver; somebody else may have one. */
  record Refused(String words) implements Reading {}

  /**
   * Reads a message.
   *
   * @param aliasesBefore the aliases that earlier messages led through to {@code name}
   */
  static Reading read(Name first, Name name, int type, Message message, List<Name> aliasesBefore) {
    Map<Name, List<Record>> byOwner = new HashMap<>();
    for (Record record : message.getSection(Section.ANSWER)) {
      if (record.getDClass() == DClass.IN) {
        byOwner.computeIfAbsent(record.getName(), owner -> new ArrayList<>()).add(record);
      }
    }
    List<Name> aliases = new ArrayList<>(aliasesBefore);
    Set<Name> seen = new HashSet<>(aliasesBefore);
    seen.add(first);
    Name current = name;
    long ttl = Long.MAX_VALUE;
    while (true) {
      Set<Record> records = ofType(byOwner.get(current), type);
      if (!records.isEmpty()) {
        if (message.getRcode() == Rcode.NXDOMAIN) {
          return new Refused("NXDOMAIN with records");
        }
        for (Record record : records) {
          ttl = Math.min(ttl, record.getTTL());
        }
        return new Found(List.copyOf(records), List.copyOf(aliases), ttl);
      }
      Step step = type == Type.CNAME ? null : step(byOwner, current);
      if (step == null) {
        return end(message, current, aliases, aliases.size() > aliasesBefore.size(), ttl);
      }
      if (step.target() == null || !seen.add(step.target()) || aliases.size() >= MAX_ALIASES) {
        return new Unusable();
      }
      ttl = Math.min(ttl, step.ttl());
      current = step.target();
      aliases.add(current);
    }
  }

  private static Reading end(
      Message message, Name current, List<Name> aliases, boolean moved, long ttl) {
    List<Name> names = List.copyOf(aliases);
    SOARecord soa = null;
    boolean delegation = false;
    for (Record record : message.getSection(Section.AUTHORITY)) {
      if (record instanceof SOARecord candidate && current.subdomain(candidate.getName())) {
        soa = candidate;
      }
      delegation |= record.getType() == Type.NS;
    }
    // RFC 2308 §5; a negative answer without SOA says nothing of how long it holds.
    long negative = soa == null ? 0 : Math.min(soa.getTTL(), soa.getMinimum());
    if (message.getRcode() == Rcode.NXDOMAIN) {
      return new NoName(names, Math.min(ttl, negative));
    }
    if (soa == null && moved) {
      return new Onward(current, names, ttl);
    }
    if (soa == null && delegation && !message.getHeader().getFlag(Flags.AA)) {
      return new Refused("referral"); // RFC 2308 §2.2: NS without SOA is no NODATA
    }
    return new NoData(names, Math.min(ttl, negative));
  }

  private static Set<Record> ofType(@Nullable List<Record> records, int type) {
    Set<Record> found = new LinkedHashSet<>();
    for (Record record : records == null ? List.<Record>of() : records) {
      if (record.getType() == type) {
        found.add(record);
      }
    }
    return found;
  }

  /** One alias; no target when the synthesised name would be too long (RFC 6672 §2.2). */
  private record Step(@Nullable Name target, long ttl) {}

  private static @Nullable Step step(Map<Name, List<Record>> byOwner, Name current) {
    for (Record record : byOwner.getOrDefault(current, List.of())) {
      if (record instanceof CNAMERecord cname) {
        return new Step(cname.getTarget(), cname.getTTL());
      }
    }
    for (int skipped = 1; skipped < current.labels(); skipped++) {
      for (Record record : byOwner.getOrDefault(new Name(current, skipped), List.of())) {
        if (record instanceof DNAMERecord dname) {
          return new Step(synthesised(current, dname), dname.getTTL());
        }
      }
    }
    return null;
  }

  private static @Nullable Name synthesised(Name current, DNAMERecord dname) {
    try {
      return current.fromDNAME(dname);
    } catch (NameTooLongException e) {
      return null;
    }
  }
}
