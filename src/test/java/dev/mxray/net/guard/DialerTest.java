package dev.mxray.net.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.address.IpAddress;
import dev.mxray.net.EventLoops;
import dev.mxray.net.guard.Dialled.Connected;
import dev.mxray.net.guard.Dialled.NotConnected;
import dev.mxray.observe.Ending.How;
import dev.mxray.text.Sentence;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class DialerTest {
  private static final IpAddress ADDRESS = IpAddress.parse("25.0.0.1").orElseThrow();

  private final EventLoops loops = EventLoops.open();
  private final List<InetSocketAddress> asked = new ArrayList<>();
  private final CompletableFuture<How> stop = new CompletableFuture<>();

  @AfterEach
  void close() {
    loops.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "192.168.1.1",
        "100.64.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1"
      })
  void an_address_that_is_not_on_the_internet_is_not_contacted(String text) throws IOException {
    try (var server = server()) {
      IpAddress address = IpAddress.parse(text).orElseThrow();
      Dialled dialled = dial(dialer(AddressPolicy.PUBLIC_ONLY, 4, server), address);
      assertThat(dialled).isInstanceOf(NotConnected.class);
      assertThat(((NotConnected) dialled).how()).isEqualTo(How.NOT_PUBLIC);
      assertThat(((NotConnected) dialled).words())
          .isEqualTo(address.special().orElseThrow().toString());
      assertThat(asked).isEmpty();
    }
  }

  @Test
  void any_address_is_contacted_when_the_user_says_so() throws IOException {
    try (var server = server()) {
      var anywhere = dialer(new AddressPolicy(/* allowPrivate= */ true), 4, server);
      assertThat(dial(anywhere, IpAddress.parse("10.0.0.1").orElseThrow()))
          .isInstanceOf(Connected.class);
    }
  }

  @Test
  void the_route_is_asked_with_the_address_and_the_port() throws IOException {
    try (var server = server()) {
      assertThat(dial(dialer(AddressPolicy.PUBLIC_ONLY, 4, server), ADDRESS))
          .isInstanceOf(Connected.class);
      assertThat(asked).containsExactly(new InetSocketAddress("25.0.0.1", 25));
    }
  }

  @Test
  void a_refusal_is_a_value_and_makes_the_scanner_gentle() {
    var budget = new ConnectionBudget(4, 10);
    var dialer = new Dialer(loops, AddressPolicy.PUBLIC_ONLY, budget, Routes.nowhere(), seconds(5));
    assertThat(dial(dialer, ADDRESS))
        .isEqualTo(new NotConnected(How.REFUSED, Sentence.of("net.refused")));
    budget.enter(ADDRESS);
    assertThat(budget.enter(ADDRESS).granted()).isNotDone();
  }

  @Test
  void a_connection_gives_its_place_back_when_it_closes() throws Exception {
    try (var server = server()) {
      Dialer dialer = dialer(AddressPolicy.PUBLIC_ONLY, 1, server);
      var first = (Connected) dial(dialer, ADDRESS);
      CompletableFuture<Dialled> second = dialer.dial(ADDRESS, 25, handler(), stop);
      TimeUnit.MILLISECONDS.sleep(50);
      assertThat(second).isNotDone();

      EventLoops.unwatched(first.channel().close());
      assertThat(second.join()).isInstanceOf(Connected.class);
    }
  }

  @Test
  void who_waits_for_a_place_hears_that_the_scan_has_ended() throws IOException {
    try (var server = server()) {
      Dialer dialer = dialer(AddressPolicy.PUBLIC_ONLY, 1, server);
      assertThat(dial(dialer, ADDRESS)).isInstanceOf(Connected.class);
      CompletableFuture<Dialled> second = dialer.dial(ADDRESS, 25, handler(), stop);
      stop.complete(How.DEADLINE);
      assertThat(second.join())
          .isEqualTo(new NotConnected(How.DEADLINE, Sentence.of("net.stopped")));
      assertThat(asked).hasSize(1);
    }
  }

  @Test
  void a_closed_port_that_was_only_guessed_at_does_not_slow_the_others_down() throws IOException {
    try (var server = server()) {
      var budget = new ConnectionBudget(4, 100);
      var dialer =
          new Dialer(
              loops,
              AddressPolicy.PUBLIC_ONLY,
              budget,
              (address, port) ->
                  port == 25
                      ? new InetSocketAddress(server.getInetAddress(), server.getLocalPort())
                      : Routes.NOBODY,
              Duration.ofSeconds(5));
      var guess = new Dialer.Manner(Duration.ofSeconds(5), /* guessed= */ true);
      assertThat(dialer.dial(ADDRESS, 143, handler(), stop, guess).join())
          .isEqualTo(new NotConnected(How.REFUSED, Sentence.of("net.refused")));
      var first = (Connected) dial(dialer, ADDRESS);
      assertThat(dial(dialer, ADDRESS)).isInstanceOf(Connected.class);

      assertThat(dialer.dial(ADDRESS, 143, handler(), stop, dialer.usual()).join())
          .isInstanceOf(NotConnected.class);
      var waiting = dialer.dial(ADDRESS, 25, handler(), stop);
      assertThat(first.channel().isOpen()).isTrue();
      assertThat(waiting).isNotDone();
      assertThat(budget.open()).isEqualTo(2);
    }
  }

  @Test
  void nobody_is_dialled_after_the_scan_has_ended() throws IOException {
    try (var server = server()) {
      stop.complete(How.INTERRUPTED);
      assertThat(dial(dialer(AddressPolicy.PUBLIC_ONLY, 4, server), ADDRESS))
          .isEqualTo(new NotConnected(How.INTERRUPTED, Sentence.of("net.stopped")));
      assertThat(asked).isEmpty();
    }
  }

  @Test
  void nobody_is_dialled_on_loops_that_are_closed() throws Exception {
    try (var server = server()) {
      Dialer dialer = dialer(AddressPolicy.PUBLIC_ONLY, 4, server);
      loops.close();
      TimeUnit.MILLISECONDS.sleep(200);
      assertThat(dial(dialer, ADDRESS)).isInstanceOf(NotConnected.class);
    }
  }

  @Test
  void what_stands_in_the_way_is_told_by_the_words_of_the_system() {
    assertThat(how(new ConnectException("Connection refused: /25.0.0.1:25")))
        .isEqualTo(How.REFUSED);
    assertThat(how(new ConnectException("connection timed out after 100 ms: /25.0.0.1:25")))
        .isEqualTo(How.TIMEOUT);
    assertThat(how(new IOException("syscall:getsockopt(..) failed: Connection reset by peer")))
        .isEqualTo(How.RESET);
    assertThat(how(new SocketException("Network is unreachable: /[2e00:25::1]:25")))
        .isEqualTo(How.UNREACHABLE);
    assertThat(how(new SocketException("Cannot assign requested address")))
        .isEqualTo(How.UNREACHABLE);
    assertThat(how(new NoRouteToHostException("No route to host"))).isEqualTo(How.TIMEOUT);
    assertThat(how(new SocketException("Permission denied"))).isEqualTo(How.FORBIDDEN);
    assertThat(how(new SocketException("Operation not permitted"))).isEqualTo(How.FORBIDDEN);
  }

  private static How how(Throwable cause) {
    return Dialer.failure(cause).how();
  }

  private Dialled dial(Dialer dialer, IpAddress address) {
    return dialer.dial(address, 25, handler(), stop).orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static ChannelInboundHandlerAdapter handler() {
    return new ChannelInboundHandlerAdapter();
  }

  private Dialer dialer(AddressPolicy policy, int perAddress, ServerSocket server) {
    return new Dialer(
        loops,
        policy,
        new ConnectionBudget(perAddress, 10),
        (address, port) -> {
          asked.add(new InetSocketAddress(address, port));
          return (InetSocketAddress) server.getLocalSocketAddress();
        },
        seconds(5));
  }

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
