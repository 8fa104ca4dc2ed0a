package dev.mxray.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.message.signature.ArcVerdict;
import dev.mxray.message.signature.ArcVerdict.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 8617 §5.2. */
class ArcChainTest {
  private static final String MESSAGE =
      """
      From: Alice <alice@example.com>
      To: list@example.net
      Subject: Hello
      Date: Fri, 20 Nov 2026 11:59:00 +0000

      Dear list
      """
          .replace("\n", "\r\n");

  private static final String ZONE =
      "s1._domainkey.lists.example. "
          + TestSigner.record(TestSigner.RSA)
          + "\ns1._domainkey.relay.example. "
          + TestSigner.record(TestSigner.ED25519)
          + "\n";

  /** The fields of one handler on top of a message, and of those before it. */
  private static String handled(
      String message, List<String> sets, TestSigner signer, String state) {
    int instance = sets.size() / 3 + 1;
    String results =
        "ARC-Authentication-Results: i=" + instance + "; mx.example; spf=pass; dkim=pass\r\n";
    String signature = signer.signed("from:to:subject:date").arcSignature(message, instance);
    sets.add(results);
    sets.add(signature);
    String seal = signer.seal(sets, instance, state);
    sets.add(seal);
    return seal + signature + results + message;
  }

  private static TestSigner lists() {
    return new TestSigner().domain("lists.example");
  }

  private static TestSigner relay() {
    return new TestSigner().domain("relay.example").ed25519();
  }

  private static String twice() {
    var sets = new ArrayList<String>();
    return handled(handled(MESSAGE, sets, lists(), "none"), sets, relay(), "pass");
  }

  private static ArcVerdict arc(String message) {
    return MessageLab.judge(ZONE, message).arc();
  }

  @Test
  void without_fields_there_is_no_chain() {
    assertThat(arc(MESSAGE).state()).isEqualTo(State.NONE);
  }

  @Test
  void one_handler_and_two_make_a_chain_that_passes() {
    ArcVerdict one = arc(handled(MESSAGE, new ArrayList<>(), lists(), "none"));
    ArcVerdict two = arc(twice());

    assertThat(one.state()).as(one.reason()).isEqualTo(State.PASS);
    assertThat(two.state()).as(two.reason()).isEqualTo(State.PASS);
    assertThat(two.sealers()).containsExactly("lists.example", "relay.example");
  }

  @Test
  void a_message_changed_after_the_last_handler_breaks_the_chain() {
    ArcVerdict verdict = arc(twice().replace("Dear list", "Dear all"));

    assertThat(verdict.state()).isEqualTo(State.FAIL);
    assertThat(verdict.reason()).startsWith("the message signature with i=2: the body was changed");
  }

  @Test
  void a_message_changed_between_handlers_does_not() {
    var sets = new ArrayList<String>();
    String first = handled(MESSAGE, sets, lists(), "none");
    String second = handled(first.replace("Dear list", "[list] Dear list"), sets, relay(), "pass");

    assertThat(arc(second).state()).isEqualTo(State.PASS);
  }

  @ParameterizedTest
  @CsvSource({
    "i=1; mx.example; spf=pass, i=1; mx.example; spf=fail, the seal with i=",
    "cv=pass, cv=fail, the seal with i=2 says that the chain was broken",
    "cv=none, cv=pass, the seal with i=1 says cv=pass",
    "ARC-Authentication-Results: i=1, X-Results: i=1, the set of fields with i=1",
    "ARC-Seal: i=1; , ARC-Seal: , line",
    "ARC-Seal: i=2; , ARC-Seal: i=1; , there are two ARC-Seal fields with i=1",
    "ARC-Seal: i=2; , ARC-Seal: i=51; , more than 50 sets",
    "ARC-Seal: i=2; , ARC-Seal: i=2; h=from; , the seal with i=2 has a tag h=",
  })
  void what_breaks_the_chain(String from, String to, String reason) {
    String message = twice();

    assertThat(message).contains(from.strip());
    ArcVerdict verdict = arc(message.replace(from, to));
    assertThat(verdict.state()).isEqualTo(State.FAIL);
    assertThat(verdict.reason()).startsWith(reason);
  }

  @Test
  void a_handler_that_signs_the_seals_breaks_the_chain() {
    var sets = new ArrayList<String>();
    String first = handled(MESSAGE, sets, lists(), "none");
    String signature = relay().signed("from:arc-seal").arcSignature(first, 2);
    sets.add("ARC-Authentication-Results: i=2; mx.example; arc=pass\r\n");
    sets.add(signature);
    String seal = relay().seal(sets, 2, "pass");

    assertThat(arc(seal + signature + sets.get(3) + first).reason())
        .isEqualTo("the signature with i=2 signs ARC-Seal fields");
  }

  @Test
  void a_key_that_cannot_be_asked_for_leaves_it_open() {
    assertThat(
            MessageLab.judge("!servfail s1._domainkey.lists.example TXT\n" + ZONE, twice())
                .arc()
                .state())
        .isEqualTo(State.TEMPERROR);
  }
}
