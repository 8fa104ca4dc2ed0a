package dev.mxray.mcss.evidence.host;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Sentence;
import java.util.regex.Pattern;

/** What a software's own test of its configuration said, and how it ended. */
public final class ConfigTest {
  private static final Pattern FAULT =
      Pattern.compile("(?i).*\\b(error|fatal|invalid|unrecognized|warn(ing)?)\\b.*");

  private ConfigTest() {}

  /**
   * @param title as people call the software
   */
  public static HostVerdict judge(EvidenceFile file, String title) {
    return judge(file, Sentence.verbatim(title));
  }

  /** The same of a software with something said of it. */
  public static HostVerdict judge(EvidenceFile file, Sentence title) {
    HostVerdict fault = null;
    HostVerdict ended = null;
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1).strip();
      if (text.startsWith("exit_status: ")) {
        ended =
            text.equals("exit_status: 0")
                ? HostVerdict.pass(file.quote(line), Sentence.of("host.test-finds-nothing", title))
                : HostVerdict.fail(file.quote(line), Sentence.of("host.test-failed", title));
      } else if (!text.startsWith("#") && fault == null && FAULT.matcher(text).matches()) {
        fault = HostVerdict.fail(file.quote(line), Sentence.of("host.test-finds-fault", title));
      }
    }
    if (ended == null) {
      return fault == null
          ? HostVerdict.pass(file.quote(), Sentence.of("host.test-silent", title)).indicative()
          : fault;
    }
    if (ended.status() == dev.mxray.mcss.Status.FAIL) {
      return fault == null ? ended : fault;
    }
    return fault == null
        ? ended
        : HostVerdict.partial(
            java.util.Objects.requireNonNull(fault.quote()), Sentence.of("host.test-warns", title));
  }
}
