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
public final class ConsoleReputation {
  private static final int MAX_SUBJECTS = 32;
  private static final int MAX_LISTS = 20;
  private static final int MAX_REASONS = 10;
  private static final int MAX_SUBJECT = 39; // IPv6 text

  private final Page page;

  private ConsoleReputation(Page page) {
    this.page = page;
  }

  /** The same by itself, without a report around it. */
  public static String text(
      List<ReputationPart> answers, Texts texts, Palette palette, boolean unicode, int width) {
    var page = new Page(texts, palette, unicode, width);
    new ConsoleReputation(page).write(answers);
    return page.text();
  }

  static void write(Page page, List<ReputationPart> answers) {
    if (answers.isEmpty()) {
      return;
    }
    page.heading(page.texts().of("lists"));
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
      page.add(2, page.line().say("more", bySubject.size() - MAX_SUBJECTS));
    }
    unanswered(answers);
    broken(answers);
  }

  private void subject(String subject, List<ReputationPart> answers, int width) {
    List<ReputationPart> asked = answers.stream().filter(one -> !isAllowList(one)).toList();
    long listed = count(asked, "listed");
    long clean = count(asked, "clean");
    var line = page.line().pad(Style.PLAIN, Words.cutShort(subject), width).put("  ");
    if (listed > 0) {
      boolean fault = asked.stream().anyMatch(ConsoleReputation::isFault);
      line.put(fault ? Style.BAD : Style.NOTE, fault ? "✗" : "•")
          .put(" ")
          .count(Style.PLAIN, "lists.listed", asked.size(), listed, asked.size());
    } else if (clean > 0) {
      line.put(Style.GOOD, "✓")
          .put(" ")
          .count(Style.PLAIN, "lists.clean", asked.size(), clean, asked.size());
    } else {
      line.put(Style.FAIR, "?").put(" ").count(Style.PLAIN, "lists.unknown", asked.size());
    }
    long unknown = count(asked, "unknown");
    if (unknown > 0 && listed + clean > 0) {
      line.put(Style.FAIR, ", ").count(Style.FAIR, "lists.some-unknown", unknown);
    }
    long broken = count(asked, "list_broken");
    if (broken > 0 && listed + clean > 0) {
      line.put(Style.QUIET, ", ").count(Style.QUIET, "lists.some-broken", broken);
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
      line.put(Style.GOOD, "✓ ").say("lists.allow").put(" ");
    }
    line.put(Style.STRONG, Words.cutShort(listing.list()));
    if (listing.severity() != null) {
      line.put(Style.QUIET, " (" + Words.known(page.texts(), "severity", listing.severity()) + ")");
    }
    if (listing.meaning() != null) {
      line.put("  " + Words.cutShort(listing.meaning()));
    }
    page.add(indent, indent + 2, line);
    if (listing.reason() != null) {
      page.add(indent + 2, page.line().put(Style.QUIET, Words.cutShort(listing.reason())));
    }
  }

  /** Lists that gave no usable answer, by the reason. */
  private void unanswered(List<ReputationPart> answers) {
    Map<String, Set<String>> lists = new LinkedHashMap<>();
    for (ReputationPart answer : answers) {
      if (answer.state().equals("unknown")) {
        String reason =
            answer.reason() == null ? page.texts().of("lists.no-answer") : answer.reason();
        lists.computeIfAbsent(reason, key -> new LinkedHashSet<>()).add(answer.list());
      }
    }
    lists.entrySet().stream()
        .limit(MAX_REASONS)
        .forEach(
            entry ->
                page.add(
                    2,
                    4,
                    page.line()
                        .put(Style.FAIR, "? ")
                        .put(names(entry.getValue()))
                        .put(": " + Words.cutShort(entry.getKey()))));
    if (lists.size() > MAX_REASONS) {
      page.add(2, page.line().say("lists.more-reasons", lists.size() - MAX_REASONS));
    }
  }

  /** Lists that fail their own tests; how is said among the findings. */
  private void broken(List<ReputationPart> answers) {
    Set<String> broken = new LinkedHashSet<>();
    answers.stream()
        .filter(answer -> answer.state().equals("list_broken"))
        .forEach(answer -> broken.add(answer.list()));
    if (!broken.isEmpty()) {
      page.add(
          2,
          4,
          page.line()
              .put(Style.QUIET, "- ")
              .say(Style.QUIET, "lists.broken")
              .put(Style.QUIET, " ")
              .put(Style.QUIET, names(broken)));
    }
  }

  private String names(Set<String> lists) {
    String names = String.join(", ", lists.stream().limit(MAX_LISTS).map(Words::cutShort).toList());
    return lists.size() > MAX_LISTS
        ? page.texts().of("and-more", names, lists.size() - MAX_LISTS)
        : names;
  }

  /** A listing that tells of a fault, and not only of a network's policy. */
  private static boolean isFault(ReputationPart answer) {
    return Listings.isFault(answer);
  }

  private static boolean isAllowList(ReputationPart answer) {
    return Listings.isAllowList(answer);
  }

  private static long count(List<ReputationPart> answers, String state) {
    return answers.stream().filter(answer -> answer.state().equals(state)).count();
  }
}
