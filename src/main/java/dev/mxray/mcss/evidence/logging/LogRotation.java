package dev.mxray.mcss.evidence.logging;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Lines;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether mail logs are rotated, packed and deleted: logrotate's blocks, or the journal. */
final class LogRotation {
  private static final String FILE = "logs/rotation.txt";
  private static final Pattern MAIL_LOG =
      Pattern.compile("\"?/var/log/(mail|maillog|exim4?|dovecot|\\*)\\S*\"?");
  private static final Pattern ROTATED =
      Pattern.compile(
          "(log_file:\\s*|\\s*)/var/log/\\S*(mail|dovecot|main)\\S*([.-]\\d+)(\\.\\w+)?\\b.*");

  private LogRotation() {}

  /** One block of logrotate that is about a mail log. */
  private record Block(Quote head, boolean rotates, boolean packs) {}

  static HostVerdict rotated(Evidence evidence) {
    Optional<EvidenceFile> file = evidence.file(FILE);
    if (file.isEmpty()) {
      return byOlderFiles(evidence);
    }
    List<Block> blocks = blocks(file.get());
    if (!blocks.isEmpty()) {
      Optional<Block> never = blocks.stream().filter(block -> !block.rotates()).findFirst();
      if (never.isPresent()) {
        return HostVerdict.fail(never.get().head(), Sentence.of("logging.never-rotated"));
      }
      Optional<Block> plain = blocks.stream().filter(block -> !block.packs()).findFirst();
      return plain
          .map(block -> HostVerdict.partial(block.head(), Sentence.of("logging.not-compressed")))
          .orElseGet(() -> HostVerdict.pass(blocks.get(0).head(), Sentence.of("logging.rotated")));
    }
    Optional<Quote> journal =
        evidence
            .file(LoggingAssessors.STATISTICS)
            .flatMap(one -> Lines.first(one, text -> text.equals("mail_log: journal")));
    if (journal.isPresent()) {
      Optional<Quote> limit =
          Lines.first(
              file.get(),
              text -> text.matches("\\s*(SystemMaxUse|MaxRetentionSec|RuntimeMaxUse)=.+"));
      return limit
          .map(quote -> HostVerdict.pass(quote, Sentence.of("logging.journal-limited")))
          .orElseGet(
              () -> HostVerdict.pass(journal.get(), Sentence.of("logging.journal")).indicative());
    }
    return HostVerdict.fail(file.get().quote(), Sentence.of("logging.no-rotation"));
  }

  /** What the original collector shows: that older files are there. */
  private static HostVerdict byOlderFiles(Evidence evidence) {
    return evidence
        .file(LoggingAssessors.STATISTICS)
        .flatMap(file -> Lines.first(file, text -> ROTATED.matcher(text).matches()))
        .map(quote -> HostVerdict.pass(quote, Sentence.of("logging.older-files")).indicative())
        .orElseGet(() -> HostVerdict.missing(FILE));
  }

  /** Blocks take over what is set outside of any block before them. */
  private static List<Block> blocks(EvidenceFile file) {
    List<Block> blocks = new ArrayList<>();
    boolean mail = false;
    boolean within = false;
    boolean rotates = false;
    boolean packs = false;
    boolean anyRotates = false;
    boolean anyPacks = false;
    Quote head = file.quote();
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1).replaceFirst("(^|\\s)#.*$", "").strip();
      if (!within && text.matches("\"?/.*")) {
        boolean about = false;
        for (String path : text.replace("{", " ").strip().split("\\s+")) {
          about |= MAIL_LOG.matcher(path).matches();
        }
        if (about && !mail) {
          head = file.quote(line);
        }
        mail |= about;
      }
      if (text.endsWith("{") && !within) {
        within = true;
        rotates = anyRotates;
        packs = anyPacks;
        continue;
      }
      if (text.equals("}") && within) {
        if (mail) {
          blocks.add(new Block(head, rotates, packs));
        }
        within = false;
        mail = false;
        continue;
      }
      boolean rotate = text.matches("rotate\\s+[1-9]\\d*|maxage\\s+\\d+");
      if (within) {
        rotates |= rotate;
        packs = text.equals("nocompress") ? false : packs || text.equals("compress");
        rotates = text.matches("rotate\\s+-1") ? false : rotates;
      } else {
        anyRotates |= rotate;
        anyPacks |= text.equals("compress");
      }
    }
    return blocks;
  }
}
