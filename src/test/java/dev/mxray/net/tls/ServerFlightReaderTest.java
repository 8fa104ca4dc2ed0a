package dev.mxray.net.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.net.tls.HelloAnswer.Accepted;
import dev.mxray.net.tls.HelloAnswer.Refused;
import dev.mxray.net.tls.HelloAnswer.Unheard;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to hellos, whole, in pieces, wrong and hostile. */
class ServerFlightReaderTest {
  private static final String RANDOM = "11".repeat(32);
  private static final String RETRY =
      "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

  /** ServerHello of TLS 1.2 with TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 and renegotiation_info. */
  private static final byte[] HELLO =
      message(2, "0303" + RANDOM + "00" + "c02f" + "00" + "0005ff01000100");

  /** A named curve (29), a point of one octet, RSA-PSS with SHA-256, a signature of one octet. */
  private static final byte[] KEY_EXCHANGE = message(12, "03001d01aa" + "0804" + "0001bb");

  private static final byte[] DONE = message(14, "");

  @Test
  void a_flight_of_tls_12_is_read_up_to_where_the_client_would_have_to_compute() {
    byte[] flight = record(22, join(HELLO, message(11, "000005000002abcd"), KEY_EXCHANGE, DONE));

    ServerFlight read = accepted(read(flight, TlsVersion.TLS_1_2));

    assertThat(read.version()).isEqualTo(TlsVersion.TLS_1_2);
    assertThat(read.suite()).isEqualTo(0xC02F);
    assertThat(read.group()).isEqualTo(29);
    assertThat(read.scheme()).isEqualTo(0x0804);
    assertThat(read.extensions()).containsExactly(ClientHello.RENEGOTIATION_INFO);
    assertThat(read.chain()).containsExactly(new byte[] {(byte) 0xab, (byte) 0xcd});
  }

  @Test
  void it_does_not_matter_how_a_flight_is_cut_into_records_and_packets() {
    byte[] messages = join(HELLO, message(11, "000005000002abcd"), KEY_EXCHANGE, DONE);
    for (int cut = 1; cut < messages.length; cut++) {
      byte[] records =
          join(
              record(22, Arrays.copyOf(messages, cut)),
              record(22, Arrays.copyOfRange(messages, cut, messages.length)));
      var reader = reader(TlsVersion.TLS_1_2);
      Optional<HelloAnswer> answer = Optional.empty();
      for (byte octet : records) {
        assertThat(answer).isEmpty();
        answer = reader.read(new byte[] {octet});
      }

      assertThat(answer).get().isInstanceOf(Accepted.class);
    }
  }

  @Test
  void a_retry_of_tls_13_names_suite_and_group() {
    byte[] retry =
        record(
            22,
            message(
                2,
                "0303" + RETRY + "00" + "1301" + "00" + "000c" + "002b00020304" + "003300020017"));

    ServerFlight read = accepted(read(retry, TlsVersion.TLS_1_3));

    assertThat(read.version()).isEqualTo(TlsVersion.TLS_1_3);
    assertThat(read.suite()).isEqualTo(0x1301);
    assertThat(read.group()).isEqualTo(23);
  }

  @Test
  void the_length_of_a_prime_is_told() {
    byte[] exchange = message(12, "0040" + "ff".repeat(64) + "000102" + "000103" + "0401" + "0000");
    byte[] hello = message(2, "0303" + RANDOM + "00" + "0033" + "00");

    ServerFlight read = accepted(read(record(22, join(hello, exchange, DONE)), TlsVersion.TLS_1_2));

    assertThat(read.fieldBits()).isEqualTo(512);
    assertThat(read.scheme()).isEqualTo(0x0401);
  }

  @Test
  void compression_and_a_session_id_are_told() {
    byte[] hello = message(2, "0303" + RANDOM + "0155" + "002f" + "01");

    ServerFlight read = accepted(read(record(22, join(hello, DONE)), TlsVersion.TLS_1_2));

    assertThat(read.compressed()).isTrue();
    assertThat(read.sessionId()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 70, 71, 80, 86})
  void a_fatal_alert_is_a_refusal(int alert) {
    assertThat(read(record(21, new byte[] {2, (byte) alert}), TlsVersion.TLS_1_2))
        .contains(new Refused(alert));
  }

  @Test
  void a_warning_is_not_yet_an_answer() {
    assertThat(read(record(21, new byte[] {1, 112}), TlsVersion.TLS_1_2)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "323230206d782e6578616d706c652e636f6d", // 220 mx.example.com
        "160901000461626364",
        "170303000161",
        "1603030000",
        "160303ffff",
        "150303000102",
        "1503030003022800"
      })
  void what_is_no_answer_is_told_as_that(String octets) {
    assertThat(read(HexFormat.of().parseHex(octets), TlsVersion.TLS_1_2))
        .get()
        .isInstanceOfSatisfying(Unheard.class, answer -> assertThat(answer.last()).isFalse());
  }

  @Test
  void a_suite_that_was_not_offered_is_no_answer() {
    byte[] hello = message(2, "0303" + RANDOM + "00" + "1234" + "00");

    assertThat(read(record(22, join(hello, DONE)), TlsVersion.TLS_1_2))
        .get()
        .isInstanceOf(Unheard.class);
  }

  @Test
  void every_wrong_length_is_an_answer_or_waited_out_and_never_a_bug() {
    byte[] flight = record(22, join(HELLO, message(11, "000005000002abcd"), KEY_EXCHANGE, DONE));
    for (int position = 0; position < flight.length; position++) {
      for (int value : new int[] {0, 1, 2, 0x7f, 0x80, 0xff}) {
        byte[] wrong = flight.clone();
        wrong[position] = (byte) value;

        assertThat(read(wrong, TlsVersion.TLS_1_2)).isNotNull();
        assertThat(reader(TlsVersion.TLS_1_3).read(wrong)).isNotNull();
      }
    }
    for (int length = 0; length < flight.length; length++) {
      assertThat(read(Arrays.copyOf(flight, length), TlsVersion.TLS_1_2)).isEmpty();
    }
  }

  @Test
  void a_flight_without_end_is_not_read_to_its_end() {
    var reader = reader(TlsVersion.TLS_1_2);
    byte[] piece = record(22, join(HELLO, message(11, "ffffff")));
    byte[] more = record(22, new byte[ServerFlightReader.MAX_RECORD]);
    Optional<HelloAnswer> answer = reader.read(piece);
    int octets = piece.length;
    while (answer.isEmpty()) {
      answer = reader.read(more);
      octets += more.length;
    }

    assertThat(answer).get().isInstanceOf(Unheard.class);
    assertThat(octets).isLessThan(2 * ServerFlightReader.MAX_FLIGHT);
  }

  @Test
  void octets_at_random_never_throw() {
    var random = new Random(7);
    byte[] flight = record(22, join(HELLO, message(11, "000005000002abcd"), KEY_EXCHANGE, DONE));
    for (int i = 0; i < 5000; i++) {
      byte[] octets = i % 2 == 0 ? flight.clone() : new byte[random.nextInt(200)];
      if (i % 2 == 0) {
        for (int j = 0; j < 1 + random.nextInt(4); j++) {
          octets[random.nextInt(octets.length)] = (byte) random.nextInt();
        }
      } else {
        random.nextBytes(octets);
      }

      assertThat(read(octets, TlsVersion.TLS_1_2)).isNotNull();
      assertThat(new Ssl2().reader().read(octets)).isNotNull();
    }
  }

  @Test
  void the_hello_of_ssl_2_lists_the_suites_of_the_server() {
    byte[] body =
        HexFormat.of()
            .parseHex(
                "04" + "00" + "01" + "0002" + "0002" + "0006" + "0001" + "abcd" + "010080"
                    + "0700c0" + "77");
    byte[] answer = new byte[body.length + 2];
    answer[0] = (byte) 0x80;
    answer[1] = (byte) body.length;
    System.arraycopy(body, 0, answer, 2, body.length);

    ServerFlight read = accepted(new Ssl2().reader().read(answer));

    assertThat(read.version()).isEqualTo(TlsVersion.SSL_2);
    assertThat(read.suites()).containsExactly(0x010080, 0x0700C0);
    assertThat(read.chain()).hasSize(1);
    for (int length = 0; length < answer.length; length++) {
      assertThat(new Ssl2().reader().read(Arrays.copyOf(answer, length))).isEmpty();
    }
  }

  @Test
  void the_hello_of_ssl_2_says_its_own_length() {
    byte[] hello = new Ssl2().encode(new Random(1));

    assertThat((hello[0] & 0x7f) << 8 | (hello[1] & 0xff)).isEqualTo(hello.length - 2);
  }

  @Test
  void a_hello_is_one_record_whose_lengths_are_right() {
    for (TlsVersion version : TlsVersion.values()) {
      if (version == TlsVersion.SSL_2) {
        continue;
      }
      byte[] record = hello(version).encode(new Random(1));

      assertThat((record[3] & 0xff) << 8 | (record[4] & 0xff)).isEqualTo(record.length - 5);
      assertThat((record[7] & 0xff) << 8 | (record[8] & 0xff)).isEqualTo(record.length - 9);
    }
  }

  private static ClientHello hello(TlsVersion version) {
    return new ClientHello(
        version,
        CipherSuites.registered().candidates(version),
        Groups.CURVES,
        SignatureSchemes.ALL,
        "mx.example.com",
        false,
        false);
  }

  private static Hello.Reader reader(TlsVersion version) {
    return hello(version).reader();
  }

  private static Optional<HelloAnswer> read(byte[] octets, TlsVersion version) {
    return reader(version).read(octets);
  }

  private static ServerFlight accepted(Optional<HelloAnswer> answer) {
    assertThat(answer).get().isInstanceOf(Accepted.class);
    return ((Accepted) answer.orElseThrow()).flight();
  }

  private static byte[] message(int type, String body) {
    byte[] octets = HexFormat.of().parseHex(body);
    return join(
        new byte[] {
          (byte) type,
          (byte) (octets.length >> 16),
          (byte) (octets.length >> 8),
          (byte) octets.length
        },
        octets);
  }

  private static byte[] record(int type, byte[] body) {
    return join(
        new byte[] {(byte) type, 3, 3, (byte) (body.length >> 8), (byte) body.length}, body);
  }

  private static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    List.of(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }
}
