package dev.mxray.lab;

import dev.mxray.lab.LabSmtpAct.Mischief;
import dev.mxray.lab.LabSmtpBehaviour.Moment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The internet of {@link DemoDomains}, with the mail servers that stand at their addresses. */
public final class DemoServers {
  private static final int SMTP = 25;
  private static final int SUBMISSIONS = 465;
  private static final int SUBMISSION = 587;
  private static final String POLICY = "/.well-known/mta-sts.txt";

  private static final List<String> EXEMPLARY =
      List.of("mx1.exemplary.example", "mx2.exemplary.example");

  private DemoServers() {}

  /**
   * Starts it on the loopback; connections to anything else are refused.
   *
   * @param certificates whose root a scanner has to trust
   */
  public static LabInternet start(LabCertificates certificates) {
    List<LabCertificate> own = EXEMPLARY.stream().map(host -> certificates.good(host)).toList();
    LabInternet.Builder internet =
        LabInternet.builder(
            DemoDomains.zones(
                IntStream.range(0, own.size())
                    .mapToObj(i -> tlsa(EXEMPLARY.get(i), own.get(i)))
                    .collect(Collectors.joining())));
    exemplary(internet, own);
    neglected(internet, certificates);
    spoofable(internet);
    broken(internet, certificates);
    expired(internet, certificates);
    listed(internet, certificates);
    unlucky(internet);
    policies(internet, certificates);
    return internet.start();
  }

  /** The TLSA record of a server's key (RFC 7672 §3.1.1). */
  private static String tlsa(String host, LabCertificate certificate) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(certificate.leaf().getPublicKey().getEncoded());
      return "_25._tcp." + host + ". TLSA 3 1 1 " + HexFormat.of().formatHex(digest) + "\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** The files of MTA-STS, one of which is not where it has to be. */
  private static void policies(LabInternet.Builder internet, LabCertificates certificates) {
    policy(internet, certificates, "exemplary.example", "enforce", "25.1.12.1");
    policy(internet, certificates, "broken.example", "enforce", "25.1.92.1");
    policy(internet, certificates, "expired.example", "testing", "25.1.102.1");
    internet.https(
        certificates.good("mta-sts.listed.example"),
        Map.of(POLICY, LabHttpsAnswer.redirect(301, "https://www.listed.example/mta-sts.txt")),
        "25.1.111.1");
  }

  private static void policy(
      LabInternet.Builder internet,
      LabCertificates certificates,
      String domain,
      String mode,
      String address) {
    String text = "version: STSv1\nmode: " + mode + "\nmx: *." + domain + "\nmax_age: 1209600\n";
    internet.https(
        certificates.good("mta-sts." + domain), Map.of(POLICY, LabHttpsAnswer.text(text)), address);
  }

  private static void exemplary(LabInternet.Builder internet, List<LabCertificate> own) {
    for (int i = 1; i <= 2; i++) {
      String host = "mx" + i + ".exemplary.example";
      String[] addresses = {"25.1." + (9 + i) + ".1", "2e00:25:" + (9 + i) + "::1"};
      LabCertificate certificate = own.get(i - 1);
      var plain = LabSmtpBehaviour.of(host);
      internet
          .smtp(plain.starttls(certificate), SMTP, addresses)
          .smtp(plain.starttls(certificate).auth(), SUBMISSION, addresses)
          .smtp(plain.implicitTls(certificate).auth(), SUBMISSIONS, addresses);
    }
  }

  /** Not touched since it was set up: it says what it runs, and takes passwords in the clear. */
  private static void neglected(LabInternet.Builder internet, LabCertificates certificates) {
    String host = "host7.hosting.example";
    internet.smtp(
        LabSmtpBehaviour.of(host)
            .greeting("220 " + host + " ESMTP Exim 4.84_2")
            .starttls(certificates.selfSigned(host))
            .protocols("TLSv1.2")
            .authInTheClear(),
        SMTP,
        "25.1.1.7");
  }

  private static void spoofable(LabInternet.Builder internet) {
    internet.smtp(LabSmtpBehaviour.of("mx.spoofable.example"), SMTP, "25.1.30.1");
  }

  private static void broken(LabInternet.Builder internet, LabCertificates certificates) {
    internet
        .smtp(
            LabSmtpBehaviour.of("mx1.broken.example").starttlsRefused(),
            SMTP,
            "25.1.90.1",
            "2e00:25:90::1")
        .smtp(
            LabSmtpBehaviour.of("mx2.broken.example")
                .starttls(certificates.good("mx2.broken.example"))
                .at(Moment.HANDSHAKE, Mischief.CLOSE),
            SMTP,
            "25.1.91.1",
            "2e00:25:91::1");
  }

  private static void expired(LabInternet.Builder internet, LabCertificates certificates) {
    String first = "mx1.expired.example";
    String second = "mx2.expired.example";
    String[] addresses = {"25.1.100.1", "2e00:25:100::1"};
    LabCertificate expired = certificates.expired(first);
    internet
        .smtp(LabSmtpBehaviour.of(first).starttls(expired), SMTP, addresses)
        .smtp(LabSmtpBehaviour.of(first).implicitTls(expired).auth(), SUBMISSIONS, addresses)
        .smtp(
            LabSmtpBehaviour.of(second).starttls(certificates.expiring(second, 5)),
            SMTP,
            "25.1.101.1",
            "2e00:25:101::1");
  }

  private static void listed(LabInternet.Builder internet, LabCertificates certificates) {
    String host = "mx.listed.example";
    internet.smtp(
        LabSmtpBehaviour.of(host).starttls(certificates.good(host)),
        SMTP,
        "25.1.110.1",
        "2e00:25:110::1");
  }

  /** Busy just now. */
  private static void unlucky(LabInternet.Builder internet) {
    String host = "mx1.unlucky.example";
    internet.smtp(
        LabSmtpBehaviour.of(host)
            .at(
                Moment.CONNECT,
                LabSmtpAct.sayAndClose("421 4.3.2 " + host + " Too busy, try again later")),
        SMTP,
        "25.1.60.1",
        "2e00:25:60::1");
  }
}
