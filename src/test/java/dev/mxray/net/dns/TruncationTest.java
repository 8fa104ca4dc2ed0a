package dev.mxray.net.dns;

import static dev.mxray.net.dns.EngineLab.RECORD;
import static dev.mxray.net.dns.EngineLab.TXT;
import static dev.mxray.net.dns.EngineLab.always;
import static dev.mxray.net.dns.EngineLab.ask;
import static dev.mxray.net.dns.EngineLab.outcomes;
import static dev.mxray.net.dns.FakeServer.answer;
import static dev.mxray.net.dns.FakeServer.truncated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.net.dns.DnsAnswer.Status;
import dev.mxray.observe.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What does not fit into a datagram comes over TCP. */
class TruncationTest {
  @RegisterExtension final EngineLab lab = new EngineLab();

  @Test
  void a_truncated_reply_is_asked_for_over_tcp_on_one_connection() {
    FakeServer server = lab.server(q -> List.of(truncated(q)), always(RECORD));
    DnsEngine engine = lab.engine(server);
    assertThat(ask(engine, TXT).status()).isEqualTo(Status.FOUND);
    List<CompletableFuture<DnsAnswer>> more = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      more.add(engine.ask(new Question("n" + i + ".example.com", RecordType.TXT)));
    }
    more.forEach(future -> assertThat(future.join().status()).isEqualTo(Status.NODATA));
    assertThat(server.streams).hasValue(21);
    assertThat(server.connections).hasValue(1);
  }

  @Test
  void truncation_with_tcp_refused_is_a_failed_attempt() {
    FakeServer noTcp = lab.server(q -> List.of(truncated(q)));
    DnsAnswer answer = ask(lab.engine(noTcp, lab.server(always(RECORD))), TXT);
    assertThat(answer.status()).isEqualTo(Status.FOUND);
    assertThat(outcomes(answer)).containsExactly("truncated, TCP refused", "NOERROR");
    assertThat(ask(lab.engine(noTcp), TXT).reason()).isEqualTo(Reason.SERVER_FAILURE);
  }

  @Test
  void a_connection_closed_while_a_question_was_out_is_opened_again() {
    FakeServer server =
        lab.server(
            q -> List.of(truncated(q)),
            query -> {
              if (query.getQuestion().getName().toString().startsWith("close")) {
                throw new java.io.IOException("close");
              }
              return List.of(answer(query, RECORD));
            });
    DnsEngine engine = lab.engine(server);
    assertThat(ask(engine, TXT).status()).isEqualTo(Status.FOUND);
    DnsAnswer closed = ask(engine, new Question("close.example.com", RecordType.TXT));
    assertThat(outcomes(closed)).containsExactly("truncated, TCP connection closed");
    assertThat(server.connections).hasValue(2);
    assertThat(ask(engine, new Question("a.example.com", RecordType.TXT)).status())
        .isEqualTo(Status.NODATA);
  }

  @Test
  void sixty_kilobytes_in_many_strings_come_over_tcp() {
    String text = ("\"" + "x".repeat(250) + "\" ").repeat(240).strip();
    FakeServer server =
        lab.server(q -> List.of(truncated(q)), always("example.com. 300 TXT " + text));
    DnsAnswer answer = ask(lab.engine(server), TXT);
    assertThat(Texts.joined(answer.records().get(0))).hasSize(60_000);
    assertThat(answer.size()).isGreaterThan(60_000);
  }
}
