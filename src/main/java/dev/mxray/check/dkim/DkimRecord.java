package dev.mxray.check.dkim;

import dev.mxray.text.Sentence;
import java.util.List;

/** What a TXT record at a selector is (RFC 6376 §3.6.1). */
public sealed interface DkimRecord {
  /** The record's text as published, one char an octet; hostile. */
  String text();

  /**
   * A record whose tag list is right.
   *
   * @param keyType the tag {@code k}, lower case; {@code rsa} when it is not there
   * @param key what {@code p} holds
   * @param hashes the tag {@code h}, lower case; empty when it is not there: all are allowed
   * @param services the tag {@code s}, lower case; {@code *} when it is not there
   * @param flags the tag {@code t}, lower case
   */
  record Key(
      String text,
      String keyType,
      DkimKey key,
      List<String> hashes,
      List<String> services,
      List<String> flags)
      implements DkimRecord {
    public Key {
      hashes = List.copyOf(hashes);
      services = List.copyOf(services);
      flags = List.copyOf(flags);
    }

    /** The same record with its key read otherwise. */
    Key with(DkimKey other) {
      return new Key(text, keyType, other, hashes, services, flags);
    }

    /** {@code t=y}: the signer is testing. */
    public boolean testing() {
      return flags.contains("y");
    }

    public boolean revoked() {
      return key instanceof DkimKey.Revoked;
    }

    /** False when verifiers must ignore the key for mail (the tag {@code s}). */
    public boolean forEmail() {
      return services.contains("email") || services.contains("*");
    }

    /** True when {@code h} allows sha1 and no hash that may still be used (RFC 8301 §3.1). */
    public boolean sha1Only() {
      return hashes.contains("sha1") && !hashes.contains("sha256");
    }

    /**
     * True when verifiers that follow RFC 6376, 8301 and 8463 accept a signature made with it, and
     * nobody else can make one.
     */
    public boolean usable() {
      return key.sound() && forEmail() && (hashes.isEmpty() || hashes.contains("sha256"));
    }
  }

  /**
   * Meant as a key record, but verifiers have to discard it.
   *
   * @param told what is wrong, in a few words
   * @param token the tag or text that is wrong, verbatim
   * @param position its first octet in the text, from 1
   */
  record Malformed(String text, Sentence told, String token, int position) implements DkimRecord {

    /** What is wrong, in English. */
    public String reason() {
      return told.toString();
    }
  }

  /** A TXT record that has nothing to do with DKIM. */
  record Foreign(String text) implements DkimRecord {}

  /** Reads the text of a TXT record at a selector; every text is one of the three. */
  static DkimRecord parse(String text) {
    return DkimRecordParser.parse(text);
  }
}
