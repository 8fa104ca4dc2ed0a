package dev.mxray.lab;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A client on JDK sockets that keeps every octet that comes, right or wrong. */
final class LabClient {
  /** How long silence is listened to. */
  private static final int PATIENCE_MILLIS = 300;

  private final LabDns server;

  LabClient(LabDns server) {
    this.server = server;
  }

  static Message query(String name, int type) {
    return Message.newQuery(Record.newRecord(Name.fromConstantString(name + "."), type, DClass.IN));
  }

  static Message withEdns(Message query, int size) {
    query.addRecord(new OPTRecord(size, 0, 0), Section.ADDITIONAL);
    return query;
  }

  Message udp(String name, int type) throws IOException {
    return udp(query(name, type));
  }

  Message udp(Message query) throws IOException {
    return new Message(datagrams(query.toWire(), 1).get(0));
  }

  /** As many datagrams as come, up to a number of them. */
  List<byte[]> datagrams(byte[] query, int most) throws IOException {
    var received = new ArrayList<byte[]>();
    try (var socket = new DatagramSocket()) {
      socket.connect(server.address());
      socket.send(new DatagramPacket(query, query.length));
      while (received.size() < most) {
        // The first answer is waited for as long as a loaded machine needs, when one is expected.
        socket.setSoTimeout(received.isEmpty() && most == 1 ? 5000 : PATIENCE_MILLIS);
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        received.add(Arrays.copyOf(packet.getData(), packet.getLength()));
      }
    } catch (SocketTimeoutException e) {
      // That was all.
    }
    return received;
  }

  boolean isSilentOverUdp(Message query) throws IOException {
    return datagrams(query.toWire(), 2).isEmpty();
  }

  Message tcp(String name, int type) throws IOException {
    return tcp(query(name, type));
  }

  Message tcp(Message query) throws IOException {
    try (var socket = new Socket(server.address().getAddress(), server.address().getPort())) {
      socket.setSoTimeout(5000);
      send(socket, query);
      return new Message(receive(socket));
    }
  }

  static void send(Socket socket, Message query) throws IOException {
    byte[] octets = query.toWire();
    var out = new DataOutputStream(socket.getOutputStream());
    out.writeShort(octets.length);
    out.write(octets);
    out.flush();
  }

  static byte[] receive(Socket socket) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    byte[] octets = new byte[in.readUnsignedShort()];
    in.readFully(octets);
    return octets;
  }

  static List<String> answers(Message message) {
    return message.getSection(Section.ANSWER).stream()
        .map(record -> Type.string(record.getType()) + " " + record.rdataToString())
        .toList();
  }
}
