package dev.mxray.net.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mxray.net.tls.HelloAnswer.Accepted;
import dev.mxray.net.tls.OddHandshake.Burden;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever a server answers to a hello, the reader never throws, and what it makes of it does not
 * depend on how it was cut into pieces on the way.
 *
 * <p>As it stands the corpus is replayed. To search for more, in a JVM of its own:
 *
 * <pre>JAZZER_FUZZ=1 mvn -B -q test -Dtest='HelloFuzzTest#any_flight'</pre>
 */
class HelloFuzzTest {
  private static final int MAX_OCTETS = 20_000;

  private static final List<Hello> HELLOS =
      List.of(
          hello(TlsVersion.TLS_1_3),
          hello(TlsVersion.TLS_1_2),
          hello(TlsVersion.SSL_3),
          new Ssl2());

  @FuzzTest
  void any_flight(byte[] octets) {
    byte[] flight = octets.length <= MAX_OCTETS ? octets : Arrays.copyOf(octets, MAX_OCTETS);
    for (Hello hello : HELLOS) {
      Optional<HelloAnswer> whole = hello.reader().read(flight);
      Optional<HelloAnswer> pieces = inPieces(hello, flight);
      assertThat(pieces.map(Object::getClass)).isEqualTo(whole.map(Object::getClass));
      whole
          .filter(Accepted.class::isInstance)
          .map(answer -> ((Accepted) answer).flight())
          .ifPresent(
              seen -> {
                assertThat(seen.fieldBits()).isNotNegative();
                assertThat(seen.version()).isNotNull();
              });
    }
  }

  private static Optional<HelloAnswer> inPieces(Hello hello, byte[] flight) {
    Hello.Reader reader = hello.reader();
    int size = 1 + flight.length / 7;
    for (int at = 0; at < flight.length; at += size) {
      Optional<HelloAnswer> answer =
          reader.read(Arrays.copyOfRange(flight, at, Math.min(flight.length, at + size)));
      if (answer.isPresent()) {
        return answer;
      }
    }
    return flight.length == 0 ? reader.read(flight) : Optional.empty();
  }

  @Test
  void mutated_flights_of_a_server_are_read() {
    var random = new Random(8446);
    int accepted = 0;
    for (boolean newest : List.of(true, false)) {
      byte[] flight =
          OddHandshake.of(newest, Burden.NONE)
              .answer(hello(newest ? TlsVersion.TLS_1_3 : TlsVersion.TLS_1_2).encode(random));
      assertThat(flight).isNotEmpty();
      for (int i = 0; i < 1000; i++) {
        byte[] mutated = Arrays.copyOf(flight, 1 + random.nextInt(flight.length + 20));
        for (int n = random.nextInt(4); n > 0; n--) {
          mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        any_flight(mutated);
        accepted += HELLOS.get(newest ? 0 : 1).reader().read(mutated).isPresent() ? 1 : 0;
      }
    }
    assertThat(accepted).isPositive();
  }

  @Test
  void mutated_handshakes_are_read() throws Exception {
    var random = new Random(4434);
    int finished = 0;
    for (int i = 0; i < 200; i++) {
      var hello =
          new CertificateHello(SchemeSearch.ALL, Groups.X25519, /* serverName= */ "mx.example.com");
      Hello.Reader reader = hello.reader();
      byte[] flight = OddHandshake.of(true, Burden.NONE).answer(hello.encode(random));
      for (int n = i % 4; n > 0; n--) {
        flight[random.nextInt(flight.length)] = (byte) random.nextInt(256);
      }
      Optional<HelloAnswer> answer = reader.read(flight);
      if (answer.isPresent() && answer.get() instanceof Accepted one) {
        finished++;
        assertThat(one.flight().chain()).isNotEmpty();
      }
      assertThat(reader.farewell()).isNotNull();
    }
    assertThat(finished).isBetween(50, 100);
  }

  @Test
  void octets_at_random_are_read() {
    var random = new Random(5246);
    for (int i = 0; i < 1000; i++) {
      byte[] octets = new byte[random.nextInt(200)];
      random.nextBytes(octets);
      if (octets.length > 5) {
        octets[0] = (byte) (21 + random.nextInt(2));
        octets[1] = 3;
        octets[3] = 0;
      }
      any_flight(octets);
    }
  }

  private static ClientHello hello(TlsVersion version) {
    return new ClientHello(
        version,
        version == TlsVersion.TLS_1_3
            ? List.of(0x1301, 0x1302)
            : List.of(0xC02F, 0x009E, 0x002F, 0x000A),
        version == TlsVersion.TLS_1_3 ? Groups.NEWEST : Groups.CURVES,
        SignatureSchemes.ALL,
        "mx.example.com",
        /* fallback= */ false,
        /* keyShare= */ false);
  }
}
