package dev.mxray.check.ptr;

import dev.mxray.address.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether a name looks like one that a network gives to all of its addresses: it spells the
 * address, or says that it belongs to a pool. There is no standard for such names, so this is
 * cautious: a name that speaks of mail is somebody's choice, and is never taken for one.
 */
final class GenericName {
  /** Words that networks put into the names of addresses that they hand out. */
  private static final Set<String> POOL =
      Set.of(
          "dynamic", "dyn", "dhcp", "pool", "dsl", "adsl", "vdsl", "xdsl", "cable", "ppp", "pppoe",
          "dialup");

  /** Words that people put into the names of mail servers. */
  private static final Set<String> MAIL =
      Set.of(
          "mail",
          "mails",
          "email",
          "mailer",
          "mailout",
          "mailin",
          "webmail",
          "mx",
          "mxa",
          "mxb",
          "mxin",
          "mxout",
          "smtp",
          "smtps",
          "esmtp",
          "asmtp",
          "smtpin",
          "smtpout",
          "mta",
          "mtaout",
          "mout",
          "relay",
          "out",
          "outbound",
          "in",
          "inbound",
          "imap",
          "pop",
          "post",
          "postfix",
          "exim",
          "exchange",
          "antispam",
          "spamfilter",
          "newsletter",
          "bounce",
          "send",
          "sender");

  private static final Pattern NOT_LETTERS = Pattern.compile("[^a-z]+");
  private static final int SHORT_LABEL = 3;
  private static final int COUNTRY_LABEL = 2;

  private final List<Pattern> spellings;

  GenericName(IpAddress address) {
    this.spellings = address.isIpv4() ? ipv4(address.octets()) : ipv6(address);
  }

  /**
   * Judges a name.
   *
   * @param name lower case, no final dot
   */
  boolean matches(String name) {
    List<String> labels = hostLabels(name);
    Set<String> words =
        labels.stream()
            .flatMap(NOT_LETTERS::splitAsStream)
            .filter(word -> !word.isEmpty())
            .collect(Collectors.toSet());
    if (words.stream().anyMatch(MAIL::contains)) {
      return false;
    }
    String host = String.join(".", labels);
    return words.stream().anyMatch(POOL::contains)
        || spellings.stream().anyMatch(spelling -> spelling.matcher(host).find());
  }

  /**
   * The labels before the registered domain, whose own name may be any word: without the last two,
   * or without three under a country's {@code co.uk}, {@code com.au} and the like. A guess is good
   * enough: where it is wrong, a word more or less is looked at.
   */
  private static List<String> hostLabels(String name) {
    List<String> labels = Arrays.asList(name.split("\\."));
    int last = labels.size() - 1;
    boolean country =
        last >= 1
            && labels.get(last).length() == COUNTRY_LABEL
            && labels.get(last - 1).length() <= SHORT_LABEL;
    return labels.subList(0, Math.max(0, last - (country ? 2 : 1)));
  }

  private static List<Pattern> ipv4(byte[] octets) {
    List<String> decimal =
        IntStream.range(0, octets.length)
            .mapToObj(i -> Integer.toString(octets[i] & 0xff))
            .toList();
    var spellings = new ArrayList<Pattern>();
    for (List<String> order : List.of(decimal, reversed(decimal))) {
      spellings.add(digits("0{0,2}" + String.join("[-._x]0{0,2}", order)));
      spellings.add(digits(order.stream().map(GenericName::threeDigits).collect(joined())));
      spellings.add(
          hexDigits(order.stream().map(one -> hex(Integer.parseInt(one))).collect(joined())));
    }
    return List.copyOf(spellings);
  }

  private static List<Pattern> ipv6(IpAddress address) {
    String nibbles = HexFormat.of().formatHex(address.octets());
    String reversed = new StringBuilder(nibbles).reverse().toString();
    return List.of(
        hexDigits(nibbles),
        hexDigits(String.join("[-._]", nibbles.split("(?<=\\G.{4})"))),
        hexDigits(address.toString().replaceAll("[:.]", "-")),
        hexDigits(String.join("[-.]", nibbles.split(""))),
        hexDigits(reversed),
        hexDigits(String.join("[-.]", reversed.split(""))));
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined() {
    return Collectors.joining();
  }

  private static List<String> reversed(List<String> list) {
    var reversed = new ArrayList<>(list);
    java.util.Collections.reverse(reversed);
    return reversed;
  }

  private static String threeDigits(String number) {
    return "0".repeat(SHORT_LABEL - number.length()) + number;
  }

  private static String hex(int octet) {
    return HexFormat.of().toHexDigits((byte) octet);
  }

  /** Not as a part of a longer number. */
  private static Pattern digits(String expression) {
    return Pattern.compile("(?<![0-9])(?:" + expression + ")(?![0-9])");
  }

  private static Pattern hexDigits(String expression) {
    return Pattern.compile("(?<![0-9a-f])(?:" + expression + ")(?![0-9a-f])");
  }
}
