package dev.mxray.mcss.evidence.antispam;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.mcss.evidence.host.WordConfig;
import dev.mxray.text.Sentence;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the statistical filter learns, and has learnt. */
final class SpamLearning {
  private static final String BAYES = "antispam/spamassassin/bayes_status.txt";
  private static final String STATISTICS = "antispam/rspamd/statistics.txt";

  /** Below it SpamAssassin's own filter takes no part. */
  private static final long ENOUGH = 200;

  private static final Pattern MAGIC =
      Pattern.compile(
          "^\\s*\\d+\\.\\d+\\s+\\d+\\s+(\\d{1,15})\\s+\\d+\\s+non-token data: (nspam|nham)\\s*$");
  private static final Pattern STAT =
      Pattern.compile("^Statfile: (\\S*(?:SPAM|HAM)\\S*) .*learned: (\\d{1,15});?.*");

  private SpamLearning() {}

  static HostVerdict automatic(Evidence evidence) {
    return AntispamAssessors.hasRspamd(evidence) ? byRspamd(evidence) : byAssassin(evidence);
  }

  private static HostVerdict byRspamd(Evidence evidence) {
    Optional<Setting> learns =
        Ucl.value(evidence, "classifier-bayes/autolearn")
            .or(() -> Ucl.value(evidence, "bayes/autolearn"))
            .or(() -> Ucl.value(evidence, "classifier/bayes/autolearn"))
            .or(() -> Ucl.value(evidence, "classifier-bayes/autolearn/spam_threshold"))
            .or(() -> Ucl.value(evidence, "classifier/bayes/autolearn/spam_threshold"));
    if (learns.isPresent()) {
      return learns.get().is("false", "no", "off")
          ? learns.get().fail(Sentence.of("antispam.rspamd-learns-not"))
          : learns.get().pass(Sentence.of("antispam.rspamd-learns"));
    }
    String dump = "antispam/rspamd/configdump.txt";
    return evidence
        .file(dump)
        .map(file -> HostVerdict.fail(file.quote(), Sentence.of("antispam.no-autolearn")))
        .orElseGet(() -> HostVerdict.missing(dump));
  }

  private static HostVerdict byAssassin(Evidence evidence) {
    Optional<EvidenceFile> file = evidence.file(SpamScores.LOCAL);
    if (file.isEmpty()) {
      return HostVerdict.missing(SpamScores.LOCAL);
    }
    WordConfig config = WordConfig.of(file.get());
    Optional<Setting> bayes = config.value("use_bayes").filter(set -> set.is("0"));
    Optional<Setting> learns = config.value("bayes_auto_learn");
    if (bayes.isPresent()) {
      return bayes.get().fail(Sentence.of("antispam.statistics-off"));
    }
    if (learns.isPresent() && learns.get().is("0")) {
      return learns.get().fail(Sentence.of("antispam.assassin-learns-not"));
    }
    Optional<Setting> spam = config.value("bayes_auto_learn_threshold_spam");
    Optional<Setting> ham = config.value("bayes_auto_learn_threshold_nonspam");
    if (learns.isEmpty()) {
      return HostVerdict.pass(
              file.get().quote(), Sentence.of("antispam.assassin-learns-by-default"))
          .indicative();
    }
    return spam.isPresent() && ham.isPresent()
        ? learns.get().pass(Sentence.of("antispam.assassin-learns"))
        : learns.get().partial(Sentence.of("antispam.thresholds-by-default"));
  }

  static HostVerdict learnt(Evidence evidence) {
    boolean rspamd = AntispamAssessors.hasRspamd(evidence);
    String path = rspamd ? STATISTICS : BAYES;
    Optional<EvidenceFile> file = evidence.file(path);
    if (file.isEmpty()) {
      return HostVerdict.missing(path);
    }
    long spam = -1;
    long ham = -1;
    Quote quote = null;
    for (int line = 1; line <= file.get().lines().size(); line++) {
      Matcher row = (rspamd ? STAT : MAGIC).matcher(file.get().lines().get(line - 1));
      if (!row.matches()) {
        continue;
      }
      long number = Long.parseLong(row.group(rspamd ? 2 : 1));
      boolean bad = row.group(rspamd ? 1 : 2).toLowerCase(java.util.Locale.ROOT).contains("spam");
      spam = bad ? Math.max(spam, number) : spam;
      ham = bad ? ham : Math.max(ham, number);
      quote = quote == null || number < ENOUGH ? file.get().quote(line) : quote;
    }
    if (quote == null || spam < 0 || ham < 0) {
      return HostVerdict.notAssessed(Sentence.of("antispam.learnt-not-told", path));
    }

    if (spam >= ENOUGH && ham >= ENOUGH) {
      return HostVerdict.pass(quote, Sentence.of("antispam.learnt", spam, ham));
    }
    return HostVerdict.fail(quote, Sentence.of("antispam.learnt-too-little", spam, ham, ENOUGH));
  }
}
