package dev.mxray.check.dnssec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A message with signatures, read; nothing in it is believed. Pure. */
final class SignedMessage {
  /** Longer chains are mistakes or traps. */
  private static final int MAX_ALIASES = 12;

  /** Records of an answer that is worth the arithmetic; real ones have some dozens. */
  private static final int MAX_RECORDS = 300;

  private static final Set<Integer> PROOFS = Set.of(Type.SOA, Type.NSEC, Type.NSEC3);

  private final Message message;
  private final Name end;
  private final List<Record> chain = new ArrayList<>();
  private final List<Record> answer = new ArrayList<>();
  private final List<String> aliases = new ArrayList<>();

  private SignedMessage(Message message) {
    this.message = message;
    this.end = follow(message.getQuestion().getName(), message.getQuestion().getType());
  }

  /** Reads a message that has a question. */
  static SignedMessage of(Message message) {
    return new SignedMessage(message);
  }

  private Name follow(Name first, int type) {
    Name name = first;
    while (true) {
      List<Record> here = at(name, type);
      Record step = here.isEmpty() && type != Type.CNAME ? step(name) : null;
      if (step == null || aliases.size() >= MAX_ALIASES) {
        answer.addAll(here);
        chain.addAll(here);
        chain.addAll(signaturesOver(name, type, Section.ANSWER));
        return name;
      }
      Name target = target(name, step);
      if (target == null) {
        return name;
      }
      chain.add(step);
      chain.addAll(signaturesOver(step.getName(), step.getType(), Section.ANSWER));
      if (step instanceof DNAMERecord) {
        chain.addAll(at(name, Type.CNAME)); // synthesised, not signed
      }
      name = target;
      aliases.add(presentation(name));
    }
  }

  private @Nullable Record step(Name name) {
    for (int skipped = 1; skipped < name.labels(); skipped++) {
      for (Record record : at(new Name(name, skipped), Type.DNAME)) {
        return record;
      }
    }
    List<Record> alias = at(name, Type.CNAME);
    return alias.isEmpty() ? null : alias.get(0);
  }

  private static @Nullable Name target(Name name, Record step) {
    try {
      return step instanceof DNAMERecord dname
          ? name.fromDNAME(dname)
          : ((CNAMERecord) step).getTarget();
    } catch (NameTooLongException e) {
      return null;
    }
  }

  private List<Record> at(Name name, int type) {
    return message.getSection(Section.ANSWER).stream()
        .filter(record -> record.getType() == type && record.getName().equals(name))
        .toList();
  }

  private List<RRSIGRecord> signaturesOver(Name name, int type, int section) {
    return message.getSection(section).stream()
        .filter(RRSIGRecord.class::isInstance)
        .map(RRSIGRecord.class::cast)
        .filter(signature -> signature.getTypeCovered() == type)
        .filter(signature -> signature.getName().equals(name))
        .toList();
  }

  /**
   * What of it has to be proved and nothing else, with the answer in the order of its alias chain:
   * the validator expects it so, and an unsigned NS set beside it would otherwise spoil it.
   */
  Message trimmed() {
    var trimmed = new Message(message.getHeader().getID());
    for (int flag = 0; flag < 16; flag++) {
      if (org.xbill.DNS.Flags.isFlag(flag) && message.getHeader().getFlag(flag)) {
        trimmed.getHeader().setFlag(flag);
      }
    }
    trimmed.getHeader().setRcode(message.getHeader().getRcode());
    trimmed.addRecord(message.getQuestion(), Section.QUESTION);
    new LinkedHashSet<>(chain).forEach(record -> trimmed.addRecord(record, Section.ANSWER));
    message.getSection(Section.AUTHORITY).stream()
        .filter(
            record ->
                PROOFS.contains(
                    record instanceof RRSIGRecord signature
                        ? signature.getTypeCovered()
                        : record.getType()))
        .forEach(record -> trimmed.addRecord(record, Section.AUTHORITY));
    return trimmed;
  }

  /** True when it is too long to be looked at. */
  boolean isTooLong() {
    return message.getSection(Section.ANSWER).size() + message.getSection(Section.AUTHORITY).size()
        > MAX_RECORDS;
  }

  /** True when there are no records of the asked type. */
  boolean isNegative() {
    return answer.isEmpty();
  }

  boolean isNxdomain() {
    return message.getRcode() == Rcode.NXDOMAIN;
  }

  /** The name at the end of the alias chain. */
  Name end() {
    return end;
  }

  List<String> aliases() {
    return List.copyOf(aliases);
  }

  /** Data of the asked type, in wire form. */
  List<byte[]> data() {
    return answer.stream().map(Record::rdataToWireCanonical).toList();
  }

  /** All owners and signers in it. */
  Set<Name> names() {
    var names = new LinkedHashSet<Name>();
    names.add(message.getQuestion().getName());
    names.add(end);
    for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
      for (Record record : message.getSection(section)) {
        if (record instanceof RRSIGRecord signature) {
          names.add(signature.getSigner());
        } else if (record.getType() != Type.NSEC3) {
          names.add(record.getName());
        }
      }
    }
    return names;
  }

  /** The signatures over the answer, or over what denies it. */
  List<Signature> signatures() {
    List<RRSIGRecord> found =
        isNegative() && chain.isEmpty()
            ? message.getSection(Section.AUTHORITY).stream()
                .filter(RRSIGRecord.class::isInstance)
                .map(RRSIGRecord.class::cast)
                .filter(signature -> PROOFS.contains(signature.getTypeCovered()))
                .toList()
            : chain.stream()
                .filter(RRSIGRecord.class::isInstance)
                .map(RRSIGRecord.class::cast)
                .toList();
    return found.stream().map(SignedMessage::signature).toList();
  }

  private static Signature signature(RRSIGRecord record) {
    return new Signature(
        presentation(record.getName()),
        Type.string(record.getTypeCovered()),
        presentation(record.getSigner()),
        record.getAlgorithm(),
        record.getTimeSigned(),
        record.getExpire());
  }

  /** The zone that signs the end of the answer; null when nothing is signed. */
  @Nullable String zone() {
    List<Signature> signatures = signatures();
    return signatures.isEmpty() ? null : signatures.get(signatures.size() - 1).zone();
  }

  /** How often names are hashed in what denies the answer; 0 without NSEC3. */
  int iterations() {
    return message.getSection(Section.AUTHORITY).stream()
        .filter(NSEC3Record.class::isInstance)
        .mapToInt(record -> ((NSEC3Record) record).getIterations())
        .max()
        .orElse(0);
  }

  /** The numbers of the algorithms of the keys, or of the keys that DS records are about. */
  Set<Integer> algorithms() {
    var algorithms = new TreeSet<Integer>();
    for (Record record : answer) {
      if (record instanceof DNSKEYRecord key
          && (key.getFlags() & DNSKEYRecord.Flags.ZONE_KEY) != 0) {
        algorithms.add(key.getAlgorithm());
      }
      if (record instanceof DSRecord ds) {
        algorithms.add(ds.getAlgorithm());
      }
    }
    return algorithms;
  }

  /** The numbers of the digests of DS records. */
  Set<Integer> digests() {
    var digests = new TreeSet<Integer>();
    for (Record record : answer) {
      if (record instanceof DSRecord ds) {
        digests.add(ds.getDigestID());
      }
    }
    return digests;
  }

  /** As the rest of the scanner writes names: lower case, no final dot, empty for the root. */
  static String presentation(Name name) {
    return name.equals(Name.root)
        ? ""
        : name.toString(/* omitFinalDot= */ true).toLowerCase(Locale.ROOT);
  }
}
