package dev.mxray.message.signature;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mxray.check.dkim.DkimRecord;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.Texts;
import java.util.concurrent.CompletableFuture;

/** Asks for the keys of signatures. Safe for use by several threads. */
public final class KeyFinder {
  /** Records that are kept as they were read: testing a key for weakness takes a millisecond. */
  private static final int MAX_RECORDS = 1_000;

  /** Characters of a record that is kept; a key of 4096 bits has some 750. */
  private static final int MAX_LENGTH = 4_000;

  private final DnsClient dns;
  private final Cache<String, DkimRecord> records;

  /** A finder that asks a client. */
  public KeyFinder(DnsClient dns) {
    this(dns, Caffeine.newBuilder().maximumSize(MAX_RECORDS).build());
  }

  private KeyFinder(DnsClient dns, Cache<String, DkimRecord> records) {
    this.dns = dns;
    this.records = records;
  }

  /** A finder that asks another client, and knows the same records. */
  public KeyFinder asking(DnsClient other) {
    return new KeyFinder(other, records);
  }

  CompletableFuture<KeyAnswer> find(String selector, String domain) {
    String name = selector + "._domainkey." + domain;
    return dns.ask(new Question(name, RecordType.TXT))
        .thenApply(
            answer -> new KeyAnswer(name, answer.observed(record -> parsed(Texts.joined(record)))));
  }

  private DkimRecord parsed(String text) {
    return text.length() > MAX_LENGTH
        ? DkimRecord.parse(text)
        : records.get(text, DkimRecord::parse);
  }
}
