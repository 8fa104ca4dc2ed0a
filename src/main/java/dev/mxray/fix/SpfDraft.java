package dev.mxray.fix;

import dev.mxray.check.spf.IpNetwork;
import dev.mxray.check.spf.Qualifier;
import dev.mxray.check.spf.SpfAnalysis;
import dev.mxray.check.spf.SpfObservation;
import dev.mxray.check.spf.SpfParser;
import dev.mxray.check.spf.SpfRecord;
import dev.mxray.check.spf.SpfRules;
import dev.mxray.check.spf.SpfTerm;
import dev.mxray.check.spf.SpfTerm.All;
import dev.mxray.check.spf.SpfTerm.BadTerm;
import dev.mxray.check.spf.SpfTerm.Include;
import dev.mxray.check.spf.SpfTerm.Ip4;
import dev.mxray.check.spf.SpfTerm.Ip6;
import dev.mxray.check.spf.SpfTerm.Mechanism;
import dev.mxray.check.spf.SpfTerm.Mx;
import dev.mxray.check.spf.SpfTerm.Ptr;
import dev.mxray.check.spf.SpfTerm.Redirect;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A domain's SPF record with its faults corrected. A term that cannot be evaluated, or that spoils
 * the policy, is left out; no sender is added that the record did not name, but where several
 * records are merged. The end is never looser than {@code ~all}.
 */
final class SpfDraft {
  /** Misspellings with one meaning only. */
  private static final Pattern IPV4 =
      Pattern.compile("([+?~-]?)(?:ip4|ipv4|ip)[:=](\\d{1,3}(?:\\.\\d{1,3}){3}(?:/\\d{1,2})?)");

  private static final Pattern IPV6 =
      Pattern.compile("([+?~-]?)(?:ip6|ipv6|ip4|ipv4)[:=]([0-9a-f:.]*:[0-9a-f:.]*(?:/\\d{1,3})?)");

  private static final Pattern INCLUDE =
      Pattern.compile("([+?~-]?)(?:include|includes)[:=]+(?:https?://)?([a-z0-9._-]+)/?");

  private static final Pattern ALL = Pattern.compile("([?~-])(?:al|alll|all[.,;:]?)");

  /** What makes a term useless or harmful by itself, whatever stands beside it. */
  private static final Set<FindingType> SPOILING =
      EnumSet.of(
          FindingType.SPF_MULTIPLE_RECORDS,
          FindingType.SPF_SYNTAX_ERROR,
          FindingType.SPF_TOO_MANY_LOOKUPS,
          FindingType.SPF_TOO_MANY_VOID_LOOKUPS,
          FindingType.SPF_INCLUDE_LOOP,
          FindingType.SPF_INCLUDE_MISSING,
          FindingType.SPF_REDIRECT_MISSING,
          FindingType.SPF_INCLUDE_UNREGISTERED,
          FindingType.SPF_MX_LIMIT,
          FindingType.SPF_PASS_ALL);

  /** Terms of a record that are tried one by one; no record that works has more. */
  private static final int MAX_TRIED = 60;

  private static final String ALONE = "v=spf1 %s -all";

  private final SpfObservation spf;
  private final boolean strict;
  private final List<String> terms = new ArrayList<>();
  private final Set<String> there = new HashSet<>();
  private Qualifier all = Qualifier.SOFTFAIL;
  private boolean ended;
  private boolean lost;
  private Optional<String> redirect = Optional.empty();

  /**
   * @param strict end in {@code -all} rather than {@code ~all}
   */
  SpfDraft(SpfObservation spf, boolean strict) {
    this.spf = spf;
    this.strict = strict;
  }

  /** The record. */
  String text() {
    List<SpfRecord> records = spf.own().records().found().orElse(List.of());
    boolean manyVoids =
        records.size() == 1 && SpfAnalysis.of(spf).voidLookups() > SpfAnalysis.MAX_VOID_LOOKUPS;
    records.forEach(record -> add(record, manyVoids));
    var text = new StringBuilder("v=spf1");
    terms.forEach(term -> text.append(' ').append(term));
    if (!ended && redirect.isPresent() && records.size() == 1) {
      return text.append(' ').append(redirect.get()).toString();
    }
    // A policy of which nothing is left says nothing about senders that nobody asked about.
    boolean emptied =
        terms.isEmpty() && records.stream().anyMatch(old -> old.evaluated().size() > 1);
    boolean fail = strict || (all == Qualifier.FAIL && !lost && !emptied);
    return text.append(fail ? " -all" : " ~all").toString();
  }

  private void add(SpfRecord record, boolean manyVoids) {
    int tried = 0;
    for (SpfTerm term : record.terms()) {
      if (tried++ >= MAX_TRIED) {
        return;
      }
      if (term instanceof BadTerm bad) {
        addCorrected(bad);
      } else if (term instanceof All end) {
        // Nobody evaluates what stands behind it.
        addEnd(end.qualifier());
        return;
      } else if (term instanceof Redirect to) {
        if (record.all().isEmpty() && !spoilsAsRecord("v=spf1 " + to.text())) {
          redirect = Optional.of(to.text());
        }
      } else if (!(term instanceof Mechanism) || isSound(term, manyVoids)) {
        put(term.text());
      }
    }
  }

  private void addEnd(Qualifier qualifier) {
    boolean first = !ended;
    ended = true;
    // Of several records the softer end, so that no sender of one is refused by another.
    all =
        qualifier == Qualifier.FAIL && (first || all == Qualifier.FAIL)
            ? Qualifier.FAIL
            : Qualifier.SOFTFAIL;
  }

  private void addCorrected(BadTerm bad) {
    Optional<String> corrected =
        corrected(bad.text()).filter(text -> isGood(text) && !spoils(text));
    if (corrected.isEmpty()) {
      // What it was meant to authorise is not known, and must not be refused.
      lost = true;
      return;
    }
    SpfTerm term = SpfParser.parse("v=spf1 " + corrected.get()).terms().get(0);
    if (term instanceof All end) {
      addEnd(end.qualifier());
    } else {
      put(corrected.get());
    }
  }

  private static Optional<String> corrected(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    Matcher ipv4 = IPV4.matcher(lower);
    if (ipv4.matches()) {
      return Optional.of(ipv4.group(1) + "ip4:" + ipv4.group(2));
    }
    Matcher ipv6 = IPV6.matcher(lower);
    if (ipv6.matches()) {
      return Optional.of(ipv6.group(1) + "ip6:" + ipv6.group(2));
    }
    Matcher include = INCLUDE.matcher(lower);
    if (include.matches()) {
      return Optional.of(include.group(1) + "include:" + include.group(2));
    }
    Matcher end = ALL.matcher(lower);
    return end.matches() ? Optional.of(end.group(1) + "all") : Optional.empty();
  }

  private static boolean isGood(String term) {
    return SpfParser.parse("v=spf1 " + term).errors().isEmpty();
  }

  private boolean isSound(SpfTerm term, boolean manyVoids) {
    if (term instanceof Ptr) {
      return false;
    }
    if (term instanceof Ip4 ip4) {
      return isPublic(ip4.network()) && !spoils(term.text());
    }
    if (term instanceof Ip6 ip6) {
      return isPublic(ip6.network()) && !spoils(term.text());
    }
    if (spoils(term.text())) {
      // An include that is there but broken may name senders that must not be refused.
      lost |= term instanceof Mx || (term instanceof Include include && exists(include));
      return false;
    }
    return !manyVoids || SpfAnalysis.of(alone(term.text())).voidLookups() == 0;
  }

  private boolean exists(Include include) {
    return include
        .target(spf.domain())
        .filter(to -> spf.policy(to).records().isPresent())
        .isPresent();
  }

  private static boolean isPublic(IpNetwork network) {
    return network.special().isEmpty();
  }

  /** True for a term that makes a policy of nothing else an error, or lets everybody pass. */
  private boolean spoils(String term) {
    return spoilsAsRecord(String.format(Locale.ROOT, ALONE, term));
  }

  private boolean spoilsAsRecord(String record) {
    return SpfRules.judge(
            SpfRemedies.with(spf, record), /* nullMx= */ false, /* dmarcEnforced= */ true)
        .stream()
        .map(Finding::type)
        .anyMatch(SPOILING::contains);
  }

  private SpfObservation alone(String term) {
    return SpfRemedies.with(spf, String.format(Locale.ROOT, ALONE, term));
  }

  /** The same for terms that match the same. */
  private static String key(SpfTerm term) {
    if (term instanceof Ip4 ip4) {
      return ip4.network().toString();
    }
    if (term instanceof Ip6 ip6) {
      return ip6.network().toString();
    }
    String text = term.text();
    return (text.startsWith("+") ? text.substring(1) : text).toLowerCase(Locale.ROOT);
  }

  /** Adds a term unless one that matches the same is there. */
  private void put(String term) {
    if (there.add(key(SpfParser.parse("v=spf1 " + term).terms().get(0)))) {
      terms.add(term);
    }
  }
}
