package dev.mxray.net.tls;

import dev.mxray.net.tls.HelloAnswer.Accepted;
import dev.mxray.net.tls.HelloAnswer.Refused;
import dev.mxray.net.tls.HelloAnswer.Unheard;
import dev.mxray.net.tls.Octets.Malformed;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.tls.AlertDescription;
import org.jspecify.annotations.Nullable;

/**
 * Reads records as they come until it is known what the server makes of a hello: an alert, or its
 * ServerHello and what belongs to that in the clear (RFC 8446 §4.1.3, §4.1.4; RFC 5246 §7.4.1.3 to
 * §7.4.5; RFC 5246 §7.2). Never throws; what cannot be read is an answer too.
 */
final class ServerFlightReader implements Hello.Reader {
  /** RFC 5246 §6.2.1: of a record in the clear. */
  static final int MAX_RECORD = 1 << 14;

  /** Octets of all messages together; a flight with the largest chain that is kept fits. */
  static final int MAX_FLIGHT = 4 * TlsSession.MAX_CHAIN_BYTES;

  private static final int HEADER = 5;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int FATAL = 2;

  private static final int SERVER_HELLO = 2;
  private static final int CERTIFICATE = 11;
  private static final int SERVER_KEY_EXCHANGE = 12;
  private static final int CERTIFICATE_REQUEST = 13;
  private static final int SERVER_HELLO_DONE = 14;
  private static final int CERTIFICATE_STATUS = 22;
  private static final int HELLO_REQUEST = 0;

  private static final int MAX_SESSION_ID = 32;
  private static final int RANDOM_OCTETS = 32;

  /** RFC 8446 §4.1.3. */
  private static final byte[] RETRY =
      HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

  private static final int NAMED_CURVE = 3;

  private final CipherSuites suites;
  private final ClientHello hello;
  private ByteArrayOutputStream raw = new ByteArrayOutputStream();
  private ByteArrayOutputStream messages = new ByteArrayOutputStream();
  private int total;

  /* What the ServerHello said. */
  private @Nullable TlsVersion version;
  private int suite = -1;
  private boolean compressed;
  private boolean sessionId;
  private final Set<Integer> extensions = new HashSet<>();
  private int group = -1;
  private int fieldBits;
  private int scheme = -1;
  private final List<byte[]> chain = new ArrayList<>();

  ServerFlightReader(ClientHello hello, CipherSuites suites) {
    this.hello = hello;
    this.suites = suites;
  }

  @Override
  public Optional<HelloAnswer> read(byte[] more) {
    total += more.length;
    raw.writeBytes(more);
    try {
      if (total > MAX_FLIGHT) {
        throw new Malformed("the flight goes on after " + total + " octets");
      }
      return records();
    } catch (Malformed e) {
      return Optional.of(Unheard.garbage(String.valueOf(e.getMessage())));
    }
  }

  private Optional<HelloAnswer> records() throws Malformed {
    byte[] bytes = raw.toByteArray();
    var in = new Octets(bytes);
    int consumed = 0;
    Optional<HelloAnswer> answer = Optional.empty();
    if (bytes.length > 0 && !Breakage.isContentType(bytes[0])) {
      throw new Malformed("what is not TLS");
    }
    while (answer.isEmpty() && in.left() >= HEADER) {
      int type = in.one();
      int major = in.one();
      in.one();
      int length = in.two();
      if ((type != ALERT && type != HANDSHAKE)
          || major != 3
          || length > MAX_RECORD
          || length == 0) {
        throw new Malformed("a record that cannot be: type " + type + ", " + length + " octets");
      }
      if (in.left() < length) {
        break;
      }
      byte[] body = in.take(length);
      consumed += HEADER + length;
      answer = type == ALERT ? alert(body) : handshake(body);
    }
    raw = rest(bytes, consumed);
    return answer;
  }

  private static ByteArrayOutputStream rest(byte[] bytes, int consumed) {
    var rest = new ByteArrayOutputStream();
    rest.write(bytes, consumed, bytes.length - consumed);
    return rest;
  }

  private static Optional<HelloAnswer> alert(byte[] body) throws Malformed {
    var in = new Octets(body);
    int level = in.one();
    int description = in.one();
    in.end("an alert");
    // close_notify ends everything, and unrecognized_name is a warning (RFC 6066 §3).
    return level == FATAL || description == AlertDescription.close_notify
        ? Optional.of(new Refused(description))
        : Optional.empty();
  }

  private Optional<HelloAnswer> handshake(byte[] body) throws Malformed {
    messages.writeBytes(body);
    byte[] bytes = messages.toByteArray();
    var in = new Octets(bytes);
    int consumed = 0;
    while (in.left() >= 4) {
      int type = in.one();
      int length = in.three();
      if (length > MAX_FLIGHT) {
        throw new Malformed("a message of " + length + " octets");
      }
      if (in.left() < length) {
        break;
      }
      consumed += 4 + length;
      if (message(type, in.part(length))) {
        return Optional.of(new Accepted(flight()));
      }
    }
    messages = rest(bytes, consumed);
    return Optional.empty();
  }

  /** True when this was the last message of interest. */
  private boolean message(int type, Octets in) throws Malformed {
    if (version == null) {
      if (type == HELLO_REQUEST) {
        return false;
      }
      if (type != SERVER_HELLO) {
        throw new Malformed("message " + type + " before ServerHello");
      }
      return serverHello(in);
    }
    switch (type) {
      case CERTIFICATE -> certificates(in);
      case SERVER_KEY_EXCHANGE -> keyExchange(in);
      case SERVER_HELLO_DONE -> {
        in.end("ServerHelloDone");
        return true;
      }
      case CERTIFICATE_STATUS, CERTIFICATE_REQUEST, HELLO_REQUEST -> {}
      default -> throw new Malformed("message " + type + " behind ServerHello");
    }
    return false;
  }

  private boolean serverHello(Octets in) throws Malformed {
    int legacy = in.two();
    byte[] random = in.take(RANDOM_OCTETS);
    int idLength = in.one();
    if (idLength > MAX_SESSION_ID) {
      throw new Malformed("a session id of " + idLength + " octets");
    }
    in.take(idLength);
    suite = in.two();
    int compression = in.one();
    int chosen = legacy;
    if (!in.isEmpty()) {
      chosen = extensions(in.part(in.two()), Arrays.equals(random, RETRY), legacy);
    }
    in.end("ServerHello");
    int version = chosen;
    this.version =
        TlsVersion.of(version)
            .filter(known -> known != TlsVersion.SSL_2)
            .orElseThrow(() -> new Malformed("a version of number " + version));
    // A list that was not offered cannot be chosen from; the server does not know what it says.
    if (this.version == hello.version() && !hello.suites().contains(suite)) {
      throw new Malformed("a suite that was not offered: " + suites.name(suite));
    }
    compressed = compression != 0;
    boolean newest = this.version == TlsVersion.TLS_1_3;
    sessionId = !newest && idLength > 0;
    return newest;
  }

  private int extensions(Octets in, boolean retry, int legacy) throws Malformed {
    int chosen = legacy;
    while (!in.isEmpty()) {
      int type = in.two();
      Octets value = in.part(in.two());
      if (!extensions.add(type)) {
        throw new Malformed("extension " + type + " twice");
      }
      if (type == ClientHello.SUPPORTED_VERSIONS) {
        chosen = value.two();
        value.end("supported_versions");
      } else if (type == ClientHello.KEY_SHARE) {
        group = value.two();
        if (!retry) {
          value.take(value.two());
        }
        value.end("key_share");
      }
    }
    return chosen;
  }

  private void certificates(Octets in) throws Malformed {
    Octets list = in.part(in.three());
    in.end("Certificate");
    int octets = 0;
    while (!list.isEmpty()) {
      byte[] certificate = list.take(list.three());
      octets += certificate.length;
      if (chain.size() < TlsSession.MAX_CHAIN && octets <= TlsSession.MAX_CHAIN_BYTES) {
        chain.add(certificate);
      }
    }
  }

  private void keyExchange(Octets in) throws Malformed {
    String name = suites.name(suite);
    if (name.startsWith("TLS_ECDHE") || name.startsWith("TLS_ECDH_anon")) {
      if (in.one() == NAMED_CURVE) {
        group = in.two();
        in.take(in.one());
        signature(in, name);
      }
    } else if (name.startsWith("TLS_DHE") || name.startsWith("TLS_DH_anon")) {
      byte[] prime = in.take(in.two());
      byte[] generator = in.take(in.two());
      in.take(in.two());
      fieldBits = Groups.bits(prime);
      group = Groups.ofField(prime, generator);
      signature(in, name);
    }
  }

  private void signature(Octets in, String name) throws Malformed {
    if (version == TlsVersion.TLS_1_2 && !name.contains("_anon_")) {
      scheme = in.two();
    }
  }

  private ServerFlight flight() {
    return new ServerFlight(
        version == null ? hello.version() : version,
        List.of(suite),
        group,
        fieldBits,
        scheme,
        compressed,
        extensions,
        sessionId,
        chain);
  }
}
