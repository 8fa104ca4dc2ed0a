package dev.mxray.mcss;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of comma separated values (RFC 4180), which may be longer than a line.
 *
 * @param line where it begins, from 1
 * @param fault what is wrong with how it is written; null for nothing
 */
record CsvRecord(int line, List<String> cells, @Nullable String fault) {

  CsvRecord {
    cells = List.copyOf(cells);
  }

  /** True for a line with nothing on it. */
  boolean blank() {
    return cells.stream().allMatch(String::isBlank);
  }

  /** The records of a text; lines end with LF or CRLF. */
  static List<CsvRecord> read(String text) {
    return new Reader(text).records();
  }

  /** One cell as it is written: in quotation marks where it has to be (RFC 4180 §2). */
  static String written(String cell) {
    boolean quoted = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  private static final class Reader {
    private final String text;
    private int at;
    private int line = 1;
    private @Nullable String fault;

    Reader(String text) {
      this.text = text;
    }

    List<CsvRecord> records() {
      var records = new ArrayList<CsvRecord>();
      while (at < text.length()) {
        int start = line;
        fault = null;
        List<String> cells = cells();
        records.add(new CsvRecord(start, cells, fault));
      }
      return records;
    }

    private List<String> cells() {
      var cells = new ArrayList<String>();
      while (true) {
        cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
        if (at >= text.length()) {
          return cells;
        }
        char end = text.charAt(at++);
        if (end == '\n') {
          line++;
          return cells;
        }
      }
    }

    /** Up to the next comma or line feed, which stays unread. */
    private String plain() {
      int start = at;
      while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
        at++;
      }
      boolean lineEnd = at < text.length() && text.charAt(at) == '\n';
      int end = lineEnd && at > start && text.charAt(at - 1) == '\r' ? at - 1 : at;
      String cell = text.substring(start, end);
      if (cell.indexOf('"') >= 0) {
        fault = "a quotation mark stands in the middle of a value";
      }
      return cell;
    }

    private String quoted() {
      var cell = new StringBuilder();
      at++;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c != '"') {
          line += c == '\n' ? 1 : 0;
          cell.append(c);
        } else if (at < text.length() && text.charAt(at) == '"') {
          cell.append('"');
          at++;
        } else {
          if (!plain().isEmpty()) {
            fault = "something stands behind a closing quotation mark";
          }
          return cell.toString();
        }
      }
      fault = "a quotation mark is opened and never closed";
      return cell.toString();
    }
  }
}
