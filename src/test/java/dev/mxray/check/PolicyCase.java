package dev.mxray.check;

import dev.mxray.finding.FindingType;
import dev.mxray.lab.LabHttpsAnswer;

/**
 * What every finding type about files on the web has to show: a record and an answer with which it
 * is reported. The domain is example.com, the file of MTA-STS is at mta-sts.example.com, those of
 * BIMI are at www.example.com.
 *
 * @param path of the file that is special
 * @param answer in place of that file
 * @param dmarc the DMARC record
 */
public record PolicyCase(FindingType type, String path, LabHttpsAnswer answer, String dmarc) {
  public static final String POLICY = "/.well-known/mta-sts.txt";
  public static final String LOGO = "/logo.svg";
  public static final String MARK = "/logo.pem";

  private static final String DMARC = "v=DMARC1; p=reject; rua=mailto:a@example.com";

  static PolicyCase policy(FindingType type, LabHttpsAnswer answer) {
    return new PolicyCase(type, POLICY, answer, DMARC);
  }

  static PolicyCase policy(FindingType type, String text) {
    return policy(type, LabHttpsAnswer.text(text));
  }

  static PolicyCase bimi(FindingType type, String path, LabHttpsAnswer answer) {
    return new PolicyCase(type, path, answer, DMARC);
  }

  /** The same under another DMARC policy. */
  PolicyCase under(String other) {
    return new PolicyCase(type, path, answer, other);
  }

  @Override
  public String toString() {
    return type.id();
  }
}
