package dev.mxray.net.mail;

import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the lines of a server together to replies (RFC 5321 §4.2), strictly where it matters, and
 * notes what a client has to put up with all the same.
 */
final class ReplyReader implements Answer<Reply> {
  /** Lines of one reply; servers have some twenty keywords, and some banners a page of law. */
  static final int MAX_LINES = 128;

  private static final int CODE_DIGITS = 3;

  private final List<String> texts = new ArrayList<>();
  private final Set<Sentence> faults = new LinkedHashSet<>();
  private int code;

  /** That what came is no reply. */
  static final class NoReply extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Sentence told;

    NoReply(Sentence told) {
      super(told.toString(), null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
      this.told = told;
    }

    /** What it is instead, for people. */
    Sentence told() {
      return told;
    }

    /** The same in English. */
    String words() {
      return told.toString();
    }
  }

  @Override
  public Optional<Reply> accept(Line line) throws NoReply {
    if (line.end() == Line.End.CUT) {
      throw new NoReply(Sentence.of("net.line-long", LineDecoder.MAX_KEPT));
    }
    if (!isReply(line.text())) {
      throw new NoReply(Sentence.of("net.no-smtp"));
    }
    if (texts.size() == MAX_LINES) {
      throw new NoReply(Sentence.of("net.reply-long", MAX_LINES));
    }
    note(line);
    int given = Integer.parseInt(line.text().substring(0, CODE_DIGITS));
    if (!texts.isEmpty() && given != code) {
      faults.add(Sentence.of("net.several-codes"));
    }
    code = given;
    boolean last = line.text().length() == CODE_DIGITS || line.text().charAt(CODE_DIGITS) == ' ';
    texts.add(line.text().substring(Math.min(line.text().length(), CODE_DIGITS + 1)));
    if (!last) {
      return Optional.empty();
    }
    var reply = new Reply(code, texts);
    texts.clear();
    return Optional.of(reply);
  }

  @Override
  public Set<Sentence> faults() {
    return Set.copyOf(faults);
  }

  private void note(Line line) {
    if (line.end() == Line.End.BARE_LF) {
      faults.add(Sentence.of("net.no-cr"));
    }
    if (!line.fits()) {
      faults.add(Sentence.of("net.lines-long", Line.MAX_OCTETS));
    }
    if (line.hasControls()) {
      faults.add(Sentence.of("net.control"));
    }
  }

  /** Reply-code as in RFC 5321 §4.2, then nothing, a space or a hyphen. */
  private static boolean isReply(String text) {
    return text.length() >= CODE_DIGITS
        && text.charAt(0) >= '2'
        && text.charAt(0) <= '5'
        && text.charAt(1) >= '0'
        && text.charAt(1) <= '5'
        && text.charAt(2) >= '0'
        && text.charAt(2) <= '9'
        && (text.length() == CODE_DIGITS
            || text.charAt(CODE_DIGITS) == ' '
            || text.charAt(CODE_DIGITS) == '-');
  }
}
