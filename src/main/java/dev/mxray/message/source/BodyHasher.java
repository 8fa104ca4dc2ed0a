package dev.mxray.message.source;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Hashes a body in one canonical form (RFC 6376 §3.4.3, §3.4.4) while it streams by. Any number of
 * limits cost one pass: the running hash is copied where a limit is reached.
 */
final class BodyHasher implements LineSplitter.Lines {
  private static final int BUFFER = 8 * 1024;

  private final Canonicalization form;
  private final MessageDigest digest = sha256();
  private final Deque<Long> limits = new ArrayDeque<>();
  private final Map<Long, byte[]> limited = new HashMap<>();

  private final byte[] buffer = new byte[BUFFER];
  private int buffered;

  /** Octets put out so far, the buffered ones too. */
  private long length;

  /** Line ends that count only when something follows them: empty lines at the end do not. */
  private long heldLineEnds;

  /** White space that counts, in the relaxed form, only when something follows in the line. */
  private boolean heldBlank;

  private boolean text;

  BodyHasher(Canonicalization form, Collection<Long> limits) {
    this.form = form;
    limits.stream().filter(limit -> limit >= 0).sorted().distinct().forEach(this.limits::add);
    takeLimits();
  }

  @Override
  public void text(byte[] octets, int from, int to) {
    if (form == Canonicalization.SIMPLE) {
      begin();
      put(octets, from, to);
    } else {
      relaxed(octets, from, to);
    }
  }

  @Override
  public void lineEnd() {
    heldBlank = false;
    heldLineEnds++;
  }

  private void relaxed(byte[] octets, int from, int to) {
    int i = from;
    while (i < to) {
      if (HeaderField.isBlank(octets[i])) {
        heldBlank = true;
        i++;
        continue;
      }
      int start = i;
      while (i < to && !HeaderField.isBlank(octets[i])) {
        i++;
      }
      begin();
      if (heldBlank) {
        put((byte) ' ');
        heldBlank = false;
      }
      put(octets, start, i);
    }
  }

  /** Something that counts follows: so do the line ends before it. */
  private void begin() {
    for (; heldLineEnds > 0; heldLineEnds--) {
      put((byte) '\r');
      put((byte) '\n');
    }
    text = true;
  }

  private void put(byte octet) {
    if (buffered == BUFFER) {
      flush();
    }
    buffer[buffered++] = octet;
    length++;
  }

  private void put(byte[] octets, int from, int to) {
    for (int i = from; i < to; ) {
      if (buffered == BUFFER) {
        flush();
      }
      int count = Math.min(to - i, BUFFER - buffered);
      System.arraycopy(octets, i, buffer, buffered, count);
      buffered += count;
      length += count;
      i += count;
    }
  }

  /** Hashes what is buffered; copies the hash where a limit is inside. */
  private void flush() {
    int done = 0;
    long before = length - buffered;
    while (!limits.isEmpty() && limits.peek() <= length) {
      int upTo = (int) (limits.peek() - before);
      digest.update(buffer, done, upTo - done);
      done = upTo;
      limited.put(limits.remove(), copy());
    }
    digest.update(buffer, done, buffered - done);
    buffered = 0;
  }

  private void takeLimits() {
    while (!limits.isEmpty() && limits.peek() == 0) {
      limited.put(limits.remove(), copy());
    }
  }

  private byte[] copy() {
    try {
      return ((MessageDigest) digest.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 cannot be copied", e);
    }
  }

  /**
   * Ends the body: what was not ended by a line end is, and an empty body has its canonical form.
   */
  Map<BodyForm, BodyDigest> finish() {
    if (text || form == Canonicalization.SIMPLE) {
      put((byte) '\r');
      put((byte) '\n');
    }
    flush();
    byte[] whole = digest.digest();
    var results = new HashMap<BodyForm, BodyDigest>();
    results.put(BodyForm.whole(form), new BodyDigest(whole, length));
    limited.forEach(
        (limit, hash) -> results.put(new BodyForm(form, limit), new BodyDigest(hash, length)));
    // A limit behind the end: the signature says more than there is.
    limits.forEach(limit -> results.put(new BodyForm(form, limit), new BodyDigest(whole, length)));
    return results;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
