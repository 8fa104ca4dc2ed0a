package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code nft list ruleset}: tables with chains, named sets and verdict maps. A statement may
 * go over several lines while a brace is open.
 */
final class NftReader {
  /** A set of a blocklist may have some hundred thousand elements; those of ports are small. */
  private static final int LONGEST_STATEMENT = 1 << 20;

  private static final Pattern TABLE = Pattern.compile("^table (\\w+) (\\S+) \\{.*");
  private static final Pattern BLOCK =
      Pattern.compile(
          "^(chain|set|map|flowtable|ct|counter|limit|quota|synproxy|secmark)\\b ?(.*?) ?\\{$");
  private static final Pattern HOOK =
      Pattern.compile("^type filter hook (\\w+) .*?(?:policy (\\w+);?)?$");

  private final EvidenceFile file;
  private final List<Chain> chains = new ArrayList<>();
  private String table = "";
  private int family;
  private boolean bridged;
  private final Map<String, List<String>> sets = new HashMap<>();
  private final List<Pending> pending = new ArrayList<>();
  private @Nullable Pending chain;
  private String block = "";
  private String name = "";
  private final StringBuilder statement = new StringBuilder();
  private int begin;

  private NftReader(EvidenceFile file) {
    this.file = file;
  }

  static List<Chain> read(EvidenceFile file) {
    NftReader reader = new NftReader(file);
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1).strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        reader.take(text, line);
      }
    }
    reader.endTable();
    return List.copyOf(reader.chains);
  }

  private void take(String text, int line) {
    if (statement.isEmpty()) {
      Matcher opened = TABLE.matcher(text);
      if (opened.matches()) {
        endTable();
        beginTable(opened.group(1), opened.group(2));
        return;
      }
      Matcher inner = BLOCK.matcher(text);
      if (block.isEmpty() && inner.matches()) {
        beginBlock(inner.group(1), inner.group(2), line);
        return;
      }
      if (text.equals("}")) {
        endBlock();
        return;
      }
      begin = line;
    }
    if (statement.length() < LONGEST_STATEMENT) {
      statement.append(text).append(' ');
    }
    if (balanced(statement)) {
      String whole = statement.toString().strip();
      statement.setLength(0);
      statement(whole, begin);
    }
  }

  private static boolean balanced(CharSequence text) {
    int open = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '{') {
        open++;
      } else if (!quoted && c == '}') {
        open--;
      }
    }
    return open <= 0;
  }

  private void beginTable(String tableFamily, String tableName) {
    table = tableFamily + " " + tableName;
    family = tableFamily.equals("ip") ? 4 : tableFamily.equals("ip6") ? 6 : 0;
    // Neither sees what is routed to this host.
    bridged = tableFamily.equals("bridge") || tableFamily.equals("arp");
  }

  private void beginBlock(String kind, String named, int line) {
    block = kind;
    name = named.strip();
    if (kind.equals("chain")) {
      chain = new Pending(table + " " + name, file.quote(line));
      pending.add(chain);
    }
  }

  private void endBlock() {
    if (block.isEmpty()) {
      endTable();
    }
    block = "";
    chain = null;
  }

  private void statement(String text, int line) {
    if (chain != null) {
      Matcher hook = HOOK.matcher(text);
      if (hook.matches()) {
        chain.input = hook.group(1).equals("input");
        chain.accepts = !"drop".equals(hook.group(2));
        chain.policy = file.quote(line);
      } else if (!text.startsWith("type ") && !text.startsWith("comment ")) {
        chain.statements.add(new Statement(text, file.quote(line)));
      }
    } else if (text.startsWith("elements = {") && (block.equals("set") || block.equals("map"))) {
      int end = text.lastIndexOf('}');
      sets.put(name, List.of(text.substring(12, Math.max(12, end)).split(",")));
    }
  }

  /** Only now all sets of the table are known. */
  private void endTable() {
    for (Pending one : pending) {
      List<Rule> rules = new ArrayList<>();
      for (Statement part : one.statements) {
        rules.addAll(NftRule.read(part.text(), part.quote(), table, sets));
      }
      chains.add(
          new Chain(one.name, family, one.input && !bridged, one.accepts, one.policy, rules));
    }
    pending.clear();
    sets.clear();
    block = "";
    chain = null;
    table = "";
  }

  private record Statement(String text, Quote quote) {}

  /** A chain of which the sets that it names may still follow. */
  private static final class Pending {
    private final String name;
    private final List<Statement> statements = new ArrayList<>();
    private boolean input;
    private boolean accepts = true;
    private Quote policy;

    private Pending(String name, Quote head) {
      this.name = name;
      this.policy = head;
    }
  }
}
