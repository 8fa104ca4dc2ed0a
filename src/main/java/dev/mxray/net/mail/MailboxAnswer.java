package dev.mxray.net.mail;

import dev.mxray.net.mail.MailboxReply.Status;
import dev.mxray.net.mail.ReplyReader.NoReply;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the lines of a mailbox server together to answers, strictly enough that nothing else passes
 * for one. A line may go on as a literal, so many octets on the following lines (RFC 9051 §4.3, RFC
 * 5804 §1.2).
 */
final class MailboxAnswer implements Answer<MailboxReply> {
  /** Lines of one answer; servers have one for each capability at most. */
  static final int MAX_LINES = 256;

  /** Octets of a literal; nothing that is asked for here has a reason for one. */
  private static final int MAX_LITERAL = 8192;

  private final MailboxProtocol protocol;
  private final String tag;
  private final boolean multiline;
  private final List<String> data = new ArrayList<>();
  private final Set<Sentence> faults = new LinkedHashSet<>();
  private int lines;
  private String begun = "";
  private int literal;
  private Optional<MailboxReply> verdict = Optional.empty();

  /**
   * @param tag of the command that is answered (IMAP); empty for a greeting
   * @param multiline true when more lines follow a verdict that says yes (POP3)
   */
  private MailboxAnswer(MailboxProtocol protocol, String tag, boolean multiline) {
    this.protocol = protocol;
    this.tag = tag;
    this.multiline = multiline;
  }

  /** The first words of a server; of a ManageSieve server they are its capabilities. */
  static MailboxAnswer greeting(MailboxProtocol protocol) {
    return new MailboxAnswer(protocol, "", /* multiline= */ false);
  }

  /** An answer of one line, or what comes before it. */
  static MailboxAnswer to(MailboxProtocol protocol, String tag) {
    return new MailboxAnswer(protocol, tag, /* multiline= */ false);
  }

  /** An answer whose verdict is followed by lines, in protocols that do so (RFC 1939 §3). */
  static MailboxAnswer ofLines(MailboxProtocol protocol, String tag) {
    return new MailboxAnswer(protocol, tag, /* multiline= */ true);
  }

  @Override
  public Optional<MailboxReply> accept(Line line) throws NoReply {
    if (line.end() == Line.End.CUT) {
      throw new NoReply(Sentence.of("net.line-endless"));
    }
    if (++lines > MAX_LINES) {
      throw new NoReply(Sentence.of("net.answer-long", MAX_LINES));
    }
    note(line);
    if (literal > 0) {
      return literal(line.text());
    }
    return whole(begun + line.text());
  }

  @Override
  public Set<Sentence> faults() {
    return Set.copyOf(faults);
  }

  private void note(Line line) {
    if (line.end() == Line.End.BARE_LF) {
      faults.add(Sentence.of("net.no-cr"));
    }
    if (line.hasControls()) {
      faults.add(Sentence.of("net.control"));
    }
  }

  /** The octets of a literal, line ends among them, and behind them the rest of the line. */
  private Optional<MailboxReply> literal(String text) throws NoReply {
    if (literal > text.length()) {
      begun += text + " ";
      literal -= text.length() + 2;
      if (literal >= 0) {
        return Optional.empty();
      }
      throw new NoReply(Sentence.of("net.literal-end"));
    }
    String rest = text.substring(literal);
    String inside = text.substring(0, literal);
    literal = 0;
    return whole(begun + inside + rest);
  }

  private Optional<MailboxReply> whole(String text) throws NoReply {
    int length = literalLength(text);
    if (length >= 0) {
      if (length > MAX_LITERAL) {
        throw new NoReply(Sentence.of("net.literal-long", length));
      }
      begun = text.substring(0, text.lastIndexOf('{'));
      literal = length;
      return Optional.empty();
    }
    begun = "";
    return switch (protocol) {
      case IMAP -> imap(text);
      case POP3 -> pop3(text);
      case SIEVE -> sieve(text);
    };
  }

  /** The number in {@code {12}} or {@code {12+}} at the end; -1 when there is none. */
  private int literalLength(String text) {
    if (protocol == MailboxProtocol.POP3 || !text.endsWith("}")) {
      return -1;
    }
    String number = text.substring(text.lastIndexOf('{') + 1, text.length() - 1);
    return number.matches("[0-9]{1,9}\\+?") && text.lastIndexOf('{') >= 0
        ? Integer.parseInt(number.replace("+", ""))
        : -1;
  }

  private Optional<MailboxReply> imap(String text) throws NoReply {
    if (tag.isEmpty()) {
      if (!text.startsWith("* ")) {
        throw new NoReply(Sentence.of("net.no-imap-greeting"));
      }
      return Optional.of(
          verdict(text.substring(2), Set.of(Status.OK, Status.PREAUTH, Status.BYE), List.of()));
    }
    if (text.startsWith("* ")) {
      data.add(text.substring(2));
      return Optional.empty();
    }
    if (text.equals("+") || text.startsWith("+ ")) {
      throw new NoReply(Sentence.of("net.no-continuation"));
    }
    if (!text.startsWith(tag + " ")) {
      throw new NoReply(Sentence.of("net.no-imap"));
    }
    return Optional.of(
        verdict(text.substring(tag.length() + 1), Set.of(Status.OK, Status.NO, Status.BAD), data));
  }

  private Optional<MailboxReply> pop3(String text) throws NoReply {
    if (verdict.isPresent()) {
      if (text.equals(".")) {
        return Optional.of(new MailboxReply(verdict.get().status(), verdict.get().text(), data));
      }
      data.add(text.startsWith(".") ? text.substring(1) : text); // RFC 1939 §3
      return Optional.empty();
    }
    boolean yes = text.equals("+OK") || text.startsWith("+OK ");
    if (!yes && !text.equals("-ERR") && !text.startsWith("-ERR ")) {
      throw new NoReply(Sentence.of("net.no-pop3"));
    }
    var reply =
        new MailboxReply(
            yes ? Status.OK : Status.NO, text.substring(yes ? 3 : 4).strip(), List.of());
    if (multiline && yes) {
      verdict = Optional.of(reply);
      return Optional.empty();
    }
    return Optional.of(reply);
  }

  private Optional<MailboxReply> sieve(String text) throws NoReply {
    if (text.startsWith("\"")) {
      data.add(text);
      return Optional.empty();
    }
    return Optional.of(verdict(text, Set.of(Status.OK, Status.NO, Status.BYE), data));
  }

  private MailboxReply verdict(String text, Set<Status> possible, List<String> before)
      throws NoReply {
    int end = text.indexOf(' ');
    String word = (end < 0 ? text : text.substring(0, end)).toUpperCase(Locale.ROOT);
    for (Status status : possible) {
      if (status.name().equals(word)) {
        return new MailboxReply(status, end < 0 ? "" : text.substring(end + 1).strip(), before);
      }
    }
    throw new NoReply(Sentence.of("net.no-mailbox", protocol.words()));
  }
}
