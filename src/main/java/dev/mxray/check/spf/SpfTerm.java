package dev.mxray.check.spf;

import dev.mxray.text.Sentence;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One term of an SPF record (RFC 7208 §4.6.1). */
public sealed interface SpfTerm {
  /** Where the term begins in the record: characters before it. */
  int position();

  /** The term as published. */
  String text();

  /** True when its evaluation counts towards the limit of RFC 7208 §4.6.4. */
  default boolean queriesDns() {
    return false;
  }

  /**
   * The name that the term leads to, whoever sends.
   *
   * @param domain the domain whose record this is
   * @return empty when the term names none, or has macros in its name
   */
  default Optional<String> target(String domain) {
    return Optional.empty();
  }

  /** A term that can match a client (RFC 7208 §5). */
  sealed interface Mechanism extends SpfTerm {
    Qualifier qualifier();
  }

  /** {@code all}: matches always (RFC 7208 §5.1). */
  record All(int position, String text, Qualifier qualifier) implements Mechanism {}

  /** {@code include}: matches when the other domain's record passes (RFC 7208 §5.2). */
  record Include(int position, String text, Qualifier qualifier, MacroString domain)
      implements Mechanism {
    @Override
    public boolean queriesDns() {
      return true;
    }

    @Override
    public Optional<String> target(String current) {
      return domain.name();
    }
  }

  /**
   * {@code a}: the addresses of a name (RFC 7208 §5.3).
   *
   * @param domain null for the record's own domain
   */
  record A(
      int position,
      String text,
      Qualifier qualifier,
      @Nullable MacroString domain,
      int ipv4Length,
      int ipv6Length)
      implements Mechanism {
    @Override
    public boolean queriesDns() {
      return true;
    }

    @Override
    public Optional<String> target(String current) {
      return domain == null ? Optional.of(current) : domain.name();
    }
  }

  /**
   * {@code mx}: the addresses of a name's mail exchanges (RFC 7208 §5.4).
   *
   * @param domain null for the record's own domain
   */
  record Mx(
      int position,
      String text,
      Qualifier qualifier,
      @Nullable MacroString domain,
      int ipv4Length,
      int ipv6Length)
      implements Mechanism {
    @Override
    public boolean queriesDns() {
      return true;
    }

    @Override
    public Optional<String> target(String current) {
      return domain == null ? Optional.of(current) : domain.name();
    }
  }

  /**
   * {@code ptr}: the client's name is below a domain; not to be used (RFC 7208 §5.5).
   *
   * @param domain null for the record's own domain
   */
  record Ptr(int position, String text, Qualifier qualifier, @Nullable MacroString domain)
      implements Mechanism {
    @Override
    public boolean queriesDns() {
      return true;
    }

    @Override
    public Optional<String> target(String current) {
      return domain == null ? Optional.of(current) : domain.name();
    }
  }

  /** {@code ip4}: an IPv4 network (RFC 7208 §5.6). */
  record Ip4(int position, String text, Qualifier qualifier, IpNetwork network)
      implements Mechanism {}

  /** {@code ip6}: an IPv6 network (RFC 7208 §5.6). */
  record Ip6(int position, String text, Qualifier qualifier, IpNetwork network)
      implements Mechanism {}

  /** {@code exists}: a name has an A record (RFC 7208 §5.7). */
  record Exists(int position, String text, Qualifier qualifier, MacroString domain)
      implements Mechanism {
    @Override
    public boolean queriesDns() {
      return true;
    }

    @Override
    public Optional<String> target(String current) {
      return domain.name();
    }
  }

  /** {@code redirect=}: another domain's record in place of this one (RFC 7208 §6.1). */
  record Redirect(int position, String text, MacroString domain) implements SpfTerm {
    @Override
    public boolean queriesDns() {
      return true;
    }

    @Override
    public Optional<String> target(String current) {
      return domain.name();
    }
  }

  /** {@code exp=}: where the text for a fail is published (RFC 7208 §6.2). */
  record Exp(int position, String text, MacroString domain) implements SpfTerm {}

  /** A modifier that no RFC defines; receivers ignore it (RFC 7208 §6). */
  record UnknownModifier(int position, String text, String name, MacroString value)
      implements SpfTerm {}

  /**
   * Text that is no term; it makes the whole record a permerror (RFC 7208 §4.6).
   *
   * @param told what is wrong with it, in a few words
   */
  record BadTerm(int position, String text, Sentence told) implements SpfTerm {
    /** What is wrong with it, in English. */
    public String reason() {
      return told.toString();
    }
  }
}
