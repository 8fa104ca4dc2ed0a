package dev.mxray.mcss.evidence.exim;

import dev.mxray.mcss.evidence.Quote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lines of the section {@code begin acl}. */
final class AclReader {
  private static final Set<String> VERBS =
      Set.of("accept", "defer", "deny", "discard", "drop", "require", "warn");

  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_.-]{1,200}):");
  private static final Pattern ITEM =
      Pattern.compile("(!?)\\s*([a-z_]+)\\s*(?:=\\s*(.*))?", Pattern.DOTALL);

  private final Map<String, Acl> lists = new LinkedHashMap<>();
  private String name = "";
  private List<Acl.Statement> statements = new ArrayList<>();
  private @Nullable String verb;
  private @Nullable Quote verbQuote;
  private List<Acl.Item> items = new ArrayList<>();

  private AclReader() {}

  static Map<String, Acl> read(List<EximLine> lines) {
    var reader = new AclReader();
    lines.forEach(reader::take);
    reader.endList();
    return reader.lists;
  }

  private void take(EximLine line) {
    Matcher header = NAME.matcher(line.text());
    if (header.matches()) {
      endList();
      name = header.group(1);
      return;
    }
    String[] words = line.text().split("\\s+", 2);
    if (VERBS.contains(words[0]) && !isAssignment(line.text())) {
      endStatement();
      verb = words[0];
      verbQuote = line.quote();
      if (words.length == 2) {
        item(words[1], line);
      }
      return;
    }
    item(line.text(), line);
  }

  /** {@code accept = x} is no verb; no option of that name exists, but hostile text may say so. */
  private static boolean isAssignment(String text) {
    return text.matches("[a-z]+\\s*=.*");
  }

  private void item(String text, EximLine line) {
    Matcher matcher = ITEM.matcher(text.strip());
    if (verb != null && matcher.matches()) {
      String value = matcher.group(3);
      items.add(
          new Acl.Item(
              matcher.group(2),
              !matcher.group(1).isEmpty(),
              value == null ? "" : value.strip(),
              line.quote()));
    }
  }

  private void endStatement() {
    if (verb != null && verbQuote != null) {
      statements.add(new Acl.Statement(verb, items, verbQuote));
    }
    verb = null;
    items = new ArrayList<>();
  }

  private void endList() {
    endStatement();
    if (!name.isEmpty()) {
      lists.put(name, new Acl(name, statements));
    }
    statements = new ArrayList<>();
  }
}
