package dev.mxray.mcss.evidence.dkim;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long signing keys are: by their public halves, or by the size of their files. */
final class SigningKeys {
  static final String FILE = "dkim/keys_configured.txt";
  private static final int SHORTEST = 2048;

  /**
   * A file with an RSA key of 1024 bits has less than 950 octets, one of 2048 bits 1,670 or more.
   */
  private static final long SHORT_FILE = 1_200;

  private static final long LONG_FILE = 1_600;

  private static final Pattern PUBLIC =
      Pattern.compile("^public_key: (\\S+) (rsa|ed25519) (\\d{1,6}) bit.*");
  private static final Pattern PRIVATE =
      Pattern.compile("^key_file: (\\S+) .*\\bbytes=(\\d{1,9})\\b.*");

  private SigningKeys() {}

  static HostVerdict lengths(Evidence evidence) {
    Optional<EvidenceFile> file = evidence.file(FILE);
    if (file.isEmpty()) {
      return HostVerdict.missing(FILE);
    }
    Quote longEnough = null;
    Quote likely = null;
    Set<String> known = new HashSet<>();
    List<String> unknown = new ArrayList<>();
    for (int line = 1; line <= file.get().lines().size(); line++) {
      Matcher key = PUBLIC.matcher(file.get().lines().get(line - 1));
      if (key.matches()) {
        known.add(stem(key.group(1)));
        if (key.group(2).equals("rsa") && Integer.parseInt(key.group(3)) < SHORTEST) {
          return HostVerdict.fail(
              file.get().quote(line), Sentence.of("dkim-host.short-key", key.group(3)));
        }
        longEnough = longEnough == null ? file.get().quote(line) : longEnough;
      }
    }
    for (int line = 1; line <= file.get().lines().size(); line++) {
      Matcher key = PRIVATE.matcher(file.get().lines().get(line - 1));
      if (!key.matches() || known.contains(stem(key.group(1)))) {
        continue;
      }
      long bytes = Long.parseLong(key.group(2));
      Quote quote = file.get().quote(line);
      if (bytes >= LONG_FILE) {
        likely = likely == null ? quote : likely;
      } else if (bytes > 500 && bytes < SHORT_FILE) {
        return HostVerdict.fail(quote, Sentence.of("dkim-host.small-file")).indicative();
      } else {
        unknown.add(key.group(1));
      }
    }
    if (!unknown.isEmpty()) {
      return HostVerdict.notAssessed(
          Sentence.of("dkim-host.length-not-told", FILE, unknown.get(0)));
    }
    if (likely != null) {
      return HostVerdict.pass(likely, Sentence.of("dkim-host.large-files")).indicative();
    }
    return longEnough == null
        ? HostVerdict.notAssessed(Sentence.of("dkim-host.names-no-key", FILE))
        : HostVerdict.pass(longEnough, Sentence.of("dkim-host.long-keys"));
  }

  private static String stem(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') ? path.substring(0, dot) : path;
  }
}
