package dev.mxray.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** An SMTP client on JDK sockets and JSSE. */
final class SmtpClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5000;

  private Socket socket;

  private SmtpClient(Socket socket) {
    this.socket = socket;
  }

  static SmtpClient connect(LabSmtp server) throws IOException {
    return connect(server.address());
  }

  static SmtpClient connect(InetSocketAddress address) throws IOException {
    var socket = new Socket();
    socket.connect(address, PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new SmtpClient(socket);
  }

  /** How long the next octet is waited for. */
  SmtpClient patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
    return this;
  }

  int patience() throws IOException {
    return socket.getSoTimeout();
  }

  SmtpClient send(String octets) throws IOException {
    socket.getOutputStream().write(octets.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Says a command and reads the reply to it. */
  List<String> ask(String command) throws IOException {
    return send(command + "\r\n").reply();
  }

  /** One reply, its lines without their ends; what there was of it when the server closes. */
  List<String> reply() throws IOException {
    var lines = new ArrayList<String>();
    for (String line = line(); line != null; line = line()) {
      lines.add(line.replaceFirst("\r?\n$", ""));
      if (!line.startsWith("-", 3)) {
        break;
      }
    }
    return lines;
  }

  /** One line with its end; null when the server has closed. */
  @Nullable String line() throws IOException {
    var line = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    int octet = in.read();
    while (octet >= 0) {
      line.write(octet);
      if (octet == '\n') {
        break;
      }
      octet = in.read();
    }
    return line.size() == 0 ? null : line.toString(ISO_8859_1);
  }

  byte[] octets(int most) throws IOException {
    return socket.getInputStream().readNBytes(most);
  }

  /**
   * Makes the rest of the connection TLS, trusting everybody, and gives the chain that was sent.
   */
  List<X509Certificate> secure(String... protocols) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsEverybody()}, null);
      return secure(context, protocols);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** Makes the rest of the connection TLS. */
  List<X509Certificate> secure(SSLContext context, String... protocols) throws IOException {
    var inside =
        (SSLSocket)
            context.getSocketFactory().createSocket(socket, "mx.example", 25, /* close= */ true);
    if (protocols.length > 0) {
      inside.setEnabledProtocols(protocols);
    }
    inside.setSoTimeout(socket.getSoTimeout());
    inside.startHandshake();
    socket = inside;
    var chain = new ArrayList<X509Certificate>();
    for (var certificate : inside.getSession().getPeerCertificates()) {
      chain.add((X509Certificate) certificate);
    }
    return chain;
  }

  String protocol() {
    return ((SSLSocket) socket).getSession().getProtocol();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static final class TrustsEverybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket on) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket on) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine on) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine on) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
