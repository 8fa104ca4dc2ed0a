package dev.mxray.message.source;

import dev.mxray.text.Sentence;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a header, up to the empty line that ends it, within limits. */
final class HeaderCollector implements LineSplitter.Lines {
  /** Octets of a header; mail servers refuse far shorter ones. */
  static final int MAX_HEADER = 1 << 20;

  /** Fields of a header. */
  static final int MAX_FIELDS = 5_000;

  /** Faults that are named; a file of another kind has one in every line. */
  private static final int MAX_FAULTS = 10;

  private static final byte[] MBOX = {'F', 'r', 'o', 'm', ' '};

  private final List<HeaderField> fields = new ArrayList<>();
  private final List<Sentence> faults = new ArrayList<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream field = new ByteArrayOutputStream();
  private int number = 1;
  private int fieldLine = 1;
  private long octets;
  private boolean complete;

  @Override
  public void text(byte[] text, int from, int to) {
    octets += to - from;
    if (octets <= MAX_HEADER) {
      line.write(text, from, to - from);
    }
  }

  @Override
  public void lineEnd() {
    byte[] text = line.toByteArray();
    line.reset();
    octets += 2;
    if (text.length == 0) {
      finish();
      return;
    }
    if (number == 1 && beginsWith(text, MBOX)) {
      number++; // The separator of a mailbox file, no part of the message.
      return;
    }
    boolean continued = HeaderField.isBlank(text[0]);
    if (!continued) {
      endField();
      fieldLine = number;
    } else if (field.size() == 0) {
      fault(Sentence.of("message.continuation"));
    }
    if (!continued || field.size() > 0) {
      field.writeBytes(text);
      field.write('\r');
      field.write('\n');
    }
    number++;
  }

  /** Ends the header: at an empty line, or where the message ends. */
  void finish() {
    if (line.size() > 0) {
      lineEnd();
    }
    endField();
    complete = true;
  }

  /** True when the header has ended. */
  boolean complete() {
    return complete || beyond() != null;
  }

  /**
   * @throws InvalidMessageException when the header is beyond a limit
   */
  void check() throws InvalidMessageException {
    String beyond = beyond();
    if (beyond != null) {
      throw new InvalidMessageException("line " + number + ": the header has more than " + beyond);
    }
  }

  private @Nullable String beyond() {
    if (octets > MAX_HEADER) {
      return (MAX_HEADER >> 20) + " MiB";
    }
    return fields.size() > MAX_FIELDS ? MAX_FIELDS + " fields" : null;
  }

  /**
   * @throws InvalidMessageException when there is not one field
   */
  MessageHeader header() throws InvalidMessageException {
    if (fields.isEmpty()) {
      throw new InvalidMessageException("no header field in it: this is no mail message");
    }
    return new MessageHeader(fields);
  }

  List<Sentence> faults() {
    return faults;
  }

  private void endField() {
    if (field.size() == 0) {
      return;
    }
    HeaderField read = HeaderField.of(field.toByteArray(), fieldLine);
    field.reset();
    if (read == null) {
      fault(fieldLine, Sentence.of("message.no-field"));
    } else {
      fields.add(read);
    }
  }

  private void fault(Sentence words) {
    fault(number, words);
  }

  private void fault(int where, Sentence words) {
    if (faults.size() < MAX_FAULTS) {
      faults.add(Sentence.of("message.line", where, words));
    }
  }

  private static boolean beginsWith(byte[] text, byte[] start) {
    if (text.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (text[i] != start[i]) {
        return false;
      }
    }
    return true;
  }
}
