package dev.mxray.text;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sentences of one language: {@code dev/mxray/text/<language>/<room>.properties}, the room
 * being what stands before the first dot of a key. A file is read when one of its sentences is
 * first said. Safe for use by several threads.
 */
public final class Wording {
  /** What is said when no language is asked for. */
  public static final Wording ENGLISH = new Wording("en");

  private final String language;
  private final Map<String, Properties> rooms = new ConcurrentHashMap<>();

  private Wording(String language) {
    this.language = language;
  }

  /**
   * The sentences of a language.
   *
   * @throws IllegalArgumentException when it is none of {@link TextFile#LANGUAGES}; the message is
   *     for people
   */
  public static Wording in(String language) {
    return language.equals(ENGLISH.language) ? ENGLISH : new Wording(TextFile.language(language));
  }

  /** The language by ISO 639-1. */
  public String language() {
    return language;
  }

  /**
   * The text of a key, with its places in it.
   *
   * @throws IllegalStateException when it is not there, which is a mistake in the program
   */
  String text(String key) {
    int dot = key.indexOf('.');
    String room = dot < 0 ? key : key.substring(0, dot);
    String text = rooms.computeIfAbsent(room, this::read).getProperty(key);
    if (text == null) {
      throw new IllegalStateException("no sentence " + key + " in " + language);
    }
    return text;
  }

  private Properties read(String room) {
    return TextFile.read("/dev/mxray/text/" + language + "/" + room + ".properties");
  }
}
