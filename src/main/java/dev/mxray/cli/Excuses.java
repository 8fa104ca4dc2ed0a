package dev.mxray.cli;

import dev.mxray.report.FindingPart;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import dev.mxray.report.StoredReports;
import dev.mxray.report.change.Baseline;
import dev.mxray.report.change.InvalidSuppressionsException;
import dev.mxray.report.change.Suppressions;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which findings fail no gate, because they are known or the user lives with them. */
final class Excuses {
  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = {
        "A former report (JSON, or one per line): only findings that are not in it count for",
        "--fail-on. The score gate stays."
      })
  private @Nullable String baselineFile;

  @Option(
      names = "--suppressions",
      paramLabel = "FILE",
      description = {
        "Findings that do not count for --fail-on until a day (YAML: id, subject, reason,",
        "expires). Reports mark them."
      })
  private @Nullable String suppressionsFile;

  private @Nullable Baseline baseline;
  private @Nullable Suppressions suppressions;

  /** Reads the files that the user named. */
  void read(Terminal terminal) throws UsageException {
    if (baselineFile != null) {
      String file = baselineFile;
      try {
        baseline =
            ReportFile.with(file, path -> Baseline.read(path, new StoredReports(new JsonWriter())));
      } catch (UsageException e) {
        throw new UsageException("--baseline: " + e.getMessage());
      }
    }
    if (suppressionsFile != null) {
      suppressions = suppressions(suppressionsFile);
      suppressions.remarks().forEach(terminal::error);
    }
  }

  private static Suppressions suppressions(String file) throws UsageException {
    try {
      return Suppressions.read(Path.of(file), LocalDate.now(ZoneOffset.UTC));
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("--suppressions: '" + file + "' cannot be read");
    } catch (InvalidSuppressionsException e) {
      throw new UsageException("--suppressions: " + e.getMessage());
    }
  }

  /** The report with its findings marked. */
  Report marked(Report report, Progress progress) {
    Baseline known = baseline;
    Suppressions accepted = suppressions;
    if (known == null && accepted == null) {
      return report;
    }
    if (known != null && !known.has(report.domain())) {
      progress.say(report.domain() + ": is not in the baseline: all of its findings are new");
    }
    return report.withFindings(
        report.findings().stream()
            .map(finding -> marked(report, finding, known, accepted))
            .toList());
  }

  private static FindingPart marked(
      Report report,
      FindingPart finding,
      @Nullable Baseline known,
      @Nullable Suppressions accepted) {
    return finding.marked(
        known == null ? null : known.mark(report.domain(), finding),
        accepted == null ? null : accepted.of(finding));
  }
}
