package dev.mxray.net.mail;

import java.util.ArrayList;
import java.util.List;

/**
 * What was said, as evidence: {@code S: 220 mx.example.com ESMTP}, {@code C: EHLO …}, and in
 * brackets what happened. Bounded in lines and in the length of each.
 */
final class Transcript {
  private static final int MAX_LINES = 200;
  private static final int MAX_CHARS = 1000;

  private final List<String> lines = new ArrayList<>();

  void server(String line) {
    add("S: " + line);
  }

  void client(String line) {
    add("C: " + line);
  }

  void event(String what) {
    add("[" + what + "]");
  }

  private void add(String line) {
    if (lines.size() < MAX_LINES) {
      lines.add(line.length() > MAX_CHARS ? line.substring(0, MAX_CHARS) + "…" : line);
    } else if (lines.size() == MAX_LINES) {
      lines.add("[more was said]");
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
