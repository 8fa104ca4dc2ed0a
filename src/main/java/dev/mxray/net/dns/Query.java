package dev.mxray.net.dns;

import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * One question in wire form, with id 0.
 *
 * @param name the name asked for
 * @param type the number of the type
 * @param withEdns with an OPT record (RFC 6891)
 * @param plain without it, for servers that know no EDNS
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; shared, never changed
record Query(Name name, int type, byte[] withEdns, byte[] plain) {
  /** DNS Flag Day 2020: fits every path without fragments. */
  static final int UDP_PAYLOAD = 1232;

  static Query of(Name name, int type) {
    return new Query(name, type, wire(name, type, true), wire(name, type, false));
  }

  /**
   * A question whose answer is to come with its signatures (DO, RFC 3225), also when the resolver
   * finds them wanting (CD, RFC 4035 §3.2.2).
   */
  static Query signed(Name name, int type) {
    byte[] wire = signedWire(name, type);
    return new Query(name, type, wire, wire);
  }

  private static byte[] signedWire(Name name, int type) {
    var message = new Message(0);
    message.getHeader().setFlag(Flags.RD);
    message.getHeader().setFlag(Flags.CD);
    message.addRecord(Record.newRecord(name, type, DClass.IN), Section.QUESTION);
    message.addRecord(new OPTRecord(UDP_PAYLOAD, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
    return message.toWire();
  }

  /** The message with an id, to be sent once. */
  byte[] octets(boolean edns) {
    return (edns ? withEdns : plain).clone();
  }

  private static byte[] wire(Name name, int type, boolean edns) {
    var message = new Message(0);
    message.getHeader().setFlag(Flags.RD);
    // RFC 6840 §5.7: says that the AD bit of the answer is understood.
    message.getHeader().setFlag(Flags.AD);
    message.addRecord(Record.newRecord(name, type, DClass.IN), Section.QUESTION);
    if (edns) {
      message.addRecord(new OPTRecord(UDP_PAYLOAD, 0, 0), Section.ADDITIONAL);
    }
    return message.toWire();
  }
}
