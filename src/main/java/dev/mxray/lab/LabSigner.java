package dev.mxray.lab;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DNSSEC.Algorithm;
import org.xbill.DNS.DNSSEC.DNSSECException;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Signs the lab's answers while they are asked for. The root is always signed; below it are the
 * zones of {@link ZoneSigning}, each delegated by the nearest signed one above it. Absence is
 * denied compactly (RFC 9824): by an NSEC record at the very name, so that nothing is NXDOMAIN.
 */
final class LabSigner {
  private static final long TTL = 300;
  private static final int KEY_FLAGS = 257; // a zone's key, and one that leads into it
  private static final Name FIRST_BELOW = Name.fromConstantString("\\000");

  /** A key that everybody can read here: of use for the lab, and for nothing else. */
  private static final String PRIVATE_KEY =
      "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgr+TgNKpRo1wX4JD/9Daozg63HK4Lba5fllwz8gla/bGh"
          + "RANCAAS1OLW5Athg2nXAWa3DLeJt8sNUW9YgZrc4rs3Dj0iWb4HE5c2GMejOHrHEhKdnXJDf28VV+PDyQogBikuP"
          + "jrZr";

  private static final String PUBLIC_KEY =
      "tTi1uQLYYNp1wFmtwy3ibfLDVFvWIGa3OK7Nw49Ilm+BxOXNhjHozh6xxISnZ1yQ39vFVfjw8kKIAYpLj462aw==";

  private final Zones zones;
  private final PrivateKey key;

  LabSigner(Zones zones) {
    this.zones = zones;
    try {
      this.key =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(PRIVATE_KEY)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has elliptic curves
    }
  }

  /** The root's DS record, as {@code --trust-anchor} takes it. */
  static String anchor() {
    return new DSRecord(Name.root, DClass.IN, TTL, DNSSEC.Digest.SHA256, keyOf(Name.root)) + "\n";
  }

  /** Puts the sections of a reply together, with signatures and proofs. */
  void answer(Message message, Record question) {
    Name name = question.getName();
    int type = question.getType();
    if (type == Type.DS) {
      delegation(message, name);
      return;
    }
    if (type == Type.DNSKEY && name.equals(zone(name))) {
      add(message, Section.ANSWER, name, List.of(keyOf(name)));
      return;
    }
    Zones.Reply reply = zones.reply(name, type);
    Map<String, List<Record>> sets = new LinkedHashMap<>();
    reply
        .records()
        .forEach(
            record ->
                sets.computeIfAbsent(
                        record.getName() + " " + record.getType(), set -> new ArrayList<>())
                    .add(record));
    sets.values().forEach(set -> add(message, Section.ANSWER, zone(set.get(0).getName()), set));
    if (reply.records().stream().noneMatch(record -> record.getType() == type)) {
      absent(message, LabAnswers.end(name, reply.records()), reply.rcode());
    }
  }

  private void absent(Message message, Name name, int rcode) {
    Name zone = zone(name);
    if (!isSigned(zone)) {
      message.getHeader().setRcode(rcode);
      message.addRecord(soa(zone), Section.AUTHORITY);
      return;
    }
    add(message, Section.AUTHORITY, zone, List.of(soa(zone)));
    deny(message, zone, name, zones.types(name));
  }

  /** What a parent says of a name: that a signed zone begins there, another one, or none. */
  private void delegation(Message message, Name name) {
    ZoneSigning signing = zones.signing(name);
    Name parent = name.labels() > 1 ? signedAbove(new Name(name, 1)) : Name.root;
    if (signing != null && signing.isAnchored()) {
      add(
          message,
          Section.ANSWER,
          parent,
          List.of(new DSRecord(name, DClass.IN, TTL, signing.digest(), keyOf(name))));
      return;
    }
    boolean cut = signing != null || (parent.equals(Name.root) && !zones.hasSigningBelow(name));
    add(message, Section.AUTHORITY, parent, List.of(soa(parent)));
    // The parent speaks of its own side: a zone's start there would be for another name.
    List<Integer> own =
        zones.types(name).stream().filter(type -> type != Type.SOA && type != Type.NS).toList();
    deny(message, parent, name, cut ? List.of(Type.NS) : own);
  }

  private void deny(Message message, Name zone, Name name, List<Integer> there) {
    var types = new TreeSet<>(there);
    types.add(Type.RRSIG);
    types.add(Type.NSEC);
    if (name.equals(zone)) {
      types.add(Type.SOA);
      types.add(Type.DNSKEY);
    }
    try {
      add(
          message,
          Section.AUTHORITY,
          zone,
          List.of(
              new NSECRecord(
                  name,
                  DClass.IN,
                  TTL,
                  Name.concatenate(FIRST_BELOW, name),
                  types.stream().mapToInt(Integer::intValue).toArray())));
    } catch (NameTooLongException e) {
      message.getHeader().setRcode(Rcode.SERVFAIL);
    }
  }

  /** Adds a set, with its signature when the zone has any. */
  private void add(Message message, int section, Name zone, List<Record> set) {
    set.forEach(record -> message.addRecord(record, section));
    if (isSigned(zone)) {
      message.addRecord(signature(zone, set), section);
    }
  }

  private RRSIGRecord signature(Name zone, List<Record> set) {
    ZoneSigning signing = zone.equals(Name.root) ? ZoneSigning.SIGNED : zones.signing(zone);
    ZoneSigning how = signing == null ? ZoneSigning.SIGNED : signing;
    var rrset = new RRset();
    set.forEach(rrset::addRR);
    try {
      RRSIGRecord signature =
          DNSSEC.sign(rrset, keyOf(zone), key, how.inception(), how.expiration());
      boolean broken = how == ZoneSigning.BOGUS && set.get(0).getType() != Type.DNSKEY;
      return broken ? broken(signature) : signature;
    } catch (DNSSECException e) {
      throw new IllegalStateException(e); // the key is ours
    }
  }

  private static RRSIGRecord broken(RRSIGRecord right) {
    byte[] octets = right.getSignature().clone();
    octets[octets.length - 1] ^= 1;
    return new RRSIGRecord(
        right.getName(),
        DClass.IN,
        right.getTTL(),
        right.getTypeCovered(),
        right.getAlgorithm(),
        right.getOrigTTL(),
        right.getExpire(),
        right.getTimeSigned(),
        right.getFootprint(),
        right.getSigner(),
        octets);
  }

  /** The zone that holds a name: a signed one, one that a directive names, or a delegated one. */
  private Name zone(Name name) {
    for (Name zone = name; zone.labels() > 1; zone = new Name(zone, 1)) {
      if (zones.signing(zone) != null) {
        return zone;
      }
    }
    // The highest name that no signed zone is below was delegated by the root.
    Name cut = name;
    for (Name zone = name; zone.labels() > 1; zone = new Name(zone, 1)) {
      if (!zones.hasSigningBelow(zone)) {
        cut = zone;
      }
    }
    return zones.hasSigningBelow(cut) ? Name.root : cut;
  }

  private Name signedAbove(Name name) {
    for (Name zone = name; zone.labels() > 1; zone = new Name(zone, 1)) {
      ZoneSigning signing = zones.signing(zone);
      if (signing != null && signing.isSigned()) {
        return zone;
      }
    }
    return Name.root;
  }

  private boolean isSigned(Name zone) {
    ZoneSigning signing = zones.signing(zone);
    return zone.equals(Name.root) || (signing != null && signing.isSigned());
  }

  private static SOARecord soa(Name zone) {
    return new SOARecord(zone, DClass.IN, TTL, zone, zone, 1, 7200, 900, 604_800, TTL);
  }

  private static DNSKEYRecord keyOf(Name zone) {
    return new DNSKEYRecord(
        zone,
        DClass.IN,
        TTL,
        KEY_FLAGS,
        DNSKEYRecord.Protocol.DNSSEC,
        Algorithm.ECDSAP256SHA256,
        Base64.getDecoder().decode(PUBLIC_KEY));
  }
}
