package dev.mxray.check.software;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What texts of a server give away of what it runs. They are hostile; what is looked for in them is
 * short and bounded.
 *
 * @param texts without host names, which may look like anything
 */
public record Fingerprint(List<String> texts) {
  private static final int MAX_SHOWN = 100;

  /** Products as they call themselves, with the name that everybody knows; the exact ones first. */
  private static final List<Map.Entry<Pattern, String>> PRODUCTS =
      Stream.of(
              Map.entry("Postfix", "Postfix"),
              Map.entry("Exim", "Exim"),
              Map.entry("OpenSMTPD", "OpenSMTPD"),
              Map.entry("Sendmail", "Sendmail"),
              Map.entry("Microsoft ESMTP MAIL Service", "Microsoft Exchange"),
              Map.entry("Microsoft SMTP Server", "Microsoft Exchange"),
              Map.entry("Microsoft Exchange(?: Server \\d{4})?", "Microsoft Exchange"),
              Map.entry("Haraka", "Haraka"),
              Map.entry("Stalwart(?: ESMTP| SMTP)?", "Stalwart"),
              Map.entry("Maddy", "maddy"),
              Map.entry("qmail", "qmail"),
              Map.entry("Dovecot", "Dovecot"),
              Map.entry("Courier(?:-MTA|-IMAP)?", "Courier"),
              Map.entry("Cyrus(?: (?:IMAP4?|POP3|NNTP|timsieved))*", "Cyrus"),
              Map.entry("Zimbra", "Zimbra"),
              Map.entry("MailEnable Service", "MailEnable"),
              Map.entry("MDaemon", "MDaemon"),
              Map.entry("hMailServer", "hMailServer"),
              Map.entry("Kerio Connect", "Kerio Connect"),
              Map.entry("CommuniGate Pro", "CommuniGate Pro"),
              Map.entry("IceWarp", "IceWarp"),
              Map.entry("Axigen", "Axigen"),
              Map.entry("SmarterMail", "SmarterMail"),
              Map.entry("Lotus Domino|IBM Domino|HCL Domino", "Domino"),
              Map.entry("GroupWise", "GroupWise"),
              Map.entry("Apache James|JAMES SMTP Server", "Apache James"),
              Map.entry("Momentum|ecelerity", "Momentum"),
              Map.entry("PowerMTA", "PowerMTA"),
              Map.entry("KumoMTA", "KumoMTA"),
              Map.entry("Halon", "Halon"),
              Map.entry("gsmtp|Gimap|Gpop", "Google"))
          .map(product -> Map.entry(word(product.getKey()), product.getValue()))
          .toList();

  /** Digits with dots between them, at least two numbers, and what clings to them. */
  private static final String NUMBER = "v?\\d{1,6}(?:\\.\\d{1,6}){1,5}[\\w.+/-]{0,30}";

  /** What may stand between a product and the number of its version. */
  private static final Pattern NUMBER_BEHIND =
      Pattern.compile(
          "^(?: \\([A-Za-z][\\w ./+-]{0,30}\\))?[ \\t(,;:/_-]{0,4}"
              + "(?:(?:version|release|ver\\.?)[ :=]{0,3})?"
              + NUMBER,
          Pattern.CASE_INSENSITIVE);

  /** A number that says itself what it is, whatever the product. */
  private static final Pattern NUMBER_NAMED =
      Pattern.compile(
          "\\b(?:version|release|build)[ :=\"]{1,4}"
              + NUMBER
              // Sendmail's binary and configuration; a product and its version as in HTTP
              + "|\\b8\\.\\d{1,3}\\.\\d{1,3}/8\\.\\d{1,3}[\\w.-]{0,30}"
              + "|\\b[A-Za-z][A-Za-z_+-]{1,40}/v?\\d{1,6}(?:\\.\\d{1,6}){1,5}\\b",
          Pattern.CASE_INSENSITIVE);

  public Fingerprint {
    texts = List.copyOf(texts);
  }

  /** The product that is named, if it is one that is known here. */
  public Optional<String> software() {
    return PRODUCTS.stream()
        .filter(product -> texts.stream().anyMatch(text -> product.getKey().matcher(text).find()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The words that name a version, as they stand there. */
  public Optional<String> version() {
    return texts.stream().flatMap(text -> version(text).stream()).findFirst();
  }

  private static Optional<String> version(String text) {
    for (Map.Entry<Pattern, String> product : PRODUCTS) {
      Matcher named = product.getKey().matcher(text);
      while (named.find()) {
        Matcher number = NUMBER_BEHIND.matcher(text.substring(named.end()));
        if (number.find()) {
          return Optional.of(shown(named.group() + number.group()));
        }
      }
    }
    Matcher number = NUMBER_NAMED.matcher(text);
    return number.find() ? Optional.of(shown(number.group())) : Optional.empty();
  }

  private static String shown(String text) {
    return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) : text;
  }

  private static Pattern word(String product) {
    return Pattern.compile("\\b(?:" + product + ")\\b", Pattern.CASE_INSENSITIVE);
  }
}
