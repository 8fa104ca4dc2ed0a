package dev.mxray.net.mail;

import java.util.List;

/**
 * A complete reply of a server (RFC 5321 §4.2).
 *
 * @param code 200 to 559
 * @param texts what stands behind the code, line by line; at least one, which may be empty. Hostile
 *     text, to be escaped at every exit
 */
public record Reply(int code, List<String> texts) {
  private static final int SERVICE_NOT_AVAILABLE = 421;

  public Reply {
    texts = List.copyOf(texts);
  }

  /** True for 2yz: what was asked for is done. */
  public boolean isPositive() {
    return code / 100 == 2;
  }

  /** True for 4yz and 5yz. */
  public boolean isNegative() {
    return code / 100 >= 4;
  }

  /** True when the server says that it is about to close the connection (RFC 5321 §3.8). */
  public boolean isClosing() {
    return code == SERVICE_NOT_AVAILABLE;
  }

  /** The lines as they were sent: {@code 250-mx.example.com}, {@code 250 STARTTLS}. */
  public List<String> lines() {
    var lines = new java.util.ArrayList<String>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      boolean last = i == texts.size() - 1;
      lines.add(code + (last ? text.isEmpty() ? "" : " " : "-") + text);
    }
    return List.copyOf(lines);
  }

  @Override
  public String toString() {
    return String.join(" / ", lines());
  }
}
