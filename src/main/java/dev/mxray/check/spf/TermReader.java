package dev.mxray.check.spf;

import dev.mxray.check.spf.SpfTerm.A;
import dev.mxray.check.spf.SpfTerm.All;
import dev.mxray.check.spf.SpfTerm.BadTerm;
import dev.mxray.check.spf.SpfTerm.Exists;
import dev.mxray.check.spf.SpfTerm.Exp;
import dev.mxray.check.spf.SpfTerm.Include;
import dev.mxray.check.spf.SpfTerm.Ip4;
import dev.mxray.check.spf.SpfTerm.Ip6;
import dev.mxray.check.spf.SpfTerm.Mx;
import dev.mxray.check.spf.SpfTerm.Ptr;
import dev.mxray.check.spf.SpfTerm.Redirect;
import dev.mxray.check.spf.SpfTerm.UnknownModifier;
import dev.mxray.text.Sentence;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one term (RFC 7208 §12). The methods that read a piece return null when it does not follow
 * the grammar, and leave the reason in {@link #problem}.
 */
final class TermReader {
  private final int position;
  private final String token;
  private @Nullable Sentence problem;

  TermReader(int position, String token) {
    this.position = position;
    this.token = token;
  }

  SpfTerm read() {
    SpfTerm term = visible() ? (modifierEnd() > 0 ? modifier() : mechanism()) : null;
    return term != null
        ? term
        : new BadTerm(
            position, token, Objects.requireNonNullElse(problem, Sentence.of("spf.no-term")));
  }

  private boolean visible() {
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c < 0x21 || c > 0x7e) {
        fail(Sentence.of("spf.octet", String.format(Locale.ROOT, "0x%02x", (int) c)));
        return false;
      }
    }
    return true;
  }

  /** Where the equals sign of a modifier is; 0 when the term is no modifier. */
  private int modifierEnd() {
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c == '=') {
        return i;
      }
      boolean name = isLetter(c) || (i > 0 && (isDigit(c) || c == '-' || c == '_' || c == '.'));
      if (!name) {
        return 0;
      }
    }
    return 0;
  }

  private @Nullable SpfTerm modifier() {
    int equals = modifierEnd();
    String name = token.substring(0, equals).toLowerCase(Locale.ROOT);
    String value = token.substring(equals + 1);
    if (name.equals("redirect") || name.equals("exp")) {
      MacroString domain = domainSpec(value);
      if (domain == null) {
        return null;
      }
      return name.equals("exp")
          ? new Exp(position, token, domain)
          : new Redirect(position, token, domain);
    }
    MacroString text = macros(value, MacroReader.ALL_LETTERS);
    return text == null ? null : new UnknownModifier(position, token, name, text);
  }

  private @Nullable SpfTerm mechanism() {
    Qualifier qualifier = Qualifier.PASS;
    int from = 0;
    for (Qualifier each : Qualifier.values()) {
      if (!token.isEmpty() && token.charAt(0) == each.sign()) {
        qualifier = each;
        from = 1;
      }
    }
    int end = from;
    while (end < token.length() && token.charAt(end) != ':' && token.charAt(end) != '/') {
      end++;
    }
    String rest = token.substring(end);
    return switch (token.substring(from, end).toLowerCase(Locale.ROOT)) {
      case "all" ->
          rest.isEmpty() ? new All(position, token, qualifier) : fail(Sentence.of("spf.all-bare"));
      case "include" -> {
        MacroString domain = required(rest);
        yield domain == null ? null : new Include(position, token, qualifier, domain);
      }
      case "exists" -> {
        MacroString domain = required(rest);
        yield domain == null ? null : new Exists(position, token, qualifier, domain);
      }
      case "a" -> addresses(qualifier, rest, /* mx= */ false);
      case "mx" -> addresses(qualifier, rest, /* mx= */ true);
      case "ptr" -> {
        MacroString domain = rest.isEmpty() ? null : required(rest);
        yield problem != null ? null : new Ptr(position, token, qualifier, domain);
      }
      case "ip4" -> network(qualifier, rest, /* ipv6= */ false);
      case "ip6" -> network(qualifier, rest, /* ipv6= */ true);
      default -> fail(Sentence.of("spf.unknown-mechanism"));
    };
  }

  /** {@code a} and {@code mx}: an optional domain, then optional prefix lengths. */
  private @Nullable SpfTerm addresses(Qualifier qualifier, String rest, boolean mx) {
    int slash = prefixStart(rest);
    String spec = rest.substring(0, slash);
    MacroString domain = spec.isEmpty() ? null : required(spec);
    if (problem != null) {
      return null;
    }
    String lengths = rest.substring(slash);
    int twice = lengths.indexOf("//");
    String four = twice < 0 ? lengths : lengths.substring(0, twice);
    int ipv4 = four.isEmpty() ? IpNetwork.IPV4_BITS : length(four.substring(1), false);
    int ipv6 = twice < 0 ? IpNetwork.IPV6_BITS : length(lengths.substring(twice + 2), true);
    if (problem != null) {
      return null;
    }
    return mx
        ? new Mx(position, token, qualifier, domain, ipv4, ipv6)
        : new A(position, token, qualifier, domain, ipv4, ipv6);
  }

  /**
   * Where the prefix lengths begin: a domain-spec ends in a label or a macro, so it is the first
   * slash behind the last dot, brace and percent sign.
   */
  private static int prefixStart(String rest) {
    int from =
        Math.max(rest.lastIndexOf('.'), Math.max(rest.lastIndexOf('}'), rest.lastIndexOf('%')));
    int slash = rest.indexOf('/', Math.max(from, 0));
    return slash < 0 ? rest.length() : slash;
  }

  private @Nullable SpfTerm network(Qualifier qualifier, String rest, boolean ipv6) {
    if (!rest.startsWith(":")) {
      return fail(Sentence.of("spf.no-address"));
    }
    int slash = rest.indexOf('/');
    String text = rest.substring(1, slash < 0 ? rest.length() : slash);
    BigInteger address = ipv6 ? IpNetwork.ipv6(text) : IpNetwork.ipv4(text);
    if (address == null) {
      return fail(ipv6 ? Sentence.of("spf.not-ipv6") : Sentence.of("spf.not-ipv4"));
    }
    int bits = ipv6 ? IpNetwork.IPV6_BITS : IpNetwork.IPV4_BITS;
    int length = slash < 0 ? bits : length(rest.substring(slash + 1), ipv6);
    if (problem != null) {
      return null;
    }
    var network = new IpNetwork(ipv6, address, length);
    return ipv6
        ? new Ip6(position, token, qualifier, network)
        : new Ip4(position, token, qualifier, network);
  }

  private int length(String digits, boolean ipv6) {
    int length = IpNetwork.decimal(digits, ipv6 ? IpNetwork.IPV6_BITS : IpNetwork.IPV4_BITS);
    if (length < 0) {
      fail(ipv6 ? Sentence.of("spf.not-ipv6-length") : Sentence.of("spf.not-ipv4-length"));
      return 0;
    }
    return length;
  }

  /** A colon and a domain-spec. */
  private @Nullable MacroString required(String rest) {
    if (!rest.startsWith(":")) {
      fail(Sentence.of("spf.no-domain"));
      return null;
    }
    return domainSpec(rest.substring(1));
  }

  private @Nullable MacroString domainSpec(String text) {
    if (text.isEmpty()) {
      fail(Sentence.of("spf.no-domain"));
      return null;
    }
    var reader = new MacroReader(text, MacroReader.DOMAIN_LETTERS);
    MacroString read = reader.read();
    if (read == null) {
      problem = reader.problem();
    } else if (!endsWell(text.substring(reader.lastMacroEnd()), reader.lastMacroEnd() > 0)) {
      fail(Sentence.of("spf.domain-end"));
      return null;
    }
    return read;
  }

  private @Nullable MacroString macros(String text, String letters) {
    var reader = new MacroReader(text, letters);
    MacroString read = reader.read();
    if (read == null) {
      problem = reader.problem();
    }
    return read;
  }

  /** domain-end: a macro with nothing behind it, or a dot, a top label and perhaps a dot. */
  private static boolean endsWell(String tail, boolean afterMacro) {
    if (tail.isEmpty()) {
      return afterMacro;
    }
    String name = tail.endsWith(".") ? tail.substring(0, tail.length() - 1) : tail;
    int dot = name.lastIndexOf('.');
    return dot >= 0 && isTopLabel(name.substring(dot + 1));
  }

  /** Letters, digits and inner hyphens, and not digits alone. */
  private static boolean isTopLabel(String label) {
    boolean notDigits = false;
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      boolean hyphen = c == '-' && i > 0 && i < label.length() - 1;
      if (!isLetter(c) && !isDigit(c) && !hyphen) {
        return false;
      }
      notDigits |= !isDigit(c);
    }
    return notDigits;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private @Nullable SpfTerm fail(Sentence reason) {
    problem = reason;
    return null;
  }
}
