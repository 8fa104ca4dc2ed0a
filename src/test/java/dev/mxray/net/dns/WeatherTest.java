package dev.mxray.net.dns;

import static dev.mxray.net.dns.FakeServer.answer;
import static dev.mxray.net.dns.FakeServer.rcode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.net.EventLoops;
import dev.mxray.net.dns.DnsAnswer.Status;
import dev.mxray.observe.Reason;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

/** Whatever servers do, every question ends, in time and with the right reason. */
class WeatherTest {
  private static final Question TXT = new Question("example.com", RecordType.TXT);
  private static final String RECORD = "example.com. 300 TXT \"v=spf1 -all\"";
  private static final Duration SHORT = Duration.ofMillis(1500);

  private final EventLoops loops = EventLoops.open();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    loops.close();
  }

  private DnsEngine engine(Duration timeout, String... specs) {
    DnsEngine engine =
        DnsEngine.builder(loops)
            .resolvers(List.of(specs).stream().map(ResolverSpec::parse).toList())
            .timeout(timeout)
            .build();
    open.add(0, engine);
    return engine;
  }

  private String server(FakeServer.Script script) {
    FakeServer server = FakeServer.udp(script);
    open.add(server);
    return server.spec().toString();
  }

  private static DnsAnswer ask(DnsEngine engine, Question question) {
    return engine.ask(question).orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static List<DnsAnswer> askMany(DnsEngine engine, int count) {
    List<CompletableFuture<DnsAnswer>> futures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      futures.add(engine.ask(new Question("n" + i + ".example.com", RecordType.TXT)));
    }
    return futures.stream().map(f -> f.orTimeout(20, TimeUnit.SECONDS).join()).toList();
  }

  /** Accepts connections, and does that to them. */
  private int listener(Treatment treatment) throws IOException {
    var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    open.add(socket);
    var thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  treatment.treat(socket.accept());
                }
              } catch (IOException e) {
                return; // the test is over
              }
            },
            "listener");
    thread.setDaemon(true);
    thread.start();
    return socket.getLocalPort();
  }

  private interface Treatment {
    void treat(Socket socket) throws IOException;
  }

  @Test
  void a_handshake_that_hangs_ends_with_the_time_of_the_question() throws IOException {
    int port = listener(open::add);
    for (String spec : List.of("tls://127.0.0.1:" + port, "https://127.0.0.1:" + port)) {
      for (DnsAnswer answer : askMany(engine(SHORT, spec), 20)) {
        assertThat(answer.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(answer.millis()).isBetween(1400L, 3000L);
      }
    }
  }

  @Test
  void a_connection_closed_or_answered_with_nonsense_before_the_handshake_ends_at_once()
      throws IOException {
    int closing = listener(Socket::close);
    int babbling =
        listener(
            socket -> {
              socket
                  .getOutputStream()
                  .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              socket.close();
            });
    for (int port : List.of(closing, babbling)) {
      for (String spec : List.of("tls://127.0.0.1:" + port, "https://127.0.0.1:" + port)) {
        for (DnsAnswer answer : askMany(engine(Duration.ofSeconds(15), spec), 20)) {
          assertThat(answer.reason()).isEqualTo(Reason.SERVER_FAILURE);
          assertThat(answer.millis()).isLessThan(3000);
        }
      }
    }
  }

  @Test
  void more_questions_than_are_let_through_to_a_silent_resolver_all_end_in_time() {
    for (DnsAnswer answer : askMany(engine(SHORT, server(query -> List.of())), 600)) {
      assertThat(answer.reason()).isEqualTo(Reason.TIMEOUT);
      assertThat(answer.millis()).isLessThan(4000);
    }
  }

  @Test
  void closing_ends_the_questions_that_wait_in_line_too() {
    DnsEngine engine = engine(Duration.ofSeconds(15), server(query -> List.of()));
    List<CompletableFuture<DnsAnswer>> futures = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      futures.add(engine.ask(new Question("n" + i + ".example.com", RecordType.TXT)));
    }
    engine.close();
    for (CompletableFuture<DnsAnswer> future : futures) {
      assertThat(future.orTimeout(5, TimeUnit.SECONDS).join().reason())
          .isEqualTo(Reason.INTERRUPTED);
    }
  }

  @Test
  void a_resolver_that_never_speaks_does_not_hold_up_the_failure_of_the_others() {
    String failing = server(query -> List.of(rcode(query, Rcode.SERVFAIL)));
    DnsEngine engine = engine(Duration.ofSeconds(15), failing, server(query -> List.of()));
    for (DnsAnswer answer : askMany(engine, 5)) {
      assertThat(answer.reason()).isEqualTo(Reason.SERVER_FAILURE);
      assertThat(answer.millis()).isLessThan(5000);
    }
  }

  @Test
  void resolvers_without_a_listener_are_a_network_failure_for_many_questions_at_once() {
    String nobody = FakeServer.nobody(0).toString();
    for (DnsAnswer answer : askMany(engine(Duration.ofSeconds(15), nobody), 100)) {
      assertThat(answer.reason()).isEqualTo(Reason.NETWORK);
      assertThat(answer.millis()).isLessThan(2000);
    }
  }

  @Test
  void a_thousand_spoilt_replies_neither_hang_nor_break_the_engine() {
    var random = new Random(11);
    String spoiling =
        server(
            query -> {
              byte[] reply =
                  answer(
                      query,
                      "example.com. 300 TXT \"v=spf1 -all\"",
                      "example.com. 300 CNAME www.example.com.",
                      "example.com. 300 DNAME example.net.",
                      "www.example.com. 300 MX 10 mx.example.com.",
                      "www.example.com. 300 SOA a.example. b.example. 1 2 3 4 5");
              int header = 12 + query.getQuestion().getName().length() + 4;
              for (int i = random.nextInt(6); i >= 0; i--) {
                reply[header + random.nextInt(reply.length - header)] = (byte) random.nextInt(256);
              }
              return List.of(reply);
            });
    DnsEngine engine = engine(SHORT, spoiling);
    for (DnsAnswer answer : askMany(engine, 1000)) {
      assertThat(answer.status()).isNotNull();
    }
    DnsStatistics statistics = engine.statistics();
    assertThat(statistics.received()).isGreaterThanOrEqualTo(1000);
  }

  @Test
  void a_time_to_live_beyond_all_bounds_is_no_reason_to_refuse_the_answer() {
    String odd =
        server(
            query -> {
              byte[] reply = answer(query, RECORD);
              int ttl = 12 + query.getQuestion().getName().length() + 4 + 2 + 4;
              reply[ttl] = (byte) 0xff;
              return List.of(reply);
            });
    assertThat(ask(engine(SHORT, odd), TXT).status()).isEqualTo(Status.FOUND);
  }

  @Test
  void ports_change_with_time() throws Exception {
    var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    open.add(socket);
    EventLoop loop = loops.next();
    var carrier =
        new UdpCarrier(
            loops,
            loop,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort()),
            new Random(3),
            new Counters(),
            /* socketNanos= */ 0);
    open.add(0, () -> loop.submit(carrier::close).sync());
    Set<Integer> ports = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      byte[] query = Query.of(org.xbill.DNS.Name.root, 1).octets(true);
      loop.submit(() -> carrier.send(query, new Deaf())).sync();
      var packet = new DatagramPacket(new byte[512], 512);
      socket.receive(packet);
      ports.add(packet.getPort());
    }
    assertThat(ports).hasSizeGreaterThan(15);
  }

  private static final class Deaf implements Carrier.Reception {
    @Override
    public boolean reply(byte[] octets) {
      return true;
    }

    @Override
    public void failed(String words, boolean network) {}

    @Override
    public void late(long roundTripNanos) {}
  }
}
