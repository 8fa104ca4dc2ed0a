package dev.mxray.lab;

import dev.mxray.lab.LabSmtpBehaviour.Delivery;
import dev.mxray.lab.LabSmtpBehaviour.Moment;
import dev.mxray.lab.LabSmtpBehaviour.Tls;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link LabMailbox} behaves. It begins as an ordinary server without TLS, and the methods
 * give variants of it; moments mean what they mean in SMTP, with capabilities for EHLO.
 *
 * @param greeting the words behind the verdict of the greeting
 * @param capabilities in the clear, without what starts TLS, which is added where there is
 *     something to start
 * @param capabilitiesInside inside TLS
 * @param tls null for a server without a certificate
 * @param acts what it does in place of what it should do
 */
public record LabMailboxBehaviour(
    Protocol protocol,
    String greeting,
    List<String> capabilities,
    List<String> capabilitiesInside,
    @Nullable Tls tls,
    Map<Moment, LabSmtpAct> acts,
    Delivery delivery) {

  /** What is spoken. */
  public enum Protocol {
    IMAP,
    POP3,
    SIEVE
  }

  public LabMailboxBehaviour {
    capabilities = List.copyOf(capabilities);
    capabilitiesInside = List.copyOf(capabilitiesInside);
    acts = Collections.unmodifiableMap(acts.isEmpty() ? Map.of() : new EnumMap<>(acts));
  }

  /** An IMAP server that lets nobody log in before TLS. */
  public static LabMailboxBehaviour imap() {
    return of(
        Protocol.IMAP,
        List.of("IMAP4rev1", "ID", "LOGINDISABLED"),
        List.of("IMAP4rev1", "ID", "AUTH=PLAIN"));
  }

  /** A POP3 server that lets nobody log in before TLS. */
  public static LabMailboxBehaviour pop3() {
    return of(Protocol.POP3, List.of("UIDL", "TOP"), List.of("UIDL", "TOP", "USER", "SASL PLAIN"));
  }

  /** A ManageSieve server that lets nobody log in before TLS. */
  public static LabMailboxBehaviour sieve() {
    return of(
        Protocol.SIEVE,
        List.of("\"IMPLEMENTATION\" \"Lab\"", "\"SASL\" \"\"", "\"VERSION\" \"1.0\""),
        List.of("\"IMPLEMENTATION\" \"Lab\"", "\"SASL\" \"PLAIN\"", "\"VERSION\" \"1.0\""));
  }

  private static LabMailboxBehaviour of(
      Protocol protocol, List<String> clear, List<String> inside) {
    return new LabMailboxBehaviour(
        protocol, "ready", clear, inside, null, Map.of(), Delivery.PLAIN);
  }

  /** The same with TLS on demand. */
  public LabMailboxBehaviour starttls(LabCertificate certificate) {
    return with(new Tls(certificate, Tls.PROTOCOLS, /* implicit= */ false, "", false));
  }

  /** The same with TLS from the first octet on. */
  public LabMailboxBehaviour implicitTls(LabCertificate certificate) {
    return with(new Tls(certificate, Tls.PROTOCOLS, /* implicit= */ true, "", false))
        .capabilities(capabilitiesInside, capabilitiesInside);
  }

  /** The same obeying inside TLS what came in the clear (CVE-2011-0411). */
  public LabMailboxBehaviour obeyingPlaintext() {
    Tls now = needTls();
    return with(new Tls(now.certificate(), now.protocols(), now.implicit(), now.behind220(), true));
  }

  /** The same sending octets in the clear behind its yes to TLS. */
  public LabMailboxBehaviour plaintextBehindYes(String octets) {
    Tls now = needTls();
    return with(
        new Tls(now.certificate(), now.protocols(), now.implicit(), octets, now.obeysPlaintext()));
  }

  /** The same with other words in the greeting. */
  public LabMailboxBehaviour greeting(String words) {
    return new LabMailboxBehaviour(
        protocol, words, capabilities, capabilitiesInside, tls, acts, delivery);
  }

  /** The same with logins in the clear. */
  public LabMailboxBehaviour loginInTheClear() {
    return capabilities(capabilitiesInside, capabilitiesInside);
  }

  /** The same with other capabilities, as they are written in the protocol. */
  public LabMailboxBehaviour capabilities(List<String> clear, List<String> inside) {
    return new LabMailboxBehaviour(protocol, greeting, clear, inside, tls, acts, delivery);
  }

  /** The same doing something else at a moment. */
  public LabMailboxBehaviour at(Moment moment, LabSmtpAct act) {
    var more = new EnumMap<Moment, LabSmtpAct>(Moment.class);
    more.putAll(acts);
    more.put(moment, act);
    return new LabMailboxBehaviour(
        protocol, greeting, capabilities, capabilitiesInside, tls, more, delivery);
  }

  /** The same with every answer in single octets. */
  public LabMailboxBehaviour octetByOctet(Duration pause) {
    return new LabMailboxBehaviour(
        protocol,
        greeting,
        capabilities,
        capabilitiesInside,
        tls,
        acts,
        new Delivery(delivery.lineEnd(), delivery.delay(), pause));
  }

  /** Whether TLS on demand is announced in the clear. */
  boolean offersTls() {
    return tls == null
        ? acts.containsKey(Moment.STARTTLS) || acts.containsKey(Moment.HANDSHAKE)
        : !tls.implicit();
  }

  private LabMailboxBehaviour with(Tls value) {
    return new LabMailboxBehaviour(
        protocol, greeting, capabilities, capabilitiesInside, value, acts, delivery);
  }

  private Tls needTls() {
    if (tls == null) {
      throw new IllegalStateException("a server without TLS; say starttls or implicitTls first");
    }
    return tls;
  }
}
