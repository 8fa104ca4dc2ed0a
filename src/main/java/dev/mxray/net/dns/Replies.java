package dev.mxray.net.dns;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;

/**
 * The first reading of what a server sent: is it a reply to this question at all? Decided on the
 * raw header and question, so that a message that is not ours is never parsed.
 */
final class Replies {
  /** What a message is to a question. */
  enum Fit {
    /** A reply to it. */
    OURS,
    /** Shorter than a header and question. */
    SHORT,
    /** Not a reply, another opcode, or a reply to another question. */
    OTHER
  }

  private static final int HEADER = 12;

  /** EXTRA-TEXT is for people and unbounded (RFC 8914 §2). */
  private static final int MAX_EXTRA_TEXT = 120;

  private Replies() {}

  /** The id of a message of at least two octets. */
  static int id(byte[] message) {
    return (message[0] & 0xff) << 8 | (message[1] & 0xff);
  }

  static void setId(byte[] message, int id) {
    message[0] = (byte) (id >>> 8);
    message[1] = (byte) id;
  }

  /** True when the TC bit is set (RFC 1035 §4.1.1). */
  static boolean truncated(byte[] message) {
    return (message[2] & 0x02) != 0;
  }

  /** Compares a message with the query as it was sent; the id is compared too. */
  static Fit fit(byte[] message, byte[] query) {
    if (message.length < HEADER) {
      return Fit.SHORT;
    }
    boolean reply = (message[2] & 0x80) != 0;
    boolean standard = (message[2] & 0x78) == 0;
    if (!reply || !standard || id(message) != id(query)) {
      return Fit.OTHER;
    }
    int rcode = message[3] & 0x0f;
    int questions = (message[4] & 0xff) << 8 | (message[5] & 0xff);
    if (questions == 0 && (rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP)) {
      return Fit.OURS; // old servers echo only the header of what they did not understand
    }
    if (questions != 1) {
      return Fit.OTHER;
    }
    int end = endOfQuestion(query);
    if (message.length < end) {
      return Fit.SHORT;
    }
    for (int i = HEADER; i < end; i++) {
      // The four octets of type and class are exact; a length octet is never a letter.
      boolean same = i < end - 4 ? lower(message[i]) == lower(query[i]) : message[i] == query[i];
      if (!same) {
        return Fit.OTHER;
      }
    }
    return Fit.OURS;
  }

  /** Parses the whole message; null when it cannot be read. */
  static @Nullable Message parse(byte[] octets) {
    try {
      return new Message(octets);
    } catch (IOException e) {
      return null;
    } catch (RuntimeException e) {
      // dnsjava's record readers throw IllegalArgumentException (InvalidTypeException,
      // InvalidTTLException, bad addresses), IndexOutOfBounds, NegativeArraySize and the like on
      // hostile octets.
      return null;
    }
  }

  /** The response code in a word, with the extended error when one was sent (RFC 8914). */
  static String outcome(Message message) {
    String rcode = Rcode.string(message.getRcode());
    OPTRecord opt = message.getOPT();
    if (opt == null) {
      return rcode;
    }
    for (EDNSOption option : opt.getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR)) {
      if (option instanceof ExtendedErrorCodeOption error) {
        return rcode + " (" + extended(error) + ")";
      }
    }
    return rcode;
  }

  private static String extended(ExtendedErrorCodeOption error) {
    String text = error.getText() == null ? "" : error.getText();
    String words = ExtendedErrorCodeOption.text(error.getErrorCode());
    var out =
        new StringBuilder("EDE " + error.getErrorCode() + " ")
            .append(words.toLowerCase(Locale.ROOT).replace('_', ' '));
    if (!text.isEmpty()) {
      out.append(": ");
      text.chars()
          .limit(MAX_EXTRA_TEXT)
          .forEach(c -> out.append(c >= 0x20 && c < 0x7f ? (char) c : '?'));
    }
    return out.toString();
  }

  private static int endOfQuestion(byte[] query) {
    int at = HEADER;
    while (query[at] != 0) {
      at += (query[at] & 0xff) + 1;
    }
    return at + 5;
  }

  private static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }
}
