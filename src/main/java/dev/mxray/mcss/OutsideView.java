package dev.mxray.mcss;

import dev.mxray.finding.Finding;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an assessment from outside can lean on.
 *
 * @param findings of the whole scan
 * @param seen the topics of which the essential was seen
 * @param complete the topics of which nothing was left open
 * @param takesNoMail true when it is proved that no mail is accepted, or none wanted
 * @param sendsNoMail true when the domain says that it sends none
 * @param dkim the DKIM keys; null when they were not looked for
 * @param servers the mail servers of the domain's exchanges, every host, address and port
 * @param notProbed the exchanges of which no server was connected to: beyond a limit, without a
 *     known address
 */
public record OutsideView(
    List<Finding> findings,
    Set<Topic> seen,
    Set<Topic> complete,
    boolean takesNoMail,
    boolean sendsNoMail,
    @Nullable Dkim dkim,
    List<ServerView> servers,
    List<String> notProbed) {

  /** What can be seen or not, each by itself. */
  public enum Topic {
    MX,
    SPF,
    DKIM,
    DMARC,
    MTA_STS,
    TLS_RPT,
    BIMI,
    DNSSEC,
    DANE,
    CAA,
    REVERSE,
    LISTS,
    DOMAIN_LISTS;

    /** The topic, to stand in a sentence. */
    Sentence told() {
      return switch (this) {
        case MX -> Sentence.of("decision.mail-routing");
        case SPF, DKIM, DMARC, BIMI, DNSSEC, DANE, CAA -> Sentence.verbatim(name());
        case MTA_STS, TLS_RPT -> Sentence.verbatim(name().replace('_', '-'));
        case REVERSE -> Sentence.of("decision.reverse-dns");
        case LISTS -> Sentence.of("decision.address-lists");
        case DOMAIN_LISTS -> Sentence.of("decision.domain-lists");
      };
    }
  }

  /**
   * The DKIM keys that were found.
   *
   * @param provedAbsent true when there is proof that there are none
   * @param keys those that can be read, weak ones too
   * @param unreadable the names at which there is something that is no key
   */
  public record Dkim(boolean provedAbsent, List<SigningKey> keys, List<String> unreadable) {
    public Dkim {
      keys = List.copyOf(keys);
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * A DKIM key.
   *
   * @param name {@code selector._domainkey.domain}
   * @param type {@code rsa} or {@code ed25519}
   * @param usable true when receivers accept it
   */
  public record SigningKey(String name, String type, int bits, boolean usable) {}

  public OutsideView {
    findings = List.copyOf(findings);
    seen = Set.copyOf(seen);
    complete = Set.copyOf(complete);
    servers = List.copyOf(servers);
    notProbed = List.copyOf(notProbed);
  }

  /** The same view of some of its servers. */
  OutsideView of(List<ServerView> some) {
    return new OutsideView(
        findings, seen, complete, takesNoMail, sendsNoMail, dkim, some, notProbed);
  }
}
