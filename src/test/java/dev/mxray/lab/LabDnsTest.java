package dev.mxray.lab;

import static dev.mxray.lab.LabClient.answers;
import static dev.mxray.lab.LabClient.query;
import static dev.mxray.lab.LabClient.withEdns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mxray.lab.LabBehaviour.Way;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class LabDnsTest {
  private static final String ZONE =
      """
      $ORIGIN example.com.
      @        SOA   ns.example.com. hostmaster.example.com. 7 7200 900 604800 86400
      @        MX    10 mx
      @        TXT   "v=spf1 -all"
      mx       A     25.1.1.1
      alias    CNAME middle
      middle   CNAME mx
      dangling CNAME nowhere
      a.loop   CNAME b.loop
      b.loop   CNAME a.loop
      *.wild   TXT   "a wild card"
      long     TXT   %s
      huge     TXT   %s
      elsewhere.test. A 25.1.1.2
      !servfail broken.example.com TXT
      !refused  closed.example.com *
      !timeout  lost.example.com A
      !servfail signed.example.com DNSKEY
      """
          .formatted("\"0123456789\" ".repeat(100), ("\"" + "x".repeat(255) + "\" ").repeat(235));

  private final LabDns dns =
      LabDns.start(Zones.parse(ZONE), Way.PLAIN, SparePort.on(InetAddress.getLoopbackAddress()));
  private final LabClient client = new LabClient(dns);

  @AfterEach
  void close() {
    dns.close();
  }

  @Test
  void a_question_over_udp_is_answered_with_its_id_and_question() throws IOException {
    Message query = query("example.com", Type.MX);

    Message answer = client.udp(query);

    assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
    assertThat(answer.getQuestion()).isEqualTo(query.getQuestion());
    assertThat(answer.getHeader().getFlag(Flags.QR)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.RD)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.RA)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answers(answer)).containsExactly("MX 10 mx.example.com.");
  }

  @Test
  void a_question_over_tcp_is_answered() throws IOException {
    assertThat(answers(client.tcp("mx.example.com", Type.A))).containsExactly("A 25.1.1.1");
  }

  @Test
  void a_connection_carries_several_questions() throws IOException {
    Message first = query("mx.example.com", Type.A);
    Message second = query("example.com", Type.TXT);
    try (var socket = new Socket(dns.address().getAddress(), dns.address().getPort())) {
      LabClient.send(socket, first);
      LabClient.send(socket, second);

      assertThat(answers(new Message(LabClient.receive(socket)))).containsExactly("A 25.1.1.1");
      assertThat(answers(new Message(LabClient.receive(socket))))
          .containsExactly("TXT \"v=spf1 -all\"");
    }
  }

  @Test
  void the_case_of_the_asked_name_comes_back() throws IOException {
    Message answer = client.udp("mX.eXaMpLe.CoM", Type.A);

    assertThat(answer.getQuestion().getName()).hasToString("mX.eXaMpLe.CoM.");
    assertThat(answers(answer)).containsExactly("A 25.1.1.1");
  }

  @Test
  void a_name_that_does_not_exist_is_nxdomain_with_the_zones_soa() throws IOException {
    Message answer = client.udp("none.example.com", Type.A);

    assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(answer.getSection(Section.ANSWER)).isEmpty();
    assertThat(answer.getSection(Section.AUTHORITY)).hasSize(1);
    var soa = (SOARecord) answer.getSection(Section.AUTHORITY).get(0);
    assertThat(soa.getName()).hasToString("example.com.");
    assertThat(soa.getSerial()).isEqualTo(7);
    assertThat(soa.getTTL()).isEqualTo(60);
    assertThat(soa.getMinimum()).isEqualTo(60);
  }

  @Test
  void a_name_without_such_records_is_noerror_with_the_zones_soa() throws IOException {
    Message answer = client.udp("mx.example.com", Type.TXT);

    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answer.getSection(Section.ANSWER)).isEmpty();
    assertThat(answer.getSection(Section.AUTHORITY)).hasSize(1);
  }

  @Test
  void an_empty_non_terminal_exists() throws IOException {
    assertThat(client.udp("loop.example.com", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void outside_of_every_zone_the_soa_is_of_the_root() throws IOException {
    Message answer = client.udp("none.test", Type.A);

    assertThat(answer.getSection(Section.AUTHORITY).get(0).getName()).isEqualTo(Name.root);
  }

  @Test
  void the_root_can_be_asked_about() throws IOException {
    Message answer = client.udp(Message.newQuery(Record.newRecord(Name.root, Type.NS, DClass.IN)));

    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void a_wildcard_answers_under_the_asked_name() throws IOException {
    Message answer = client.udp("any.wild.example.com", Type.TXT);

    assertThat(answers(answer)).containsExactly("TXT \"a wild card\"");
    assertThat(answer.getSection(Section.ANSWER).get(0).getName())
        .hasToString("any.wild.example.com.");
  }

  @Test
  void a_chain_of_aliases_comes_before_its_end() throws IOException {
    assertThat(answers(client.udp("alias.example.com", Type.A)))
        .containsExactly("CNAME middle.example.com.", "CNAME mx.example.com.", "A 25.1.1.1");
  }

  @Test
  void an_alias_of_nothing_is_nxdomain_with_the_alias() throws IOException {
    Message answer = client.udp("dangling.example.com", Type.A);

    assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(answers(answer)).containsExactly("CNAME nowhere.example.com.");
    assertThat(answer.getSection(Section.AUTHORITY)).hasSize(1);
  }

  @Test
  void a_loop_of_aliases_is_cut_and_proves_nothing() throws IOException {
    Message answer = client.tcp("a.loop.example.com", Type.A);

    assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(answers(answer))
        .hasSizeBetween(2, 30)
        .startsWith("CNAME b.loop.example.com.", "CNAME a.loop.example.com.");
    assertThat(answer.getSection(Section.AUTHORITY)).isEmpty();
  }

  @Test
  void an_alias_that_is_asked_for_itself_is_the_answer() throws IOException {
    assertThat(answers(client.udp("alias.example.com", Type.CNAME)))
        .containsExactly("CNAME middle.example.com.");
  }

  @Test
  void directives_break_single_questions() throws IOException {
    assertThat(client.udp("broken.example.com", Type.TXT).getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(client.udp("broken.example.com", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(client.tcp("Closed.example.com", Type.MX).getRcode()).isEqualTo(Rcode.REFUSED);
    assertThat(client.udp("signed.example.com", Type.DNSKEY).getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(client.isSilentOverUdp(query("lost.example.com", Type.A))).isTrue();
  }

  @Test
  void an_answer_over_512_octets_is_truncated_for_a_client_without_edns() throws IOException {
    Message answer = client.udp("long.example.com", Type.TXT);

    assertThat(answer.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(answer.numBytes()).isLessThanOrEqualTo(512);
    assertThat(answer.getSection(Section.ANSWER)).isEmpty();
    assertThat(answer.getOPT()).isNull();
  }

  @Test
  void the_size_that_the_client_offers_is_kept_to() throws IOException {
    Message small = client.udp(withEdns(query("long.example.com", Type.TXT), 1100));
    Message large = client.udp(withEdns(query("long.example.com", Type.TXT), 1232));

    assertThat(small.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(small.getOPT()).isNotNull();
    assertThat(large.getHeader().getFlag(Flags.TC)).isFalse();
    assertThat(large.numBytes()).isBetween(1101, 1232);
    assertThat(large.getSection(Section.ANSWER)).hasSize(1);
    assertThat(large.getOPT().getPayloadSize()).isEqualTo(1232);
  }

  @Test
  void a_size_below_512_counts_as_512() throws IOException {
    assertThat(answers(client.udp(withEdns(query("mx.example.com", Type.A), 1)))).hasSize(1);
  }

  @Test
  void sixty_kilobytes_of_text_come_whole_over_tcp() throws IOException {
    Message answer = client.tcp("huge.example.com", Type.TXT);

    assertThat(answer.getHeader().getFlag(Flags.TC)).isFalse();
    assertThat(answer.numBytes()).isGreaterThan(60_000);
    assertThat(answer.getSection(Section.ANSWER)).hasSize(1);
  }

  @Test
  void questions_are_remembered_and_counted() throws IOException {
    client.udp("MX.example.com", Type.A);
    client.tcp("mx.example.com", Type.A);
    client.udp("example.com", Type.TXT);
    client.udp("example.com", Type.HINFO);

    var address = new Question("mx.example.com", RecordType.A);
    var text = new Question("example.com", RecordType.TXT);
    assertThat(dns.asked()).containsExactly(address, address, text);
    assertThat(dns.count(address)).isEqualTo(2);
    assertThat(dns.count(text)).isEqualTo(1);
    assertThat(dns.count(new Question("never.example.com", RecordType.A))).isZero();
    assertThat(dns.total()).isEqualTo(4);
    assertThat(dns.overTcp()).isEqualTo(1);
  }

  @Test
  void what_is_no_query_is_refused_or_dropped() throws IOException {
    Message update = query("example.com", Type.A);
    update.getHeader().setOpcode(Opcode.UPDATE);
    Message answer = query("example.com", Type.A);
    answer.getHeader().setFlag(Flags.QR);
    byte[] cut = query("example.com", Type.A).toWire();
    cut[5] = 9;

    assertThat(client.udp(update).getRcode()).isEqualTo(Rcode.NOTIMP);
    assertThat(client.isSilentOverUdp(answer)).isTrue();
    assertThat(new Message(client.datagrams(cut, 1).get(0)).getRcode()).isEqualTo(Rcode.FORMERR);
    assertThat(client.udp(new Message(5)).getRcode()).isEqualTo(Rcode.FORMERR);
    assertThat(client.datagrams(new byte[] {1, 2, 3}, 2)).isEmpty();
    assertThat(client.udp("mx.example.com", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void the_spec_is_address_and_port() {
    assertThat(dns.spec()).isEqualTo("127.0.0.1:" + dns.address().getPort());
  }

  @Test
  void a_given_port_is_taken_and_a_taken_port_is_an_error() {
    int port = dns.address().getPort();
    Zones zones = Zones.parse(ZONE);

    assertThatThrownBy(() -> LabDns.start(zones, Way.PLAIN, port))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("port " + port);
    dns.close();
    try (LabDns again = LabDns.start(zones, Way.PLAIN, port)) {
      assertThat(again.address().getPort()).isEqualTo(port);
    }
  }

  @Test
  void closing_leaves_no_port_no_connection_and_no_thread() throws Exception {
    InetSocketAddress address = dns.address();
    var socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(5000);
    LabClient.send(socket, query("mx.example.com", Type.A));
    LabClient.receive(socket);

    dns.close();
    dns.close();

    assertThat(socket.getInputStream().read()).isEqualTo(-1);
    socket.close();
    assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()))
        .isInstanceOf(ConnectException.class);
    try (var udp = new DatagramSocket(address);
        var tcp = new ServerSocket(address.getPort(), 1, address.getAddress())) {
      assertThat(udp.isBound()).isTrue();
      assertThat(tcp.isBound()).isTrue();
    }
    // A thread says that it ends a moment before it has ended.
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("mxray-lab-dns")));
  }

  @Test
  void it_runs_on_event_loops_of_somebody_else_and_leaves_them_running() throws Exception {
    runsOn(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()));
  }

  @Test
  void it_runs_on_epoll() throws Exception {
    Assumptions.assumeTrue(Epoll.isAvailable(), "no native transport here");
    runsOn(new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()));
  }

  private static void runsOn(IoEventLoopGroup group) throws Exception {
    LabDns other = LabDns.start(Zones.parse(ZONE), Way.PLAIN, 0, group);
    try (var socket = new Socket(other.address().getAddress(), other.address().getPort())) {
      socket.setSoTimeout(5000);
      assertThat(answers(new LabClient(other).udp("mx.example.com", Type.A))).hasSize(1);
      LabClient.send(socket, query("mx.example.com", Type.A));
      assertThat(answers(new Message(LabClient.receive(socket)))).hasSize(1);

      other.close();

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      assertThat(group.isShuttingDown()).isFalse();
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }
}
