package dev.mxray.weather;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mxray.net.tls.OddHandshake;
import dev.mxray.net.tls.OddHandshake.Burden;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What a server does wrong, and when.
 *
 * @param rare one that moves so much that a few of its kind have to do
 */
record Spell(String name, Stage stage, boolean newest, Burden burden, boolean rare, Act act) {

  /** Up to where it behaves. */
  enum Stage {
    /** Instead of the greeting, or before TLS. */
    CONNECT,
    /** Instead of the answer to the first line. */
    FIRST_LINE,
    /** Instead of the answer to STARTTLS. */
    STARTTLS,
    /** Instead of the ServerHello. */
    HELLO,
    /** As soon as TLS is up. */
    SECURED,
    /** Instead of the answer to the first line inside TLS. */
    INSIDE,
    /** Instead of the answer to the goodbye. */
    GOODBYE
  }

  /** What it does then, and nothing else any more. */
  interface Act extends Consumer<Visit> {}

  private static final int MIB = 1 << 20;

  static List<Spell> all() {
    var spells = new ArrayList<Spell>();
    for (Stage stage : EnumSet.complementOf(EnumSet.of(Stage.GOODBYE))) {
      boolean newest = spells.size() % 2 == 0;
      anywhere(stage, newest, spells);
      anywhere(stage, !newest && stage.compareTo(Stage.HELLO) > 0, spells);
    }
    goodbyes(spells);
    handshakes(spells);
    records(spells);
    storms(spells);
    return List.copyOf(spells);
  }

  private static void anywhere(Stage stage, boolean newest, List<Spell> spells) {
    add(spells, "closes", stage, newest, Visit::close);
    add(spells, "resets", stage, newest, Visit::reset);
    add(spells, "is silent", stage, newest, visit -> {});
    add(spells, "drips", stage, newest, visit -> visit.drip("220-mx 220 mx * OK +OK ".repeat(99)));
    add(spells, "half a line", stage, newest, visit -> visit.sayAndClose(text("220 mx.exam")));
    add(spells, "NUL and escapes", stage, newest, visit -> visit.say(NASTY));
    add(spells, "bare ends", stage, newest, visit -> visit.say(text("220 a\r220 b\n\r\n\n")));
    add(spells, "nonsense", stage, newest, visit -> visit.say(visit.octets(2000)));
    add(spells, "HTTP", stage, newest, visit -> visit.say(text("HTTP/1.1 400 Bad\r\n\r\n<p>")));
    add(
        spells,
        "no",
        stage,
        newest,
        visit -> visit.say(text("421 no\r\n* BYE\r\n-ERR\r\nBYE\r\n")));
    add(
        spells,
        "literals",
        stage,
        newest,
        visit -> visit.say(text("* X {999999999}\r\n{12}\r\nx{0}\r\n" + "* {3}\r\n".repeat(500))));
    add(
        spells,
        "many lines",
        stage,
        newest,
        visit -> visit.say(text("220-a\r\n250-b\r\n* c\r\n+OK\r\n\"d\"\r\n".repeat(4000))));
    spells.add(
        new Spell(
            "a line of a mebibyte at " + stage,
            stage,
            newest,
            Burden.NONE,
            /* rare= */ true,
            visit -> visit.say(text("220 " + "a".repeat(MIB)))));
    spells.add(
        new Spell(
            "a line without end at " + stage,
            stage,
            newest,
            Burden.NONE,
            /* rare= */ true,
            visit -> visit.sayForEver(text("a".repeat(65_536)))));
  }

  /** Nobody waits for what the client then hears, and so these places are taken a while. */
  private static void goodbyes(List<Spell> spells) {
    add(spells, "closes", Stage.GOODBYE, true, Visit::close);
    add(spells, "resets", Stage.GOODBYE, false, Visit::reset);
    add(spells, "nonsense", Stage.GOODBYE, true, visit -> visit.say(visit.octets(2000)));
    for (boolean newest : List.of(true, false)) {
      add(spells, "is silent", Stage.GOODBYE, newest, visit -> {});
      add(spells, "drips", Stage.GOODBYE, newest, visit -> visit.drip("x".repeat(999)));
    }
  }

  /** A true handshake that breaks at every octet sooner or later. */
  private static void handshakes(List<Spell> spells) {
    for (boolean newest : List.of(true, false)) {
      add(spells, "cut, closed", Stage.HELLO, newest, visit -> visit.cut(Visit::close));
      add(spells, "cut, reset", Stage.HELLO, newest, visit -> visit.cut(Visit::reset));
      add(spells, "cut, silent", Stage.HELLO, newest, visit -> visit.cut(silent -> {}));
      add(
          spells,
          "cut, alert",
          Stage.HELLO,
          newest,
          visit -> visit.cut(then -> then.say(then.alert())));
      add(spells, "mutated", Stage.HELLO, newest, Visit::mutate);
      add(spells, "dripped", Stage.HELLO, newest, visit -> visit.drip(latin(visit.flight())));
      for (Burden burden : Burden.values()) {
        if (burden != Burden.NONE && !(newest && burden.name().startsWith("HUGE"))) {
          boolean rare = burden == Burden.LONG_CHAIN || burden == Burden.BIG_CHAIN;
          spells.add(
              new Spell(
                  burden + " at " + Stage.HELLO,
                  Stage.HELLO,
                  newest,
                  burden,
                  rare,
                  visit -> visit.say(visit.flight())));
        }
      }
    }
  }

  private static void records(List<Spell> spells) {
    for (int length :
        new int[] {0, 1, 2, 3, 4, 5, 16_383, 16_384, 16_385, 18_432, 18_433, 65_535}) {
      for (int type : new int[] {20, 21, 22, 23, 24, 255}) {
        add(
            spells,
            "a record " + type + " of " + length,
            Stage.HELLO,
            true,
            visit -> visit.say(record(type, length, visit.random())));
      }
    }
    add(spells, "an alert", Stage.HELLO, true, visit -> visit.say(visit.alert()));
    add(spells, "an alert inside", Stage.SECURED, true, visit -> visit.sayRaw(visit.alert()));
    add(
        spells,
        "SSLv2",
        Stage.HELLO,
        true,
        visit -> visit.say(new byte[] {-128, 5, 4, 0, 0, 0, 2}));
  }

  private static void storms(List<Spell> spells) {
    for (boolean newest : List.of(true, false)) {
      add(spells, "a few requests", Stage.SECURED, newest, visit -> visit.storm(20));
      spells.add(
          new Spell(
              "a storm of requests",
              Stage.SECURED,
              newest,
              Burden.NONE,
              /* rare= */ true,
              visit -> visit.storm(20_000)));
    }
    storm(spells, "warnings", new byte[] {21, 3, 3, 0, 2, 1, 112});
    storm(spells, "empty records", new byte[] {22, 3, 3, 0, 0});
    storm(spells, "change cipher spec", new byte[] {20, 3, 3, 0, 1, 1});
    storm(spells, "hello requests", new byte[] {22, 3, 3, 0, 4, 0, 0, 0, 0});
  }

  private static void storm(List<Spell> spells, String name, byte[] record) {
    byte[] all = new byte[record.length * 20_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = record[i % record.length];
    }
    spells.add(
        new Spell(
            "a storm of " + name,
            Stage.HELLO,
            true,
            Burden.NONE,
            /* rare= */ true,
            visit -> visit.say(all)));
  }

  private static void add(List<Spell> spells, String name, Stage stage, boolean newest, Act act) {
    spells.add(
        new Spell(name + " at " + stage, stage, newest, Burden.NONE, /* rare= */ false, act));
  }

  /** As many octets as the header says, or as fit. */
  private static byte[] record(int type, int length, Random random) {
    byte[] record = new byte[5 + Math.min(length, random.nextBoolean() ? length : 3)];
    random.nextBytes(record);
    record[0] = (byte) type;
    record[1] = 3;
    record[2] = 3;
    record[3] = (byte) (length >> 8);
    record[4] = (byte) length;
    return record;
  }

  private static final byte[] NASTY =
      text("220 \u0000\u001b[2J\u001b]0;x\u0007\u0008\u007f\u0080\u009b31m\u00ff\r\n\u0000\r\n");

  private static byte[] text(String text) {
    return text.getBytes(text.chars().allMatch(c -> c < 128) ? US_ASCII : ISO_8859_1);
  }

  private static String latin(byte[] octets) {
    return new String(octets, ISO_8859_1);
  }

  OddHandshake handshake() {
    return OddHandshake.of(newest, burden);
  }
}
