package dev.mxray.watch.alert;

import dev.mxray.lab.LabCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A submission server on the loopback that remembers what it was told, and whether that was inside
 * TLS. It lets everybody in, also in the clear: a client that keeps its password does so by itself.
 */
final class SubmissionServer implements AutoCloseable {
  /** When TLS begins. */
  enum Tls {
    IMPLICIT,
    STARTTLS,
    /** Offered, and refused when it is asked for. */
    BROKEN,
    NEVER
  }

  /** A line of a client. */
  record Line(boolean inside, String text) {}

  final List<Line> lines = new CopyOnWriteArrayList<>();
  final List<String> messages = new CopyOnWriteArrayList<>();

  private final Tls tls;
  private final SSLContext context;
  private final ServerSocket listener;

  SubmissionServer(Tls tls, LabCertificate certificate)
      throws IOException, GeneralSecurityException {
    this.tls = tls;
    this.context = context(certificate);
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var accepting = new Thread(this::accept, "submission-server");
    accepting.setDaemon(true);
    accepting.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private static SSLContext context(LabCertificate certificate)
      throws IOException, GeneralSecurityException {
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    char[] password = {'x'};
    keys.setKeyEntry(
        "server", certificate.key(), password, certificate.chain().toArray(Certificate[]::new));
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        client.setSoTimeout(10_000);
        if (tls == Tls.IMPLICIT) {
          SSLSocket secured = secured(client);
          say(secured, "220 localhost ESMTP");
          talk(secured, true);
        } else {
          say(client, "220 localhost ESMTP");
          talk(client, false);
        }
      } catch (IOException e) {
        // Clients that dislike a certificate hang up.
      }
    }
  }

  private SSLSocket secured(Socket client) throws IOException {
    var socket =
        (SSLSocket) context.getSocketFactory().createSocket(client, null, client.getPort(), true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    return socket;
  }

  private void talk(Socket socket, boolean inside) throws IOException {
    var in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      lines.add(new Line(inside, line));
      String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      switch (verb) {
        case "EHLO" -> {
          boolean offered = !inside && (tls == Tls.STARTTLS || tls == Tls.BROKEN);
          say(socket, "250-localhost" + (offered ? "\r\n250-STARTTLS" : "") + "\r\n250 AUTH PLAIN");
        }
        case "STARTTLS" -> {
          if (tls == Tls.STARTTLS) {
            say(socket, "220 2.0.0 Ready");
            talk(secured(socket), true);
            return;
          }
          say(socket, "454 4.7.0 TLS not available");
        }
        case "AUTH" -> say(socket, "235 2.7.0 Authentication successful");
        case "DATA" -> {
          say(socket, "354 End data with <CR><LF>.<CR><LF>");
          messages.add(message(in));
          say(socket, "250 2.0.0 Ok");
        }
        case "QUIT" -> {
          say(socket, "221 2.0.0 Bye");
          return;
        }
        default -> say(socket, "250 2.0.0 Ok");
      }
    }
  }

  private static String message(BufferedReader in) throws IOException {
    var message = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      message.append(line).append('\n');
    }
    return message.toString();
  }

  private static void say(Socket socket, String reply) throws IOException {
    socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }
}
