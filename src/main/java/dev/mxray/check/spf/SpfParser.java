package dev.mxray.check.spf;

import dev.mxray.check.spf.SpfTerm.BadTerm;
import dev.mxray.check.spf.SpfTerm.Exp;
import dev.mxray.check.spf.SpfTerm.Redirect;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads SPF records by the grammar of RFC 7208 §12. It goes on after an error, so that one look
 * shows all of them, and never throws.
 */
public final class SpfParser {
  private static final String VERSION = "v=spf1";

  private SpfParser() {}

  /**
   * True for a TXT record that is an SPF record: the version, in any case, with nothing before it
   * and a space or the end behind it (RFC 7208 §4.5).
   */
  public static boolean isSpf(String text) {
    return text.regionMatches(/* ignoreCase= */ true, 0, VERSION, 0, VERSION.length())
        && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
  }

  /**
   * Reads a record.
   *
   * @param text one for which {@link #isSpf} is true; of any other, what follows the place of the
   *     version is read
   */
  public static SpfRecord parse(String text) {
    var terms = new ArrayList<SpfTerm>();
    boolean redirect = false;
    boolean exp = false;
    int at = Math.min(VERSION.length(), text.length());
    while (at < text.length()) {
      if (text.charAt(at) == ' ') {
        at++;
        continue;
      }
      int end = text.indexOf(' ', at);
      end = end < 0 ? text.length() : end;
      SpfTerm term = new TermReader(at, text.substring(at, end)).read();
      boolean again = (redirect && term instanceof Redirect) || (exp && term instanceof Exp);
      redirect |= term instanceof Redirect;
      exp |= term instanceof Exp;
      // RFC 7208 §6: each of the two at most once in a record.
      terms.add(again ? new BadTerm(at, term.text(), Sentence.of("spf.modifier-twice")) : term);
      at = end;
    }
    return new SpfRecord(text, terms);
  }

  /** Reads all of the texts that are SPF records. */
  static List<SpfRecord> select(List<String> texts) {
    return texts.stream().filter(SpfParser::isSpf).map(SpfParser::parse).toList();
  }
}
