package dev.mxray.net.tls;

import dev.mxray.net.tls.HelloAnswer.Accepted;
import dev.mxray.net.tls.HelloAnswer.Refused;
import dev.mxray.net.tls.HelloAnswer.Unheard;
import dev.mxray.net.tls.Octets.Malformed;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The hello of SSL 2.0 and its answer, which names all suites of the server at once (RFC 6176). */
final class Ssl2 implements Hello {
  /** By their number of three octets, which is none of TLS. */
  static final Map<Integer, String> SUITES = suites();

  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 4;
  private static final int ERROR = 0;
  private static final int VERSION = 2;
  private static final int CHALLENGE = 16;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;

  /** Of a record whose header has two octets. */
  private static final int MAX_RECORD = 0x7FFF;

  private static Map<Integer, String> suites() {
    var suites = new LinkedHashMap<Integer, String>();
    suites.put(0x010080, "SSL_CK_RC4_128_WITH_MD5");
    suites.put(0x020080, "SSL_CK_RC4_128_EXPORT40_WITH_MD5");
    suites.put(0x030080, "SSL_CK_RC2_128_CBC_WITH_MD5");
    suites.put(0x040080, "SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5");
    suites.put(0x050080, "SSL_CK_IDEA_128_CBC_WITH_MD5");
    suites.put(0x060040, "SSL_CK_DES_64_CBC_WITH_MD5");
    suites.put(0x0700C0, "SSL_CK_DES_192_EDE3_CBC_WITH_MD5");
    return suites;
  }

  /** A hello with all suites. */
  @Override
  public byte[] encode(Random random) {
    byte[] challenge = new byte[CHALLENGE];
    random.nextBytes(challenge);
    var out = new ByteArrayOutputStream();
    int length = 9 + 3 * SUITES.size() + CHALLENGE;
    out.write(0x80 | length >> 8);
    out.write(length);
    out.write(CLIENT_HELLO);
    out.write(0);
    out.write(VERSION);
    out.write(0);
    out.write(3 * SUITES.size());
    out.write(0);
    out.write(0); // no session
    out.write(0);
    out.write(CHALLENGE);
    SUITES
        .keySet()
        .forEach(
            suite -> {
              out.write(suite >> 16);
              out.write(suite >> 8);
              out.write(suite);
            });
    out.writeBytes(challenge);
    return out.toByteArray();
  }

  @Override
  public Reader reader() {
    var raw = new ByteArrayOutputStream();
    return more -> {
      raw.writeBytes(more);
      byte[] bytes = raw.toByteArray();
      try {
        return bytes.length < 3 ? Optional.empty() : record(bytes);
      } catch (Malformed e) {
        return Optional.of(Unheard.garbage(String.valueOf(e.getMessage())));
      }
    };
  }

  private static Optional<HelloAnswer> record(byte[] bytes) throws Malformed {
    var in = new Octets(bytes);
    int first = in.one();
    if (first == ALERT || first == HANDSHAKE) {
      // A server of TLS that answers in its own words does not take the hello.
      return bytes.length < 7
          ? Optional.empty()
          : Optional.of(new Refused(first == ALERT ? bytes[6] & 0xff : -1));
    }
    if ((first & 0x80) == 0) {
      throw new Malformed("what is neither SSL 2.0 nor TLS");
    }
    int length = (first << 8 | in.one()) & MAX_RECORD;
    if (length == 0 || (bytes[2] != SERVER_HELLO && bytes[2] != ERROR)) {
      throw new Malformed("what is no hello of SSL 2.0");
    }
    if (in.left() < length) {
      return Optional.empty();
    }
    return Optional.of(hello(in.part(length)));
  }

  private static HelloAnswer hello(Octets in) throws Malformed {
    if (in.one() == ERROR) {
      in.two();
      in.end("an error");
      return new Refused(HelloAnswer.Refused.HANDSHAKE_FAILURE);
    }
    in.one(); // session id hit
    in.one(); // certificate type
    if (in.two() != VERSION) {
      throw new Malformed("a hello of SSL 2.0 with another version");
    }
    int certificate = in.two();
    int specs = in.two();
    int connection = in.two();
    byte[] chain = in.take(certificate);
    var suites = new ArrayList<Integer>();
    Octets list = in.part(specs);
    while (!list.isEmpty()) {
      int suite = list.three();
      if (SUITES.containsKey(suite)) {
        suites.add(suite);
      }
    }
    in.take(connection);
    in.end("a hello of SSL 2.0");
    return suites.isEmpty()
        ? new Refused(HelloAnswer.Refused.HANDSHAKE_FAILURE)
        : new Accepted(
            new ServerFlight(
                TlsVersion.SSL_2,
                suites,
                -1,
                0,
                -1,
                /* compressed= */ false,
                Set.of(),
                /* sessionId= */ false,
                certificate == 0 ? List.of() : List.of(chain)));
  }
}
