package dev.mxray.net.dns;

import static dev.mxray.net.dns.EngineLab.RECORD;
import static dev.mxray.net.dns.EngineLab.TXT;
import static dev.mxray.net.dns.EngineLab.always;
import static dev.mxray.net.dns.EngineLab.ask;
import static dev.mxray.net.dns.EngineLab.outcomes;
import static dev.mxray.net.dns.FakeServer.answer;
import static dev.mxray.net.dns.FakeServer.withId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.net.dns.DnsAnswer.Status;
import dev.mxray.observe.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** Replies to other questions, forged ones and broken ones. */
class HostileRepliesTest {
  @RegisterExtension final EngineLab lab = new EngineLab();

  @Test
  void wrong_ids_wrong_questions_queries_and_garbage_are_dropped_until_the_right_one_comes() {
    FakeServer liar =
        lab.server(
            query -> {
              byte[] right = answer(query, RECORD);
              var other = FakeServer.reply(query, Rcode.NOERROR, List.of(), List.of());
              other.removeAllRecords(Section.QUESTION);
              other.addRecord(FakeServer.record("other.example. 0 TXT x"), Section.QUESTION);
              byte[] notReply = right.clone();
              notReply[2] &= 0x7f;
              return List.of(
                  withId(right, query.getHeader().getID() ^ 1),
                  other.toWire(),
                  notReply,
                  new byte[] {1},
                  new byte[0],
                  java.util.Arrays.copyOf(right, 14),
                  right);
            });
    DnsEngine engine = lab.engine(liar);
    DnsAnswer answer = ask(engine, TXT);
    assertThat(answer.status()).isEqualTo(Status.FOUND);
    assertThat(outcomes(answer)).containsExactly("NOERROR");
    DnsStatistics statistics = engine.statistics();
    assertThat(statistics.unknownId()).isEqualTo(1);
    assertThat(statistics.wrongQuestion()).isEqualTo(2);
    // An empty datagram does not reach the engine on every transport.
    assertThat(statistics.malformed()).isBetween(2L, 3L);
    assertThat(statistics.sent()).isEqualTo(1);
  }

  @Test
  void a_reply_that_cannot_be_parsed_makes_the_next_resolver_be_asked_and_is_no_end() {
    FakeServer broken =
        lab.server(
            query -> {
              byte[] right = answer(query, RECORD);
              return List.of(java.util.Arrays.copyOf(right, right.length - 3));
            });
    DnsAnswer answer = ask(lab.engine(broken, lab.server(always(RECORD))), TXT);
    assertThat(outcomes(answer)).containsExactly("malformed", "NOERROR");
    assertThat(answer.millis()).isLessThan(350);
    DnsAnswer alone = ask(lab.engine(broken), TXT);
    assertThat(alone.reason()).isEqualTo(Reason.SERVER_FAILURE);
    assertThat(outcomes(alone)).containsExactly("malformed");
  }

  @Test
  void a_flood_of_wrong_answers_does_not_hide_the_right_one() {
    var random = new Random(7);
    FakeServer flooder =
        lab.server(
            query -> {
              List<byte[]> replies = new ArrayList<>();
              for (int i = 0; i < 50; i++) {
                int id = (query.getHeader().getID() + 1 + random.nextInt(60000)) & 0xffff;
                replies.add(withId(answer(query, "example.com. 300 TXT forged"), id));
              }
              replies.add(answer(query, RECORD));
              return replies;
            });
    DnsEngine engine = lab.engine(flooder);
    DnsAnswer answer = ask(engine, TXT);
    assertThat(Texts.joined(answer.records().get(0))).isEqualTo("v=spf1 -all");
    assertThat(engine.statistics().dropped()).isGreaterThan(0);
  }

  @Test
  void alias_loops_within_and_across_messages_are_unusable() {
    FakeServer within =
        lab.server(
            always("example.com. 300 CNAME b.example.", "b.example. 300 CNAME example.com."));
    assertThat(ask(lab.engine(within), TXT).reason()).isEqualTo(Reason.UNUSABLE_ANSWER);
    FakeServer across =
        lab.server(
            query -> {
              String name = query.getQuestion().getName().toString();
              String target = name.equals("example.com.") ? "b.example." : "example.com.";
              return List.of(answer(query, name + " 300 CNAME " + target));
            });
    assertThat(ask(lab.engine(across), TXT).reason()).isEqualTo(Reason.UNUSABLE_ANSWER);
    FakeServer endless =
        lab.server(
            query -> {
              String name = query.getQuestion().getName().toString();
              return List.of(answer(query, name + " 300 CNAME x" + name.length() + "." + name));
            });
    assertThat(ask(lab.engine(endless), TXT).reason()).isEqualTo(Reason.UNUSABLE_ANSWER);
    assertThat(endless.datagrams).hasValueLessThanOrEqualTo(AnswerReader.MAX_ALIASES + 1);
  }
}
