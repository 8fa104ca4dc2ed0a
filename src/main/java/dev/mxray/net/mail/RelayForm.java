package dev.mxray.net.mail;

import dev.mxray.text.Sentence;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way to write an envelope that leads elsewhere.
 *
 * @param words what is special about it, for people
 * @param sender without angle brackets; empty for the null sender
 * @param recipient without angle brackets
 * @param hidden true when the address elsewhere hides in a local part: a server that takes whatever
 *     local part there is may accept it and deliver it to a mailbox of its own
 */
public record RelayForm(Sentence words, String sender, String recipient, boolean hidden) {

  /** Nobody reads it, and nothing is ever sent there. */
  private static final String USER = "mxray-relay-test";

  /**
   * The forms in the order in which they are tried, those of one sender together.
   *
   * @param all false for servers that take no mail of a domain: then only forms that say openly
   *     where they lead
   */
  static List<RelayForm> of(ActiveTarget target, boolean all) {
    String domain = target.domain();
    String foreign = target.foreignDomain();
    String plain = USER + "@" + foreign;
    String sender = target.sender();
    Stream<RelayForm> open =
        Stream.of(
            new RelayForm(Sentence.of("net.relay-plain"), sender, plain, false),
            new RelayForm(
                Sentence.of("net.relay-source-route"), sender, "@" + domain + ":" + plain, false));
    Stream<RelayForm> hidden =
        Stream.of(
            new RelayForm(
                Sentence.of("net.relay-percent"),
                sender,
                USER + "%" + foreign + "@" + domain,
                true),
            new RelayForm(Sentence.of("net.relay-quoted"), sender, "\"" + plain + "\"", true),
            new RelayForm(Sentence.of("net.relay-two-domains"), sender, plain + "@" + domain, true),
            new RelayForm(
                Sentence.of("net.relay-bang"), sender, foreign + "!" + USER + "@" + domain, true),
            new RelayForm(
                Sentence.of("net.relay-percent-literal"),
                sender,
                USER + "%" + foreign + "@" + literal(target),
                true));
    Stream<RelayForm> senders =
        Stream.of(
                new RelayForm(Sentence.of("net.relay-null-sender"), "", plain, false),
                new RelayForm(
                    Sentence.of("net.relay-own-sender"), "postmaster@" + domain, plain, false))
            .filter(form -> !form.sender().equals(sender));
    return Stream.of(open, all ? hidden : Stream.<RelayForm>empty(), senders)
        .flatMap(forms -> forms)
        .toList();
  }

  private static String literal(ActiveTarget target) {
    var address = target.server().address();
    return address.isIpv4() ? "[" + address + "]" : "[IPv6:" + address + "]";
  }
}
