package dev.mxray.net.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.net.dns.AnswerReader.Found;
import dev.mxray.net.dns.AnswerReader.NoData;
import dev.mxray.net.dns.AnswerReader.NoName;
import dev.mxray.net.dns.AnswerReader.Onward;
import dev.mxray.net.dns.AnswerReader.Reading;
import dev.mxray.net.dns.AnswerReader.Refused;
import dev.mxray.net.dns.AnswerReader.Unusable;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class AnswerReaderTest {
  private static final Name NAME = Name.fromConstantString("a.example.com.");
  private static final String SOA =
      "example.com. 300 SOA ns.example.com. root.example.com. 1 2 3 4 60";

  private static Message message(int rcode, List<String> answer, List<String> authority) {
    Message query = Message.newQuery(Record.newRecord(NAME, Type.A, DClass.IN));
    return FakeServer.reply(query, rcode, answer, authority);
  }

  private static Reading read(int rcode, List<String> answer, String... authority) {
    return AnswerReader.read(
        NAME, NAME, Type.A, message(rcode, answer, List.of(authority)), List.of());
  }

  private static Reading read(String... answer) {
    return read(Rcode.NOERROR, List.of(answer));
  }

  @Test
  void records_of_the_name_are_found_once_and_others_ignored() {
    Reading reading =
        read(
            "a.example.com. 300 A 192.0.2.1",
            "A.example.com. 200 A 192.0.2.1",
            "b.example.com. 10 A 192.0.2.2",
            "a.example.com. 10 TXT no");
    assertThat(reading).isInstanceOf(Found.class);
    assertThat(((Found) reading).records()).hasSize(1);
    assertThat(((Found) reading).ttl()).isLessThanOrEqualTo(300);
  }

  @Test
  void a_chain_is_followed_in_any_order_with_the_least_ttl() {
    Reading reading =
        read(
            "c.example.net. 300 A 192.0.2.1",
            "b.example.net. 60 CNAME c.example.net.",
            "a.example.com. 100 CNAME b.example.net.");
    assertThat(((Found) reading).aliases())
        .extracting(Name::toString)
        .containsExactly("b.example.net.", "c.example.net.");
    assertThat(((Found) reading).ttl()).isEqualTo(60);
  }

  @Test
  void a_dname_without_its_cname_is_applied() {
    Reading reading = read("example.com. 50 DNAME example.net.", "a.example.net. 90 A 192.0.2.1");
    assertThat(((Found) reading).aliases())
        .extracting(Name::toString)
        .containsExactly("a.example.net.");
    assertThat(((Found) reading).ttl()).isEqualTo(50);
  }

  @Test
  void a_dname_that_makes_the_name_too_long_is_unusable() {
    String label = "x".repeat(63) + ".";
    assertThat(read("example.com. 50 DNAME " + label.repeat(3) + "y".repeat(61) + "."))
        .isInstanceOf(Unusable.class);
  }

  @Test
  void a_chain_that_ends_in_nxdomain_keeps_its_aliases() {
    Reading reading = read(Rcode.NXDOMAIN, List.of("a.example.com. 100 CNAME b.example.com."), SOA);
    assertThat(((NoName) reading).aliases()).hasSize(1);
    assertThat(((NoName) reading).ttl()).isEqualTo(60);
  }

  @Test
  void a_chain_that_ends_with_an_soa_is_nodata_and_one_without_goes_on() {
    List<String> alias = List.of("a.example.com. 100 CNAME b.example.com.");
    assertThat(read(Rcode.NOERROR, alias, SOA)).isInstanceOf(NoData.class);
    assertThat(read(Rcode.NOERROR, alias)).isInstanceOf(Onward.class);
    assertThat(read(Rcode.NOERROR, alias, "other.example. 300 SOA a. b. 1 2 3 4 60"))
        .isInstanceOf(Onward.class);
  }

  @Test
  void nothing_is_nodata_and_a_referral_is_not() {
    assertThat(read()).isEqualTo(new NoData(List.of(), 0));
    assertThat(read(Rcode.NOERROR, List.of(), SOA)).isEqualTo(new NoData(List.of(), 60));
    assertThat(read(Rcode.NOERROR, List.of(), "com. 300 NS a.gtld.")).isInstanceOf(Refused.class);
  }

  @Test
  void nxdomain_with_records_is_a_contradiction() {
    assertThat(read(Rcode.NXDOMAIN, List.of("a.example.com. 300 A 192.0.2.1")))
        .isInstanceOf(Refused.class);
  }

  @Test
  void loops_are_unusable() {
    assertThat(read("a.example.com. 1 CNAME a.example.com.")).isInstanceOf(Unusable.class);
    assertThat(read("a.example.com. 1 CNAME b.", "b. 1 CNAME a.example.com."))
        .isInstanceOf(Unusable.class);
  }

  @Test
  void twelve_aliases_are_followed_and_thirteen_are_not() {
    for (int length : new int[] {12, 13}) {
      Message message =
          message(Rcode.NOERROR, List.of("n" + length + ". 1 A 192.0.2.1"), List.of());
      message.addRecord(FakeServer.record("a.example.com. 1 CNAME n1."), Section.ANSWER);
      for (int i = 1; i < length; i++) {
        message.addRecord(
            FakeServer.record("n" + i + ". 1 CNAME n" + (i + 1) + "."), Section.ANSWER);
      }
      assertThat(AnswerReader.read(NAME, NAME, Type.A, message, List.of()))
          .isInstanceOf(length == 12 ? Found.class : Unusable.class);
    }
  }

  @Test
  void a_question_for_the_alias_itself_is_not_followed() {
    Message message =
        message(Rcode.NOERROR, List.of("a.example.com. 1 CNAME b.example.com."), List.of());
    assertThat(AnswerReader.read(NAME, NAME, Type.CNAME, message, List.of()))
        .isInstanceOf(Found.class);
  }

  @Test
  void hostile_octets_never_throw_and_never_bring_records_of_other_names() {
    var random = new Random(11);
    byte[] query = Query.of(NAME, Type.A).octets(true);
    byte[] good =
        message(
                Rcode.NOERROR,
                List.of(
                    "a.example.com. 100 CNAME b.example.com.",
                    "b.example.com. 100 A 192.0.2.1",
                    "b.example.com. 100 TXT x",
                    "example.com. 9 DNAME example.net."),
                List.of(SOA))
            .toWire();
    Replies.setId(good, 0);
    assertThat(Replies.fit(good, query)).isEqualTo(Replies.Fit.OURS);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = i % 10 == 0 ? new byte[random.nextInt(80)] : good.clone();
      if (i % 10 == 0) {
        random.nextBytes(bytes);
      }
      for (int n = random.nextInt(6); n > 0 && bytes.length > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (random.nextInt(4) == 0) {
        bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      }
      if (Replies.fit(bytes, query) != Replies.Fit.OURS) {
        continue;
      }
      Message message = Replies.parse(bytes);
      if (message != null) {
        read++;
        Replies.outcome(message);
        if (AnswerReader.read(NAME, NAME, Type.A, message, List.of()) instanceof Found found) {
          Name end =
              found.aliases().isEmpty() ? NAME : found.aliases().get(found.aliases().size() - 1);
          assertThat(found.records()).allMatch(r -> r.getName().equals(end));
        }
      }
    }
    assertThat(read).isGreaterThan(1000);
  }
}
