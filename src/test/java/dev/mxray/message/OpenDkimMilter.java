package dev.mxray.message;

import dev.mxray.lab.SparePort;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A running OpenDKIM, asked to sign over the milter protocol as a mail server asks it. */
final class OpenDkimMilter implements AutoCloseable {
  private static final int STARTS = 100;
  private static final int PAUSE_MILLIS = 100;
  private static final int PATIENCE_MILLIS = 20_000;

  private final Process process;
  private final int port;

  private OpenDkimMilter(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static OpenDkimMilter start(List<String> command, Path directory) throws IOException {
    int port = SparePort.on(InetAddress.getLoopbackAddress());
    var all = new ArrayList<String>(command);
    all.addAll(List.of("-p", "inet:" + port + "@127.0.0.1"));
    Path log = directory.resolve("opendkim.log");
    return new OpenDkimMilter(
        new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        port);
  }

  /** The signature field for a message, with its line end. */
  String sign(String message) throws IOException, InterruptedException {
    try (Socket socket = connect()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var out = new DataOutputStream(socket.getOutputStream());
      var in = new DataInputStream(socket.getInputStream());
      // Version 6, every change of the message allowed, every step sent.
      send(out, 'O', new byte[] {0, 0, 0, 6, 0, 0, 1, (byte) 0xff, 0, 0, 0, 0});
      receive(in);
      ask(out, in, 'C', "mx.example.com\0" + "4" + "\0\u0019" + "127.0.0.1\0");
      ask(out, in, 'H', "mx.example.com\0");
      ask(out, in, 'M', "<alice@example.com>\0");
      ask(out, in, 'R', "<bob@example.net>\0");
      String[] parts = message.split("\r\n\r\n", 2);
      for (String field : parts[0].split("\r\n(?![ \\t])")) {
        String[] pair = field.split(": ?", 2);
        ask(out, in, 'L', pair[0] + "\0" + pair[1].replace("\r\n", "\n") + "\0");
      }
      ask(out, in, 'N', "");
      ask(out, in, 'B', parts[1]);
      send(out, 'E', new byte[0]);
      while (true) {
        String reply = receive(in);
        if (reply.startsWith("i")) {
          String[] field = reply.substring(5).split("\0", -1);
          return field[0] + ": " + field[1].strip().replaceAll("\r?\n", "\r\n") + "\r\n";
        }
        if (reply.startsWith("c") || reply.startsWith("a")) {
          throw new IOException("OpenDKIM did not sign");
        }
      }
    }
  }

  private Socket connect() throws IOException, InterruptedException {
    for (int i = 0; ; i++) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (ConnectException e) {
        if (i == STARTS || !process.isAlive()) {
          throw e;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private static void ask(DataOutputStream out, DataInputStream in, char what, String data)
      throws IOException {
    send(out, what, data.getBytes(StandardCharsets.ISO_8859_1));
    String reply = receive(in);
    if (!reply.startsWith("c")) {
      throw new IOException("OpenDKIM answered " + reply.charAt(0) + " to " + what);
    }
  }

  private static void send(DataOutputStream out, char what, byte[] data) throws IOException {
    var packet = new ByteArrayOutputStream();
    packet.write(what);
    packet.writeBytes(data);
    out.writeInt(packet.size());
    out.write(packet.toByteArray());
    out.flush();
  }

  private static String receive(DataInputStream in) throws IOException {
    byte[] packet = in.readNBytes(in.readInt());
    return new String(packet, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
