package dev.mxray.mcss.evidence.storage;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Lines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder for mail, as {@code system/partitions_mail.txt} tells of it: below {@code directory:
 * /var/mail} follow the facts, each with its line.
 */
record MailFolder(String path, Quote quote, Map<String, Lines.Told> facts) {

  static List<MailFolder> read(EvidenceFile file) {
    List<MailFolder> folders = new ArrayList<>();
    Map<String, Lines.Told> facts = new LinkedHashMap<>();
    for (int line = 1; line <= file.lines().size(); line++) {
      String raw = file.lines().get(line - 1);
      String text = raw.strip();
      int colon = text.indexOf(':');
      if (raw.startsWith("directory: ")) {
        facts = new LinkedHashMap<>();
        folders.add(new MailFolder(raw.substring(11).strip(), file.quote(line), facts));
      } else if (colon > 0 && !raw.isEmpty() && Character.isWhitespace(raw.charAt(0))) {
        facts.putIfAbsent(
            text.substring(0, colon),
            new Lines.Told(text.substring(colon + 1).strip(), file.quote(line)));
      } else if (text.startsWith("#")) {
        facts = new LinkedHashMap<>();
      }
    }
    return folders;
  }

  Optional<Lines.Told> fact(String name) {
    return Optional.ofNullable(facts.get(name));
  }

  boolean isQueue() {
    return path.matches("/var/spool/(postfix|exim4?|mqueue|smtpd)(/.*)?");
  }

  /** Where mail lies; the folders of state beside it are left out. */
  boolean isMailbox() {
    return !isQueue() && !path.matches("/var/lib/(dovecot|cyrus)(/.*)?");
  }

  /** Kilobytes in it; -1 when not told. */
  long content() {
    return fact("content_size_kb")
        .map(Lines.Told::value)
        .filter(value -> value.matches("\\d{1,15}"))
        .map(Long::parseLong)
        .orElse(-1L);
  }
}
