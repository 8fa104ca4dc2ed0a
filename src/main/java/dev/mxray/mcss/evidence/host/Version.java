package dev.mxray.mcss.evidence.host;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version number that a line of the evidence shows. */
public record Version(int major, int minor, int patch, Quote quote) {
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.])v?(\\d{1,5})\\.(\\d{1,5})(?:\\.(\\d{1,5}))?");

  /** The first number with a dot in a line that is not a comment. */
  public static Optional<Version> first(EvidenceFile file) {
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1);
      if (!text.startsWith("#")) {
        Optional<Version> found = in(text, file.quote(line));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** The first number with a dot in this text. */
  public static Optional<Version> in(String text, Quote quote) {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String patch = matcher.group(3);
    return Optional.of(
        new Version(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            patch == null ? 0 : Integer.parseInt(patch),
            quote));
  }

  public boolean atLeast(int otherMajor, int otherMinor, int otherPatch) {
    if (major != otherMajor) {
      return major > otherMajor;
    }
    return minor != otherMinor ? minor > otherMinor : patch >= otherPatch;
  }

  /** {@code 2.3.19} */
  public String number() {
    return major + "." + minor + "." + patch;
  }
}
