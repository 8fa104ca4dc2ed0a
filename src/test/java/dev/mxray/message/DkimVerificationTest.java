package dev.mxray.message;

import static dev.mxray.message.signature.SignatureResult.FAIL;
import static dev.mxray.message.signature.SignatureResult.PASS;
import static dev.mxray.message.signature.SignatureResult.PERMERROR;
import static dev.mxray.message.signature.SignatureResult.POLICY;
import static dev.mxray.message.signature.SignatureResult.TEMPERROR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.dkim.TestKeys;
import dev.mxray.message.signature.SignatureResult;
import dev.mxray.message.signature.SignatureVerdict;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6376 §6.1, RFC 8301 and RFC 8463, one rule a test. */
class DkimVerificationTest {
  private static final String MESSAGE =
      """
      From: Alice <alice@example.com>
      To: bob@example.net
      Subject: Hello   World
      Date: Fri, 20 Nov 2026 11:59:00 +0000
      X-Folded: one
      	two

      Dear Bob,\s\s
      \s
      tabs\tand  blanks  \s
      Alice


      """
          .replace("\n", "\r\n");

  private static final String ZONE = "s1._domainkey.example.com. " + rsa() + "\n";

  private static String rsa() {
    return TestSigner.record(TestSigner.RSA);
  }

  private static SignatureVerdict first(String zone, String message) {
    return MessageLab.judge(zone, message).dkim().get(0);
  }

  private static SignatureVerdict signed(TestSigner signer) {
    return first(ZONE, signer.sign(MESSAGE));
  }

  private static String data(String record) {
    return "s1._domainkey.example.com. " + TestKeys.txt(record);
  }

  private static String key() {
    return Base64.getEncoder().encodeToString(TestSigner.RSA.getPublic().getEncoded());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "simple",
        "relaxed",
        "simple/simple",
        "simple/relaxed",
        "relaxed/simple",
        "relaxed/relaxed"
      })
  void every_canonicalization_verifies(String form) {
    SignatureVerdict verdict =
        signed(new TestSigner().form(form).signed("from:to:subject:x-folded"));

    assertThat(verdict.result()).as(verdict.reason()).isEqualTo(PASS);
    assertThat(verdict.keyBits()).isEqualTo(2048);
    assertThat(verdict.domain()).isEqualTo("example.com");
    assertThat(verdict.selector()).isEqualTo("s1");
  }

  @ParameterizedTest
  @CsvSource({
    "simple/simple, '', PASS",
    "relaxed/relaxed, '', PASS",
    "simple/simple, '\r\n\r\n\r\n', PASS",
    "relaxed/relaxed, '\r\n \t\r\n', PASS",
    "simple/simple, 'no line end', PASS",
    "relaxed/relaxed, 'no line end \t', PASS",
    "relaxed/relaxed, 'a\rb\r\n', PASS",
    "simple/simple, '\r\n\r\na\r\n\r\nb', PASS",
  })
  void bodies_at_the_edges_verify(String form, String body, SignatureResult result) {
    String message = "From: a@example.com\r\n\r\n" + body;

    assertThat(first(ZONE, new TestSigner().form(form).signed("from").sign(message)).result())
        .isEqualTo(result);
  }

  @Test
  void a_message_without_a_body_verifies() {
    String signed = new TestSigner().signed("from").sign("From: a@example.com\r\n\r\n");

    assertThat(first(ZONE, signed.substring(0, signed.length() - 2)).result()).isEqualTo(PASS);
  }

  @Test
  void ed25519_verifies() {
    SignatureVerdict verdict =
        first(
            "s1._domainkey.example.com. " + TestSigner.record(TestSigner.ED25519),
            new TestSigner().ed25519().sign(MESSAGE));

    assertThat(verdict.result()).isEqualTo(PASS);
    assertThat(verdict.keyBits()).isEqualTo(256);
  }

  @Test
  void relaxed_survives_what_relays_do_to_white_space_and_simple_does_not() {
    String relaxed = new TestSigner().sign(MESSAGE);
    String simple = new TestSigner().form("simple/simple").sign(MESSAGE);

    assertThat(first(ZONE, relaxed.replace("Hello   World", "Hello World")).result())
        .isEqualTo(PASS);
    assertThat(first(ZONE, relaxed.replace("From: Alice", "FROM : Alice")).result())
        .isEqualTo(PASS);
    assertThat(first(ZONE, relaxed.replace("Alice\r\n\r\n", "Alice \t\r\n\r\n")).result())
        .isEqualTo(PASS);
    assertThat(first(ZONE, simple.replace("Hello   World", "Hello World")).result())
        .isEqualTo(FAIL);
    assertThat(first(ZONE, simple.replace("Alice\r\n\r\n", "Alice \t\r\n\r\n")).result())
        .isEqualTo(FAIL);
  }

  @Test
  void a_changed_header_fails() {
    SignatureVerdict verdict =
        first(ZONE, new TestSigner().sign(MESSAGE).replace("bob@example.net", "eve@example.net"));

    assertThat(verdict.result()).isEqualTo(FAIL);
    assertThat(verdict.reason()).contains("a signed field was changed");
  }

  @Test
  void an_unsigned_field_may_be_added() {
    assertThat(first(ZONE, "X-Spam: no\r\n" + new TestSigner().sign(MESSAGE)).result())
        .isEqualTo(PASS);
  }

  @Test
  void an_added_from_field_breaks_an_oversigned_one_only() {
    String plain = new TestSigner().signed("from:subject").sign(MESSAGE);
    String oversigned = new TestSigner().signed("from:subject:from").sign(MESSAGE);
    String added = "From: mallory@example.org\r\n";

    assertThat(first(ZONE, plain).remarks())
        .extracting(Object::toString)
        .anyMatch(one -> one.startsWith("From is not oversigned"));
    assertThat(first(ZONE, oversigned).remarks())
        .extracting(Object::toString)
        .noneMatch(one -> one.contains("oversigned"));
    assertThat(first(ZONE, added + plain).result()).isEqualTo(PASS);
    assertThat(first(ZONE, added + plain).remarks())
        .extracting(Object::toString)
        .contains("not every From field is signed");
    assertThat(first(ZONE, added + oversigned).result()).isEqualTo(FAIL);
  }

  @Test
  void names_listed_several_times_take_the_fields_from_the_bottom() {
    String message = "X-A: top\r\nX-A: middle\r\nX-A: bottom\r\n" + MESSAGE;
    String signed = new TestSigner().signed("from:x-a:x-a").sign(message);

    assertThat(first(ZONE, signed).result()).isEqualTo(PASS);
    assertThat(first(ZONE, signed.replace("X-A: top", "X-A: other")).result()).isEqualTo(PASS);
    assertThat(first(ZONE, signed.replace("X-A: middle", "X-A: other")).result()).isEqualTo(FAIL);
  }

  @Test
  void a_length_leaves_the_rest_of_the_body_open_and_says_so() {
    String signed = new TestSigner().limit(10).sign(MESSAGE);
    SignatureVerdict verdict = first(ZONE, signed + "and buy this\r\n");

    assertThat(verdict.result()).isEqualTo(PASS);
    assertThat(verdict.remarks())
        .extracting(Object::toString)
        .anyMatch(one -> one.contains("octets of the body unsigned"));
  }

  @Test
  void two_lengths_and_none_are_hashed_in_one_pass() {
    String one = new TestSigner().limit(0).sign(MESSAGE);
    String two = new TestSigner().limit(20).selector("s1").sign(one);
    String three = new TestSigner().form("simple/simple").limit(15).sign(two);
    String four = new TestSigner().form("simple/simple").sign(three);

    assertThat(MessageLab.judge(ZONE, new TestSigner().sign(four)).dkim())
        .hasSize(5)
        .allSatisfy(verdict -> assertThat(verdict.result()).as(verdict.reason()).isEqualTo(PASS));
  }

  @Test
  void a_length_beyond_the_body_is_a_permerror() {
    SignatureVerdict verdict = signed(new TestSigner().limit(10_000));

    assertThat(verdict.result()).isEqualTo(PERMERROR);
    assertThat(verdict.reason()).contains("10000 octets");
  }

  @Test
  void rsa_sha1_fails_whatever_it_signs() {
    SignatureVerdict verdict = signed(new TestSigner().algorithm("rsa-sha1"));

    assertThat(verdict.result()).isEqualTo(FAIL);
    assertThat(verdict.reason()).contains("RFC 8301");
  }

  @Test
  void keys_below_1024_bits_are_refused_by_policy() {
    SignatureVerdict verdict =
        first(
            "s1._domainkey.example.com. " + TestSigner.record(TestSigner.RSA_768),
            new TestSigner().key(TestSigner.RSA_768).sign(MESSAGE));

    assertThat(verdict.result()).isEqualTo(POLICY);
    assertThat(verdict.keyBits()).isEqualTo(768);
  }

  @Test
  void keys_of_1024_bits_pass_with_a_remark() {
    SignatureVerdict verdict =
        first(
            "s1._domainkey.example.com. " + TestSigner.record(TestSigner.RSA_1024),
            new TestSigner().key(TestSigner.RSA_1024).sign(MESSAGE));

    assertThat(verdict.result()).isEqualTo(PASS);
    assertThat(verdict.remarks())
        .extracting(Object::toString)
        .contains("the key has 1024 bits; signers should use 2048");
  }

  @ParameterizedTest
  @CsvSource({
    "'; t=1700000000; x=4000000000', PASS",
    "'; x=1763640000', FAIL", // a year before
    "'; t=1795176100', PASS", // 100 s ahead
    "'; t=1795179600', POLICY", // an hour ahead
    "'; t=1700000000; x=1600000000', PERMERROR",
    "'; x=99999999999999999999999999999', PASS",
    "'; x=soon', PERMERROR",
  })
  void times_are_looked_at(String tags, SignatureResult result) {
    assertThat(MessageLab.NOW.getEpochSecond()).isEqualTo(1_795_176_000L);
    assertThat(signed(new TestSigner().more(tags)).result()).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({
    "'; i=@example.com', PASS",
    "'; i=alice@mail.example.com', PASS",
    "'; i=@example.net', PERMERROR",
    "'; i=@notexample.com', PERMERROR",
    "'; i=example.com', PERMERROR",
    "'; q=dns/txt', PASS",
    "'; q=http/json', PERMERROR",
    "'; zz=unknown tags are ignored', PASS",
    "'; d=example.org', PERMERROR",
    "'; no tag', PERMERROR",
    "'; l=-1', PERMERROR",
  })
  void tags_are_read_strictly(String tags, SignatureResult result) {
    SignatureVerdict verdict = signed(new TestSigner().more(tags));

    assertThat(verdict.result()).as(verdict.reason()).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v=1; ", "a=rsa-sha256; ", " d=example.com;", " s=s1;"})
  void what_is_missing_is_a_permerror(String tag) {
    String signed = new TestSigner().sign(MESSAGE);

    assertThat(signed).contains(tag);
    assertThat(first(ZONE, signed.replaceFirst(Pattern.quote(tag), "")).result())
        .isEqualTo(PERMERROR);
  }

  @Test
  void a_signature_that_leaves_out_from_is_a_permerror() {
    assertThat(signed(new TestSigner().signed("to:subject")).reason())
        .isEqualTo("h= does not sign the From field");
  }

  @ParameterizedTest
  @CsvSource({
    "v=DKIM1; p=, PERMERROR, the key was withdrawn",
    "v=DKIM1; k=ed25519; p=KEY, PERMERROR, the key cannot be used",
    "v=DKIM1; h=sha1; p=KEY, PERMERROR, the key does not allow sha256",
    "v=DKIM1; s=tlsrpt; p=KEY, PERMERROR, the key is not for mail",
    "v=DKIM1; k=rsa p=KEY, PERMERROR, the key record cannot be read",
    "v=spf1 -all, PERMERROR, there is no key at",
    "v=DKIM1; t=y; p=KEY, PASS, the signature verifies",
    "v=DKIM1; t=s; p=KEY, PASS, the signature verifies",
  })
  void the_key_record_decides(String record, SignatureResult result, String reason) {
    SignatureVerdict verdict =
        first(data(record.replace("KEY", key())), new TestSigner().sign(MESSAGE));

    assertThat(verdict.result()).as(verdict.reason()).isEqualTo(result);
    assertThat(verdict.reason()).startsWith(reason);
  }

  @Test
  void a_strict_key_does_not_serve_identities_in_subdomains() {
    SignatureVerdict verdict =
        first(
            data("v=DKIM1; t=s; p=" + key()),
            new TestSigner().more("; i=@sub.example.com").sign(MESSAGE));

    assertThat(verdict.result()).isEqualTo(PERMERROR);
  }

  @Test
  void one_of_several_records_is_enough() {
    String zone = data("v=DKIM1; p=" + TestKeys.RSA_2048) + "\n" + ZONE;

    assertThat(first(zone, new TestSigner().sign(MESSAGE)).result()).isEqualTo(PASS);
  }

  @Test
  void another_key_fails() {
    assertThat(
            first(data("v=DKIM1; p=" + TestKeys.RSA_2048), new TestSigner().sign(MESSAGE)).result())
        .isEqualTo(FAIL);
  }

  @Test
  void no_key_is_a_permerror_and_a_failing_resolver_a_temperror() {
    String signed = new TestSigner().sign(MESSAGE);

    assertThat(first("example.com. TXT \"x\"", signed).reason())
        .isEqualTo("there is no key: s1._domainkey.example.com does not exist");
    assertThat(first("!servfail s1._domainkey.example.com TXT", signed).result())
        .isEqualTo(TEMPERROR);
    assertThat(first("!timeout s1._domainkey.example.com TXT", signed).result())
        .isEqualTo(TEMPERROR);
  }

  @Test
  void the_first_twenty_signatures_are_verified() {
    String message = MESSAGE;
    for (int i = 0; i < 22; i++) {
      message = new TestSigner().sign(message);
    }

    assertThat(MessageLab.judge(ZONE, message).dkim())
        .hasSize(22)
        .allSatisfy(one -> assertThat(one.domain()).isEqualTo("example.com"))
        .filteredOn(one -> one.result() == PASS)
        .hasSize(20);
  }
}
