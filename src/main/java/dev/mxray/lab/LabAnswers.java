package dev.mxray.lab;

import dev.mxray.lab.LabBehaviour.Flood;
import dev.mxray.lab.LabBehaviour.Way;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What a server over some zones sends for a query; no sockets here. */
final class LabAnswers {
  /** The longest UDP answer to a client without EDNS (RFC 1035 §4.2.1). */
  private static final int PLAIN_UDP_SIZE = 512;

  private static final int MAX_SIZE = 65_535;

  /** The UDP size that the server offers for itself (DNS flag day 2020). */
  private static final int OFFERED_UDP_SIZE = 1232;

  private static final Name NEVER_ASKED = Name.fromConstantString("wrong-question.invalid.");

  private final Zones zones;
  private final LabSigner signer;
  private final LabBehaviour behaviour;
  private final AtomicInteger datagrams = new AtomicInteger();

  LabAnswers(Zones zones, LabBehaviour behaviour) {
    this.zones = zones;
    this.signer = new LabSigner(zones);
    this.behaviour = behaviour;
  }

  /** The messages to send for a query with one question, in order; none is silence. */
  List<byte[]> to(Message query, boolean tcp) {
    if (behaviour instanceof Flood flood && !tcp) {
      return flood(query, flood);
    }
    if (!(behaviour instanceof Way way)) {
      return plain(query, tcp);
    }
    return switch (way) {
      case PLAIN -> plain(query, tcp);
      case SILENT -> List.of();
      case SERVFAIL -> List.of(error(query, Rcode.SERVFAIL));
      case REFUSED -> List.of(error(query, Rcode.REFUSED));
      case WRONG_ID -> List.of(wrongId(query));
      case WRONG_QUESTION -> List.of(wrongQuestion(query));
      case GARBAGE -> List.of(new byte[] {1, 2, 3}, garbage(query));
      case TRUNCATED, TRUNCATED_TCP_CLOSED, TRUNCATED_TCP_REFUSED ->
          tcp ? plain(query, true) : List.of(truncated(query));
      case FORMERR_TO_EDNS ->
          query.getOPT() == null ? plain(query, tcp) : List.of(withoutEdns(query));
      case EVERY_SECOND_LOST ->
          tcp || datagrams.getAndIncrement() % 2 == 1 ? plain(query, tcp) : List.of();
    };
  }

  /** An answer to octets that cannot be read as a query but have a header's id. */
  static byte[] formatError(int id) {
    var header = new Header(id);
    header.setFlag(Flags.QR);
    header.setRcode(Rcode.FORMERR);
    return header.toWire();
  }

  private List<byte[]> plain(Message query, boolean tcp) {
    Record question = query.getQuestion();
    if (query.getHeader().getOpcode() != Opcode.QUERY) {
      return List.of(error(query, Rcode.NOTIMP));
    }
    if (question.getDClass() != DClass.IN) {
      return List.of(error(query, Rcode.REFUSED));
    }
    var fault = zones.fault(question.getName(), question.getType());
    if (fault.isPresent()) {
      return switch (fault.get()) {
        case SERVFAIL -> List.of(error(query, Rcode.SERVFAIL));
        case REFUSED -> List.of(error(query, Rcode.REFUSED));
        case TIMEOUT -> List.of();
      };
    }
    return List.of(answer(query).toWire(tcp ? MAX_SIZE : udpSize(query)));
  }

  private Message answer(Message query) {
    Record question = query.getQuestion();
    if (wantsSignatures(query)) {
      Message message = reply(query, Rcode.NOERROR);
      signer.answer(message, question);
      return message;
    }
    Zones.Reply reply = zones.reply(question.getName(), question.getType());
    Message message = reply(query, reply.rcode());
    reply.records().forEach(record -> message.addRecord(record, Section.ANSWER));
    Name end = end(question.getName(), reply.records());
    boolean found =
        reply.records().stream().anyMatch(record -> record.getType() == question.getType());
    if (!found && !isAlias(end)) {
      message.addRecord(zones.authority(end), Section.AUTHORITY);
    }
    return message;
  }

  /** Where the alias chain of an answer leads. */
  static Name end(Name asked, List<Record> answer) {
    return !answer.isEmpty() && answer.get(answer.size() - 1) instanceof CNAMERecord alias
        ? alias.getTarget()
        : asked;
  }

  /** Whether a chain that ended here was cut; such an answer proves nothing, so it has no SOA. */
  private boolean isAlias(Name end) {
    return zones.reply(end, Type.CNAME).records().stream().anyMatch(CNAMERecord.class::isInstance);
  }

  private List<byte[]> flood(Message query, Flood flood) {
    var sent = new ArrayList<byte[]>();
    for (int i = 0; i < flood.wrong(); i++) {
      sent.add(
          switch (i % 3) {
            case 0 -> wrongId(query);
            case 1 -> wrongQuestion(query);
            default -> garbage(query);
          });
    }
    if (flood.thenRight()) {
      sent.addAll(plain(query, /* tcp= */ false));
    }
    return sent;
  }

  private static byte[] error(Message query, int rcode) {
    return reply(query, rcode).toWire();
  }

  private static byte[] withoutEdns(Message query) {
    Message message = reply(query, Rcode.FORMERR);
    message.removeAllRecords(Section.ADDITIONAL);
    return message.toWire();
  }

  private static byte[] truncated(Message query) {
    Message message = reply(query, Rcode.NOERROR);
    message.getHeader().setFlag(Flags.TC);
    return message.toWire();
  }

  private static byte[] wrongId(Message query) {
    Message message = reply(query, Rcode.NXDOMAIN);
    message.getHeader().setID((query.getHeader().getID() + 1) & 0xFFFF);
    return message.toWire();
  }

  private static byte[] wrongQuestion(Message query) {
    Message message = reply(query, Rcode.NXDOMAIN);
    message.removeAllRecords(Section.QUESTION);
    message.addRecord(
        Record.newRecord(NEVER_ASKED, query.getQuestion().getType(), DClass.IN), Section.QUESTION);
    return message.toWire();
  }

  /** The right id and an answer's flags before counts and pointers that cannot be. */
  private static byte[] garbage(Message query) {
    byte[] octets = new byte[64];
    Arrays.fill(octets, (byte) 0xFF);
    ByteBuffer.wrap(octets).putShort((short) query.getHeader().getID()).putShort((short) 0x8180);
    return octets;
  }

  /** An answer with the query's id and question, as a resolver writes it, and no records yet. */
  private static Message reply(Message query, int rcode) {
    var message = new Message(query.getHeader().getID());
    Header header = message.getHeader();
    header.setFlag(Flags.QR);
    header.setFlag(Flags.RA);
    if (query.getHeader().getFlag(Flags.RD)) {
      header.setFlag(Flags.RD);
    }
    header.setOpcode(query.getHeader().getOpcode());
    header.setRcode(rcode);
    message.addRecord(query.getQuestion(), Section.QUESTION);
    if (query.getOPT() != null) {
      int flags = wantsSignatures(query) ? ExtendedFlags.DO : 0;
      message.addRecord(new OPTRecord(OFFERED_UDP_SIZE, 0, 0, flags), Section.ADDITIONAL);
    }
    return message;
  }

  private static boolean wantsSignatures(Message query) {
    OPTRecord opt = query.getOPT();
    return opt != null && (opt.getFlags() & ExtendedFlags.DO) != 0;
  }

  /** The longest UDP answer that a client takes (RFC 6891 §6.2.3). */
  private static int udpSize(Message query) {
    OPTRecord opt = query.getOPT();
    return opt == null ? PLAIN_UDP_SIZE : Math.max(PLAIN_UDP_SIZE, opt.getPayloadSize());
  }
}
