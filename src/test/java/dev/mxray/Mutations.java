package dev.mxray;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Texts that are nearly right: seeds with a few characters changed, cut, doubled or moved. */
public final class Mutations {
  private static final String ALPHABET =
      "abzAZ019 \t\r\n;:=,.*!\"'<>&#%/\\-_\u0000\u001b\u007f\u0080\u00e9\u00ff";

  private Mutations() {}

  /** So many of them; the same for the same seed. */
  public static Stream<String> of(List<String> texts, int count, long seed) {
    var random = new Random(seed);
    return Stream.generate(() -> mutated(texts.get(random.nextInt(texts.size())), random))
        .limit(count);
  }

  private static String mutated(String text, Random random) {
    var out = new StringBuilder(text);
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      int at = random.nextInt(out.length() + 1);
      int to = Math.min(out.length(), at + random.nextInt(12));
      switch (random.nextInt(5)) {
        case 0 -> out.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        case 1 -> out.delete(at, to);
        case 2 -> out.insert(at, out.substring(at, to).repeat(1 + random.nextInt(4)));
        case 3 -> out.append(out.substring(at, to));
        default -> {
          if (at < out.length()) {
            out.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
          }
        }
      }
    }
    return out.toString();
  }
}
