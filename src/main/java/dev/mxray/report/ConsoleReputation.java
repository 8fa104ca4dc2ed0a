package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the blocklists say: a line per address or domain, the listings, and the lists in trouble.
 */
final class ConsoleReputation {
  private static final int MAX_SUBJECTS = 32;
  private static final int MAX_LISTS = 20;
  private static final int MAX_REASONS = 10;
  private static final int MAX_SUBJECT = 39; // IPv6 text

  private final Page page;

  private ConsoleReputation(Page page) {
    this.page = page;
  }

  static void write(Page page, List<ReputationPart> answers) {
    if (answers.isEmpty()) {
      return;
    }
    page.heading("Blocklists");
    new ConsoleReputation(page).write(answers);
  }

  private void write(List<ReputationPart> answers) {
    Map<String, List<ReputationPart>> bySubject = new LinkedHashMap<>();
    for (ReputationPart answer : answers) {
      bySubject.computeIfAbsent(answer.subject(), key -> new ArrayList<>()).add(answer);
    }
    int width =
        bySubject.keySet().stream()
            .mapToInt(subject -> Line.columns(Printable.of(subject, page.unicode())))
            .filter(columns -> columns <= MAX_SUBJECT)
            .max()
            .orElse(0);
    bySubject.entrySet().stream()
        .limit(MAX_SUBJECTS)
        .forEach(subject -> subject(subject.getKey(), subject.getValue(), width));
    if (bySubject.size() > MAX_SUBJECTS) {
      page.add(2, page.line().put("… " + (bySubject.size() - MAX_SUBJECTS) + " more"));
    }
    trouble(answers, "unknown", "gave no usable answer");
    trouble(answers, "list_broken", "cannot be relied on, and do not count");
  }

  private void subject(String subject, List<ReputationPart> answers, int width) {
    List<ReputationPart> asked = answers.stream().filter(one -> !isAllowList(one)).toList();
    long listed = count(asked, "listed");
    long clean = count(asked, "clean");
    long rest = asked.size() - listed - clean;
    var line = page.line().pad(Style.PLAIN, Words.cutShort(subject), width).put("  ");
    if (listed > 0) {
      line.put(Style.BAD, "✗").put(" listed by " + listed + " of " + lists(asked.size()));
    } else if (clean > 0) {
      line.put(Style.GOOD, "✓").put(" clean: " + clean + " of " + lists(asked.size()));
    } else {
      line.put(Style.FAIR, "?").put(" not known: no usable answer from " + lists(asked.size()));
    }
    if (rest > 0 && listed + clean > 0) {
      line.put(Style.FAIR, ", " + rest + " unknown");
    }
    page.add(2, 2 + width + 4, line);
    answers.stream()
        .filter(answer -> answer.state().equals("listed"))
        .limit(MAX_LISTS)
        .forEach(listing -> listing(listing, 2 + width + 4));
  }

  private void listing(ReputationPart listing, int indent) {
    var line = page.line();
    if (isAllowList(listing)) {
      line.put(Style.GOOD, "✓ ").put("on the allow list ");
    }
    line.put(Style.STRONG, Words.cutShort(listing.list()));
    if (listing.meaning() != null) {
      line.put(" " + Words.cutShort(listing.meaning()));
    }
    if (listing.severity() != null) {
      line.put(Style.QUIET, " (" + Words.cutShort(listing.severity()) + ")");
    }
    page.add(indent, indent + 2, line);
    if (listing.reason() != null) {
      page.add(indent + 2, page.line().put(Style.QUIET, Words.cutShort(listing.reason())));
    }
  }

  /** Lists that said nothing usable, each once, by what is wrong with them. */
  private void trouble(List<ReputationPart> answers, String state, String words) {
    Map<String, Set<String>> lists = new LinkedHashMap<>();
    for (ReputationPart answer : answers) {
      if (answer.state().equals(state)) {
        String reason = answer.reason() == null ? words : answer.reason();
        lists.computeIfAbsent(reason, key -> new LinkedHashSet<>()).add(answer.list());
      }
    }
    lists.entrySet().stream()
        .limit(MAX_REASONS)
        .forEach(entry -> trouble(entry.getKey(), entry.getValue()));
    if (lists.size() > MAX_REASONS) {
      page.add(2, page.line().put("… " + (lists.size() - MAX_REASONS) + " more reasons"));
    }
  }

  private void trouble(String reason, Set<String> names) {
    var line =
        page.line()
            .put(Style.FAIR, "? ")
            .put(String.join(", ", names.stream().limit(MAX_LISTS).map(Words::cutShort).toList()));
    if (names.size() > MAX_LISTS) {
      line.put(" and " + (names.size() - MAX_LISTS) + " more");
    }
    page.add(2, 4, line.put(": " + Words.cutShort(reason)));
  }

  private static boolean isAllowList(ReputationPart answer) {
    return answer.kind().equals("allow");
  }

  private static long count(List<ReputationPart> answers, String state) {
    return answers.stream().filter(answer -> answer.state().equals(state)).count();
  }

  private static String lists(int number) {
    return Words.count(number, "list");
  }
}
