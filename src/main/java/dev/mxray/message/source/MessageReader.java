package dev.mxray.message.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads a message from a stream in bounded memory: the header is kept, at most 1 MiB of it; the
 * body, however long it is and however deep its parts are nested, streams through the hash
 * functions and is not kept. MIME parts are not taken apart: no verdict depends on them.
 */
public final class MessageReader {
  private static final int BUFFER = 64 * 1024;

  private MessageReader() {}

  /**
   * Reads a message to its end.
   *
   * @param wanted says, once the header is known, which hashes of the body are needed
   * @throws InvalidMessageException when it is no message, or its header is beyond a limit
   * @throws IOException when the stream cannot be read
   */
  public static MessageSource read(
      InputStream in, Function<MessageHeader, Collection<BodyForm>> wanted)
      throws IOException, InvalidMessageException {
    var splitter = new LineSplitter();
    var collector = new HeaderCollector();
    var body = new Body();
    byte[] buffer = new byte[BUFFER];
    long octets = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      octets += count;
      int from = 0;
      if (!collector.complete()) {
        from = splitter.feed(buffer, 0, count, collector, collector::complete);
        collector.check();
        if (collector.complete()) {
          body.prepare(wanted.apply(collector.header()));
        }
      }
      if (from < count) {
        splitter.feed(buffer, from, count, body, () -> false);
      }
    }
    boolean bodyless = !collector.complete();
    splitter.finish(bodyless ? collector : body);
    if (bodyless) {
      collector.finish();
      collector.check();
      body.prepare(wanted.apply(collector.header()));
    }
    return new MessageSource(collector.header(), body.finish(), octets, collector.faults());
  }

  /**
   * Reads the header only.
   *
   * @throws InvalidMessageException when it is no message, or its header is beyond a limit
   * @throws IOException when the stream cannot be read
   */
  public static MessageHeader readHeader(InputStream in)
      throws IOException, InvalidMessageException {
    var splitter = new LineSplitter();
    var collector = new HeaderCollector();
    byte[] buffer = new byte[BUFFER];
    int count = in.read(buffer);
    while (count >= 0 && !collector.complete()) {
      splitter.feed(buffer, 0, count, collector, collector::complete);
      count = in.read(buffer);
    }
    if (!collector.complete()) {
      splitter.finish(collector);
      collector.finish();
    }
    collector.check();
    return collector.header();
  }

  /** One hasher for each canonical form that is needed. */
  private static final class Body implements LineSplitter.Lines {
    // An array: a list would make garbage for every line.
    private BodyHasher[] hashers = {};

    void prepare(Collection<BodyForm> forms) {
      var limits = new EnumMap<Canonicalization, List<Long>>(Canonicalization.class);
      for (BodyForm form : forms) {
        limits.computeIfAbsent(form.form(), key -> new ArrayList<>()).add(form.limit());
      }
      hashers =
          limits.entrySet().stream()
              .map(entry -> new BodyHasher(entry.getKey(), entry.getValue()))
              .toArray(BodyHasher[]::new);
    }

    Map<BodyForm, BodyDigest> finish() {
      var digests = new HashMap<BodyForm, BodyDigest>();
      for (BodyHasher hasher : hashers) {
        digests.putAll(hasher.finish());
      }
      return digests;
    }

    @Override
    public void text(byte[] octets, int from, int to) {
      for (BodyHasher hasher : hashers) {
        hasher.text(octets, from, to);
      }
    }

    @Override
    public void lineEnd() {
      for (BodyHasher hasher : hashers) {
        hasher.lineEnd();
      }
    }
  }
}
