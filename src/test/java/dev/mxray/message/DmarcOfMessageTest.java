package dev.mxray.message;

import static dev.mxray.message.DmarcVerdict.Result.FAIL;
import static dev.mxray.message.DmarcVerdict.Result.NONE;
import static dev.mxray.message.DmarcVerdict.Result.PASS;
import static dev.mxray.message.DmarcVerdict.Result.TEMPERROR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.address.IpAddress;
import dev.mxray.check.dmarc.DmarcPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alignment, policy and what a receiver does with it (RFC 9989 §4.4, §4.10). */
class DmarcOfMessageTest {
  private static final String KEYS =
      "s1._domainkey.example.com. "
          + TestSigner.record(TestSigner.RSA)
          + "\ns1._domainkey.mail.example.com. "
          + TestSigner.record(TestSigner.RSA)
          + "\ns1._domainkey.sender.example. "
          + TestSigner.record(TestSigner.RSA)
          + "\n";

  private static final String SPF =
      """
      example.com.         TXT "v=spf1 ip4:192.0.2.1 -all"
      mail.example.com.    TXT "v=spf1 ip4:192.0.2.1 -all"
      bounce.example.com.  TXT "v=spf1 ip4:192.0.2.1 -all"
      helo.example.com.    TXT "v=spf1 ip4:192.0.2.1 -all"
      sender.example.      TXT "v=spf1 ip4:192.0.2.1 -all"
      """;

  private static String message(String from) {
    return ("From: " + from + "\nTo: b@example.net\nSubject: s\nDate: d\n\nText\n")
        .replace("\n", "\r\n");
  }

  private static String signed(String from, String domain) {
    return new TestSigner().domain(domain).sign(message(from));
  }

  private static String dmarc(String record) {
    return KEYS + SPF + "_dmarc.example.com. TXT \"" + record + "\"\n";
  }

  private static DmarcVerdict judge(String zone, String message) {
    return MessageLab.judge(zone, message).dmarc();
  }

  private static Envelope from(String ip, @Nullable String helo, @Nullable String sender) {
    return Envelope.given(IpAddress.parse(ip).orElseThrow(), helo, sender);
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com, v=DMARC1; p=reject, PASS",
    "example.com, mail.example.com, v=DMARC1; p=reject, PASS",
    "example.com, mail.example.com, v=DMARC1; p=reject; adkim=s, FAIL",
    "mail.example.com, example.com, v=DMARC1; p=reject, PASS",
    "mail.example.com, mail.example.com, v=DMARC1; p=reject; adkim=s, PASS",
    "example.com, sender.example, v=DMARC1; p=reject, FAIL",
  })
  void a_signature_has_to_speak_for_the_author(
      String author, String signer, String record, DmarcVerdict.Result result) {
    DmarcVerdict verdict = judge(dmarc(record), signed("a@" + author, signer));

    assertThat(verdict.result()).as(verdict.reason()).isEqualTo(result);
    assertThat(verdict.policy()).isEqualTo(DmarcPolicy.REJECT);
    assertThat(verdict.disposition())
        .isEqualTo(result == PASS ? DmarcPolicy.NONE : DmarcPolicy.REJECT);
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, v=DMARC1; p=none, NONE, NONE",
    "example.com, v=DMARC1; p=quarantine, QUARANTINE, QUARANTINE",
    "example.com, v=DMARC1; p=reject; t=y, REJECT, QUARANTINE",
    "example.com, v=DMARC1; p=quarantine; t=y, QUARANTINE, NONE",
    "mail.example.com, v=DMARC1; p=reject; sp=none, NONE, NONE",
    "none.example.com, v=DMARC1; p=none; np=reject, REJECT, REJECT",
    "mail.example.com, v=DMARC1; p=none; np=reject, NONE, NONE",
    "example.com, v=DMARC1; p=never; rua=mailto:a@example.com, NONE, NONE",
  })
  void failing_mail_meets_the_policy_for_the_authors_domain(
      String author, String record, DmarcPolicy policy, DmarcPolicy disposition) {
    DmarcVerdict verdict = judge(dmarc(record), message("a@" + author));

    assertThat(verdict.result()).isEqualTo(FAIL);
    assertThat(verdict.policy()).isEqualTo(policy);
    assertThat(verdict.disposition()).isEqualTo(disposition);
  }

  @Test
  void without_a_record_there_is_no_result_but_alignment_is_told() {
    DmarcVerdict verdict = judge(KEYS + SPF, signed("a@example.com", "example.com"));

    assertThat(verdict.result()).isEqualTo(NONE);
    assertThat(verdict.disposition()).isEqualTo(DmarcPolicy.NONE);
    assertThat(verdict.authenticated()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "a@example.com, '', v=DMARC1; p=reject, PASS",
    "a@bounce.example.com, '', v=DMARC1; p=reject, PASS",
    "a@bounce.example.com, '', v=DMARC1; p=reject; aspf=s, FAIL",
    "a@sender.example, '', v=DMARC1; p=reject, FAIL",
    "'', helo.example.com, v=DMARC1; p=reject, PASS",
    "'', unknown.example, v=DMARC1; p=reject, FAIL",
  })
  void spf_speaks_for_the_domain_that_it_checked(
      String sender, String helo, String record, DmarcVerdict.Result result) {
    MessageVerdict verdict =
        MessageLab.judge(dmarc(record), message("a@example.com"), from("192.0.2.1", helo, sender));

    assertThat(verdict.dmarc().result()).as(verdict.dmarc().reason()).isEqualTo(result);
    assertThat(verdict.spf().identity()).isEqualTo(sender.isEmpty() ? "helo" : "mailfrom");
  }

  @Test
  void an_address_that_may_not_send_authenticates_nothing() {
    MessageVerdict verdict =
        MessageLab.judge(
            dmarc("v=DMARC1; p=reject"),
            message("a@example.com"),
            from("198.51.100.1", null, "a@example.com"));

    assertThat(verdict.spf().reason())
        .isEqualTo("198.51.100.1 may not send for example.com, because of -all");
    assertThat(verdict.dmarc().result()).isEqualTo(FAIL);
  }

  @Test
  void what_is_missing_of_the_envelope_is_taken_from_the_header() {
    String header =
        """
        Return-Path: <bounces@bounce.example.com>
        Received: from localhost (localhost [127.0.0.1]) by mx.example.net with LMTP; x
        Received: from mail.example.com (unknown [192.0.2.1])
         by mx.example.net (Postfix) with ESMTPS id 1; x
        Received: from forged (forged [203.0.113.9]) by mail.example.com; x
        """
            .replace("\n", "\r\n");
    MessageVerdict verdict =
        MessageLab.judge(dmarc("v=DMARC1; p=reject"), header + message("a@example.com"));

    assertThat(verdict.spf().domain()).isEqualTo("bounce.example.com");
    assertThat(verdict.spf().envelope())
        .isEqualTo(
            new Envelope(
                IpAddress.parse("192.0.2.1").orElseThrow(),
                "mail.example.com",
                "bounces@bounce.example.com",
                "the topmost Received field"));
    assertThat(verdict.dmarc().result()).isEqualTo(PASS);
  }

  @Test
  void what_cannot_be_told_is_never_a_failure() {
    String record = "_dmarc.example.com. TXT \"v=DMARC1; p=reject\"\n";
    String signed = signed("a@example.com", "example.com");

    assertThat(judge("!servfail s1._domainkey.example.com TXT\n" + record, signed).result())
        .isEqualTo(TEMPERROR);
    assertThat(judge("!servfail _dmarc.example.com TXT\n" + KEYS, signed).result())
        .isEqualTo(TEMPERROR);
    assertThat(judge("!servfail _dmarc.example.com TXT\n", message("a@example.com")).disposition())
        .isNull();
    assertThat(
            MessageLab.judge(
                    "!servfail example.com TXT\n" + record,
                    message("a@example.com"),
                    from("192.0.2.1", null, "a@example.com"))
                .dmarc()
                .result())
        .isEqualTo(TEMPERROR);
  }

  @Test
  void a_key_of_another_organization_that_cannot_be_asked_for_does_not_matter() {
    String zone =
        """
        !servfail s1._domainkey.sender.example TXT
        _dmarc.example.com. TXT "v=DMARC1; p=reject"
        """;

    assertThat(judge(zone, signed("a@example.com", "sender.example")).result()).isEqualTo(FAIL);
  }

  @ParameterizedTest
  @CsvSource({
    "'', there is no From field",
    "'From: a@example.com\r\nFrom: b@example.com\r\n', there are 2 From fields",
    "'From: a@example.com, b@example.net\r\n', the From field has addresses in several domains",
    "'From: undisclosed\r\n', the From field",
    "'From: a@localhost\r\n', the From field has an address without a domain name",
  })
  void without_one_authors_domain_dmarc_does_not_apply(String from, String problem) {
    DmarcVerdict verdict =
        judge(dmarc("v=DMARC1; p=reject"), from + "To: b@example.net\r\n\r\nText\r\n");

    assertThat(verdict.result()).isEqualTo(NONE);
    assertThat(verdict.reason()).startsWith(problem);
    assertThat(verdict.authenticated()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'Alice <a@example.com>', example.com",
    "'\"a@evil.example\" <a@example.com>', example.com",
    "'a@EXAMPLE.com', example.com",
    "'(comment) a@example.com (b@evil.example)', example.com",
    "'a@example.com, b@example.com', example.com",
    "'=?utf-8?q?A=40evil.example?= <a@example.com>', example.com",
    "'Team: a@example.com, b@example.com;', example.com",
  })
  void the_authors_domain_is_that_of_the_address(String from, String domain) {
    Author author =
        Author.of(MessageLab.read(message(from).getBytes(StandardCharsets.ISO_8859_1)).header());

    assertThat(author.problem()).isNull();
    assertThat(author.domain()).isNotNull().hasToString(domain);
  }

  @Test
  void addresses_in_unicode_are_turned_into_a_labels() {
    byte[] octets = message("Jörg <jörg@bücher.example>").getBytes(StandardCharsets.UTF_8);

    assertThat(Author.of(MessageLab.read(octets).header()).domain())
        .hasToString("xn--bcher-kva.example");
  }

  @Test
  void the_conclusion_says_what_a_receiver_does_and_what_was_not_seen() {
    MessageVerdict verdict =
        MessageLab.judge(dmarc("v=DMARC1; p=reject"), message("a@example.com"));

    assertThat(Conclusion.of(verdict))
        .extracting(Object::toString)
        .isEqualTo(
            List.of(
                "DMARC fail: nothing authenticates example.com; SPF was not evaluated: the"
                    + " connecting address is not known (--ip).",
                "A receiver that follows the policy refuses the message (reject).",
                "SPF was not part of this: with the connecting address and the envelope sender"
                    + " (--ip, --mail-from) the result may be another one."));
  }
}
