package dev.mxray.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mxray.address.IpAddress;
import dev.mxray.net.EventLoops;
import dev.mxray.net.guard.AddressPolicy;
import dev.mxray.net.guard.ConnectionBudget;
import dev.mxray.net.guard.Dialer;
import dev.mxray.net.mail.InjectionClient;
import dev.mxray.net.mail.InjectionTarget;
import dev.mxray.net.mail.MailboxProtocol;
import dev.mxray.net.mail.MailboxTarget;
import dev.mxray.net.mail.SmtpClient;
import dev.mxray.net.mail.SmtpTarget;
import dev.mxray.net.mail.TalkingMailboxClient;
import dev.mxray.net.tls.OddHandshake;
import dev.mxray.net.tls.OddHandshake.Burden;
import dev.mxray.net.tls.TlsOffer;
import dev.mxray.net.tls.TlsPreparation;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thousands of conversations with servers that do everything wrong, at every point: each comes to
 * an end, and when all have, no socket, no place in the budget and no timer is left. That no buffer
 * is, {@link dev.mxray.LeakWatch} sees, which reports to this class as to any other.
 *
 * <p>{@code -Dmxray.weather=10000} sets their number.
 */
@Timeout(300)
class HostileServersTest {
  private static final int CONVERSATIONS = Integer.getInteger("mxray.weather", 1000);

  /** Short enough that those who wait for it do not make it long. */
  private static final Duration TIMEOUT = Duration.ofMillis(500);

  private static final int AT_A_TIME = 64;

  /** One in so many of these moves as much as all the others together. */
  private static final int RARE = 8;

  private final Map<Integer, InetSocketAddress> servers = new HashMap<>();
  private final ConnectionBudget budget = new ConnectionBudget(AT_A_TIME, AT_A_TIME);
  private final CompletableFuture<How> stop = new CompletableFuture<>();

  /** How one server is asked. */
  private record Way(@Nullable MailboxProtocol protocol, int port, boolean implicit) {}

  private static final List<Way> WAYS =
      List.of(
          new Way(null, 25, false),
          new Way(null, 465, true),
          new Way(MailboxProtocol.IMAP, 143, false),
          new Way(MailboxProtocol.IMAP, 993, true),
          new Way(MailboxProtocol.POP3, 110, false),
          new Way(null, 587, false),
          new Way(MailboxProtocol.SIEVE, 4190, false));

  @Test
  void whatever_servers_do_nothing_is_left_behind() throws Exception {
    assertThat(OddHandshake.of(/* newest= */ true, Burden.NONE).isUp()).isFalse(); // makes its keys
    TlsPreparation.prepare();
    SocketChannel.open().close(); // with the first one the JDK makes one of its own, which stays
    long sockets = sockets();
    try (var storm = new Storm();
        var loops = EventLoops.open()) {
      var dialer =
          new Dialer(
              loops,
              AddressPolicy.PUBLIC_ONLY,
              budget,
              (address, port) -> Objects.requireNonNull(servers.get(number(address.getAddress()))),
              TIMEOUT);
      List<CompletableFuture<Ending>> endings = talk(storm, dialer);

      CompletableFuture.allOf(endings.toArray(CompletableFuture<?>[]::new))
          .get(240, TimeUnit.SECONDS);

      assertThat(steps(endings))
          .containsAll(EnumSet.complementOf(EnumSet.of(Step.CONNECT, Step.COMMAND, Step.QUIT)));
      assertThat(storm.visits()).isGreaterThan(CONVERSATIONS * 9L / 10); // some reset too early
      await()
          .atMost(20, TimeUnit.SECONDS)
          .untilAsserted(
              () -> {
                assertThat(storm.open()).isEmpty();
                assertThat(budget.open()).isZero();
              });
      await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(timers(loops)).isZero());
    }
    await()
        .atMost(10, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(sockets()).isLessThanOrEqualTo(sockets));
  }

  private List<CompletableFuture<Ending>> talk(Storm storm, Dialer dialer) {
    List<Spell> spells = Spell.all();
    Map<Spell, Map<Way, InetSocketAddress>> ports = new HashMap<>();
    var plan = new ArrayList<Runnable>();
    var endings = new ArrayList<CompletableFuture<Ending>>();
    for (int round = 0; endings.size() < CONVERSATIONS; round++) {
      for (int i = 0; i < spells.size() && endings.size() < CONVERSATIONS; i++) {
        Spell spell = spells.get(i);
        if (spell.rare() && (round + i) % RARE != 0) {
          continue;
        }
        int number = endings.size();
        Way way = WAYS.get((round + i) % WAYS.size());
        servers.put(
            number,
            ports
                .computeIfAbsent(spell, first -> new HashMap<>())
                .computeIfAbsent(
                    way, first -> storm.serve(spell, first.protocol(), first.implicit())));
        var ending = new CompletableFuture<Ending>();
        endings.add(ending);
        plan.add(
            () -> {
              var unused =
                  converse(dialer, way, number)
                      .whenComplete(
                          (how, bug) -> {
                            if (bug == null) {
                              ending.complete(how);
                            } else {
                              ending.completeExceptionally(
                                  new AssertionError(spell.name() + " " + way, bug));
                            }
                          });
            });
      }
    }
    plan.forEach(Runnable::run); // only now, that the map of servers does not change any more
    return endings;
  }

  private CompletableFuture<Ending> converse(Dialer dialer, Way way, int number) {
    IpAddress address = address(number);
    MailboxProtocol protocol = way.protocol();
    if (number % 9 == 0 && !way.implicit()) {
      return new InjectionClient(dialer, Optional.empty(), TIMEOUT)
          .inject(
              new InjectionTarget(
                  Optional.ofNullable(protocol),
                  "mx.example.com",
                  address,
                  way.port(),
                  TlsOffer.USUAL),
              stop)
          .thenApply(injection -> injection.ending());
    }
    return protocol == null
        ? new SmtpClient(dialer, Optional.empty(), TIMEOUT)
            .converse(
                new SmtpTarget("mx.example.com", address, way.port(), way.implicit()),
                stop,
                greeting -> {})
            .thenApply(dialogue -> dialogue.ending())
        : new TalkingMailboxClient(dialer, TIMEOUT)
            .converse(
                new MailboxTarget(protocol, "mx.example.com", address, way.port(), way.implicit()),
                /* announced= */ true,
                stop)
            .thenApply(dialogue -> dialogue.ending());
  }

  /** No two conversations know of each other. */
  private static IpAddress address(int number) {
    return IpAddress.parse("25.0." + (number >> 8) + "." + (number & 255)).orElseThrow();
  }

  private static int number(byte[] octets) {
    return (octets[2] & 255) << 8 | (octets[3] & 255);
  }

  private static Set<Step> steps(Collection<CompletableFuture<Ending>> endings) {
    var steps = EnumSet.noneOf(Step.class);
    endings.forEach(ending -> steps.add(ending.join().step()));
    return steps;
  }

  /** What the loops of the scanner still mean to do, by their own list. */
  private static int timers(EventLoops loops) throws ReflectiveOperationException {
    var all = new HashSet<EventLoop>();
    Stream.generate(loops::next).limit(16).forEach(all::add);
    int timers = 0;
    for (EventLoop loop : all) {
      Class<?> type = loop.getClass();
      while (!type.getSimpleName().equals("AbstractScheduledEventExecutor")) {
        type = Objects.requireNonNull(type.getSuperclass());
      }
      Field queue = type.getDeclaredField("scheduledTaskQueue");
      queue.setAccessible(true);
      Object tasks = queue.get(loop);
      timers += tasks == null ? 0 : ((Collection<?>) tasks).size();
    }
    return timers;
  }

  /** The sockets of this process, where that can be seen. */
  private static long sockets() {
    Path own = Path.of("/proc/self/fd");
    if (!Files.isDirectory(own)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(own)) {
      return files.filter(HostileServersTest::isSocket).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // closed in the meantime
    }
  }
}
