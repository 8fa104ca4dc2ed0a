package dev.mxray.net.dns;

import static dev.mxray.net.dns.FakeServer.answer;

import dev.mxray.net.EventLoops;
import dev.mxray.observe.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Engines and scripted servers of one test, and a clock for what engines keep. */
final class EngineLab implements AfterEachCallback {
  static final Question TXT = new Question("example.com", RecordType.TXT);
  static final String RECORD = "example.com. 300 TXT \"v=spf1 -all\"";
  static final String SOA = "example.com. 300 SOA ns.example.com. root.example.com. 1 2 3 4 60";
  static final FakeServer.Script SILENT = query -> List.of();

  final AtomicLong clock = new AtomicLong();
  private final EventLoops loops = EventLoops.open();
  private final List<AutoCloseable> open = new ArrayList<>();

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    loops.close();
  }

  FakeServer server(FakeServer.Script script) {
    FakeServer server = FakeServer.udp(script);
    open.add(server);
    return server;
  }

  FakeServer server(FakeServer.Script udp, FakeServer.Script tcp) {
    FakeServer server = FakeServer.both(udp, tcp);
    open.add(server);
    return server;
  }

  DnsEngine engine(Duration timeout, FakeServer... servers) {
    return engine(timeout, Stream.of(servers).map(FakeServer::spec).toList());
  }

  private DnsEngine engine(Duration timeout, List<ResolverSpec> specs) {
    DnsEngine engine =
        DnsEngine.builder(loops).resolvers(specs).timeout(timeout).ticker(clock::get).build();
    open.add(0, engine);
    return engine;
  }

  DnsEngine engine(ResolverSpec... specs) {
    return engine(Duration.ofSeconds(5), List.of(specs));
  }

  DnsEngine engine(FakeServer... servers) {
    return engine(Duration.ofSeconds(5), servers);
  }

  static DnsAnswer ask(DnsEngine engine, Question question) {
    return engine.ask(question).orTimeout(30, TimeUnit.SECONDS).join();
  }

  static List<String> outcomes(DnsAnswer answer) {
    return answer.attempts().stream().map(Attempt::outcome).toList();
  }

  static FakeServer.Script always(String... records) {
    return query -> List.of(answer(query, records));
  }
}
