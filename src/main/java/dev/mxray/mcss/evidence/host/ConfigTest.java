package dev.mxray.mcss.evidence.host;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
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
    HostVerdict fault = null;
    HostVerdict ended = null;
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1).strip();
      if (text.startsWith("exit_status: ")) {
        ended =
            text.equals("exit_status: 0")
                ? HostVerdict.pass(file.quote(line), title + " finds no fault in it.")
                : HostVerdict.fail(file.quote(line), "The test of " + title + " has failed.");
      } else if (!text.startsWith("#") && fault == null && FAULT.matcher(text).matches()) {
        fault = HostVerdict.fail(file.quote(line), title + " finds a fault.");
      }
    }
    if (ended == null) {
      return fault == null
          ? HostVerdict.pass(file.quote(), title + " reports nothing.").indicative()
          : fault;
    }
    if (ended.status() == dev.mxray.mcss.Status.FAIL) {
      return fault == null ? ended : fault;
    }
    return fault == null
        ? ended
        : HostVerdict.partial(
            java.util.Objects.requireNonNull(fault.quote()),
            title + " warns, but takes the configuration.");
  }
}
