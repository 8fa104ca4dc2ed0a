package dev.mxray.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mxray.check.dkim.TestKeys;
import dev.mxray.message.signature.SignatureResult;
import dev.mxray.message.signature.SignatureVerdict;
import org.junit.jupiter.api.Test;

/** The signed messages that RFCs print, with their keys. */
class PublishedExamplesTest {
  private static final String TEXT =
      """
      From: Joe SixPack <joe@football.example.com>
      To: Suzie Q <suzie@shopping.example.net>
      Subject: Is dinner ready?
      Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
      Message-ID: <20030712040037.46341.5F8J@football.example.com>

      Hi.

      We lost the game.  Are you hungry yet?

      Joe.
      """;

  /** RFC 8463 appendix A.3. */
  private static final String RFC_8463 =
      """
      DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
       d=football.example.com; i=@football.example.com;
       q=dns/txt; s=brisbane; t=1528637909; h=from : to :
       subject : date : message-id : from : subject : date;
       bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
       b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
       Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
      DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
       d=football.example.com; i=@football.example.com;
       q=dns/txt; s=test; t=1528637909; h=from : to : subject :
       date : message-id : from : subject : date;
       bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
       b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
       DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
       dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
      """;

  private static final String RFC_8463_KEYS =
      "brisbane._domainkey.football.example.com. TXT "
          + "\"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"\n"
          + "test._domainkey.football.example.com. "
          + TestKeys.txt(
              "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWR"
                  + "iGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutAC"
                  + "DfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3"
                  + "Ip3G+2kryOTIKT+l/K4w3QIDAQAB")
          + "\n";

  /** RFC 6376 appendix C. */
  private static final String RFC_6376_KEY =
      "brisbane._domainkey.example.com. "
          + TestKeys.txt(
              "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYt"
                  + "IxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfV"
                  + "jH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB");

  /** RFC 6376 appendix A.2, with one blank after "game." (two are the layout of the RFC). */
  private static final String RFC_6376 =
      """
      DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;
            c=simple/simple; q=dns/txt; i=joe@football.example.com;
            h=Received : From : To : Subject : Date : Message-ID;
            bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
            b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB
            4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut
            KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV
            4bmp/YzhwvcubU4=;
      Received: from client1.football.example.com  [192.0.2.1]
            by submitserver.example.com with SUBMISSION;
            Fri, 11 Jul 2003 21:01:54 -0700 (PDT)
      """;

  @Test
  void both_signatures_of_rfc_8463_verify() {
    MessageVerdict verdict = MessageLab.judge(RFC_8463_KEYS, RFC_8463 + TEXT);

    assertThat(verdict.dkim())
        .extracting(SignatureVerdict::algorithm, SignatureVerdict::result)
        .containsExactly(
            tuple("ed25519-sha256", SignatureResult.PASS),
            tuple("rsa-sha256", SignatureResult.PASS));
    assertThat(verdict.dkim().get(0).remarks())
        .extracting(Object::toString)
        .anyMatch(remark -> remark.contains("its private key is printed in an RFC"));
  }

  @Test
  void line_ends_of_a_file_do_not_matter() {
    MessageVerdict verdict =
        MessageLab.judge(RFC_8463_KEYS, (RFC_8463 + TEXT).replace("\n", "\r\n"));

    assertThat(verdict.dkim()).allMatch(one -> one.result() == SignatureResult.PASS);
  }

  @Test
  void a_changed_word_fails_both() {
    MessageVerdict verdict =
        MessageLab.judge(RFC_8463_KEYS, (RFC_8463 + TEXT).replace("hungry", "thirsty"));

    assertThat(verdict.dkim())
        .allMatch(one -> one.result() == SignatureResult.FAIL)
        .allMatch(one -> one.reason().startsWith("the body was changed"));
  }

  @Test
  void the_signature_of_rfc_6376_verifies() {
    MessageVerdict verdict =
        MessageLab.judge(RFC_6376_KEY, RFC_6376 + TEXT.replace("game.  Are", "game. Are"));

    assertThat(verdict.dkim().get(0).result())
        .as(verdict.dkim().get(0).reason())
        .isEqualTo(SignatureResult.PASS);
    assertThat(verdict.spf().envelope().client()).hasToString("192.0.2.1");
  }
}
