package dev.mxray.lab;

import static dev.mxray.lab.LabClient.answers;
import static dev.mxray.lab.LabClient.query;
import static dev.mxray.lab.LabClient.withEdns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.lab.LabBehaviour.Flood;
import dev.mxray.lab.LabBehaviour.Slow;
import dev.mxray.lab.LabBehaviour.Way;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class LabBehaviourTest {
  private static final String RIGHT = "A 25.1.1.1";

  private final List<LabDns> started = new ArrayList<>();
  private final Message query = query("mx.example.com", Type.A);

  private LabClient serverThat(LabBehaviour behaviour) {
    LabDns dns = LabDns.start(Zones.parse("mx.example.com. A 25.1.1.1"), behaviour, 0);
    started.add(dns);
    return new LabClient(dns);
  }

  @AfterEach
  void close() {
    started.forEach(LabDns::close);
  }

  @Test
  void a_silent_server_takes_questions_and_answers_none() throws IOException {
    LabClient client = serverThat(Way.SILENT);

    assertThat(client.isSilentOverUdp(query)).isTrue();
    assertThat(started.get(0).total()).isEqualTo(1);
  }

  @Test
  void a_failing_server_says_servfail_to_everything() throws IOException {
    LabClient client = serverThat(Way.SERVFAIL);

    assertThat(client.udp(query).getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(client.tcp("none.example.com", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  @Test
  void a_refusing_server_says_refused_to_everything() throws IOException {
    LabClient client = serverThat(Way.REFUSED);

    assertThat(client.udp(query).getRcode()).isEqualTo(Rcode.REFUSED);
    assertThat(client.tcp("none.example.com", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
  }

  @Test
  void a_wrong_id_answers_the_question_with_a_lie() throws IOException {
    List<byte[]> received = serverThat(Way.WRONG_ID).datagrams(query.toWire(), 2);

    assertThat(received).hasSize(1);
    var answer = new Message(received.get(0));
    assertThat(answer.getHeader().getID()).isNotEqualTo(query.getHeader().getID());
    assertThat(answer.getQuestion()).isEqualTo(query.getQuestion());
    assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void a_wrong_id_stays_in_sixteen_bits() throws IOException {
    query.getHeader().setID(0xFFFF);

    assertThat(serverThat(Way.WRONG_ID).udp(query).getHeader().getID()).isZero();
  }

  @Test
  void a_wrong_question_has_the_right_id_and_a_lie() throws IOException {
    List<byte[]> received = serverThat(Way.WRONG_QUESTION).datagrams(query.toWire(), 2);

    assertThat(received).hasSize(1);
    var answer = new Message(received.get(0));
    assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
    assertThat(answer.getQuestion()).isNotEqualTo(query.getQuestion());
    assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void garbage_is_no_message() throws IOException {
    List<byte[]> received = serverThat(Way.GARBAGE).datagrams(query.toWire(), 3);

    assertThat(received).hasSize(2);
    for (byte[] octets : received) {
      assertThatThrownBy(() -> new Message(octets)).isInstanceOf(IOException.class);
    }
    byte[] last = received.get(1);
    assertThat((last[0] & 0xFF) << 8 | (last[1] & 0xFF)).isEqualTo(query.getHeader().getID());
  }

  @Test
  void a_flood_ends_with_the_right_answer() throws IOException {
    List<byte[]> received = serverThat(new Flood(30, true)).datagrams(query.toWire(), 32);

    assertThat(received).hasSize(31);
    assertThat(answers(new Message(received.get(30)))).containsExactly(RIGHT);
    assertThat(received.subList(0, 30)).noneMatch(this::isRightAnswer);
  }

  @Test
  void a_flood_may_have_no_right_answer() throws IOException {
    List<byte[]> received = serverThat(new Flood(3, false)).datagrams(query.toWire(), 4);

    assertThat(received).hasSize(3).noneMatch(this::isRightAnswer);
  }

  @Test
  void a_flood_of_one_is_a_wrong_id_before_the_right_answer() throws IOException {
    List<byte[]> received = serverThat(new Flood(1, true)).datagrams(query.toWire(), 3);

    assertThat(received).hasSize(2);
    assertThat(new Message(received.get(0)).getHeader().getID())
        .isNotEqualTo(query.getHeader().getID());
    assertThat(isRightAnswer(received.get(1))).isTrue();
  }

  @Test
  void a_flood_is_of_datagrams_only() throws IOException {
    assertThat(answers(serverThat(new Flood(3, false)).tcp(query))).containsExactly(RIGHT);
  }

  private boolean isRightAnswer(byte[] octets) {
    try {
      var message = new Message(octets);
      return message.getHeader().getID() == query.getHeader().getID()
          && query.getQuestion().equals(message.getQuestion());
    } catch (IOException e) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TRUNCATED", "TRUNCATED_TCP_CLOSED", "TRUNCATED_TCP_REFUSED"})
  void truncation_leaves_nothing_of_a_datagram(Way way) throws IOException {
    Message answer = serverThat(way).udp(withEdns(query, 4096));

    assertThat(answer.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answers(answer)).isEmpty();
  }

  @Test
  void after_truncation_tcp_answers() throws IOException {
    assertThat(answers(serverThat(Way.TRUNCATED).tcp(query))).containsExactly(RIGHT);
  }

  @Test
  void after_truncation_tcp_may_close_at_once() {
    LabClient client = serverThat(Way.TRUNCATED_TCP_CLOSED);

    assertThatThrownBy(() -> client.tcp(query))
        .isInstanceOfAny(EOFException.class, SocketException.class)
        .isNotInstanceOf(ConnectException.class);
  }

  @Test
  void after_truncation_tcp_may_be_refused() {
    serverThat(Way.TRUNCATED_TCP_REFUSED);
    var address = started.get(0).address();

    assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void a_server_without_edns_says_formerr_to_it_and_answers_without() throws IOException {
    LabClient client = serverThat(Way.FORMERR_TO_EDNS);

    Message refused = client.udp(withEdns(query("mx.example.com", Type.A), 1232));
    assertThat(refused.getRcode()).isEqualTo(Rcode.FORMERR);
    assertThat(refused.getOPT()).isNull();
    assertThat(answers(client.udp(query))).containsExactly(RIGHT);
  }

  @Test
  void every_second_datagram_is_lost() throws IOException {
    LabClient client = serverThat(Way.EVERY_SECOND_LOST);

    assertThat(client.isSilentOverUdp(query)).isTrue();
    assertThat(answers(client.udp(query))).containsExactly(RIGHT);
    assertThat(answers(client.tcp(query))).containsExactly(RIGHT);
    assertThat(client.isSilentOverUdp(query)).isTrue();
    assertThat(answers(client.udp(query))).containsExactly(RIGHT);
  }

  @Test
  void a_slow_server_answers_late() throws IOException {
    LabClient client = serverThat(new Slow(Duration.ofMillis(150)));

    long start = System.nanoTime();
    assertThat(answers(client.udp(query))).containsExactly(RIGHT);
    assertThat(answers(client.tcp(query))).containsExactly(RIGHT);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void a_slow_server_can_be_closed_with_answers_outstanding() throws IOException {
    LabClient client = serverThat(new Slow(Duration.ofMinutes(1)));
    assertThat(client.isSilentOverUdp(query)).isTrue();

    long start = System.nanoTime();
    started.get(0).close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }
}
