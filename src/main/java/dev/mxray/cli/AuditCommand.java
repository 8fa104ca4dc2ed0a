package dev.mxray.cli;

import dev.mxray.mcss.AssessmentComparison;
import dev.mxray.mcss.Basis;
import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.CombinedAssessment;
import dev.mxray.mcss.CombinedAssessment.Source;
import dev.mxray.mcss.Control;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.mcss.Decision;
import dev.mxray.mcss.Status;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostAssessment;
import dev.mxray.mcss.evidence.answer.Answers;
import dev.mxray.mcss.evidence.answer.AnswersReader;
import dev.mxray.mcss.evidence.answer.InvalidAnswersException;
import dev.mxray.mcss.evidence.archive.EvidenceArchive;
import dev.mxray.mcss.evidence.archive.UnreadableEvidenceException;
import dev.mxray.report.AuditPart;
import dev.mxray.report.AuditWriter;
import dev.mxray.report.ConsoleAudit;
import dev.mxray.report.ConsoleQuestions;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.McssPart;
import dev.mxray.report.Report;
import dev.mxray.report.html.AuditHtmlWriter;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Version;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides the MCSS controls by what was collected on a mail host, a scan, and answers. */
@Command(
    name = "audit",
    description = {
      "Decide the MCSS controls by what was collected on a mail host ('mxray collect', or",
      "mailserver-audit-collect), by a scan from outside, and by answers; say what to fix first."
    },
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the audit was made, whatever it says",
      "1:the archive is no evidence, the scan failed, or an answer could not be written",
      "2:wrong usage, a file that cannot be read, or answers that are not right",
      "130:interrupted"
    },
    footer = {
      "",
      "Examples:",
      "  mxray audit mailaudit_mx1_20261121.tar.gz",
      "  mxray audit --scan example.com --answers answers.yaml --interview mailaudit_mx1.tar.gz",
      "  mxray audit --json mailaudit_mx1/ > today.json",
      "  mxray audit --compare yesterday.json mailaudit_mx1/"
    })
final class AuditCommand implements Callable<Integer> {
  /** Where answers go when nobody says where. */
  private static final String ANSWERS = "answers.yaml";

  /** Octets of an earlier document; one of a scan has less than one MiB. */
  private static final int MAX_DOCUMENT = 64 << 20;

  private final Terminal terminal;

  @Parameters(
      paramLabel = "ARCHIVE|DIR",
      arity = "0..1",
      description = "What was collected: a .tar.gz, .tar, or the unpacked directory.")
  private @Nullable String archive;

  @Option(
      names = "--scan",
      paramLabel = "DOMAIN",
      description = "Scan this domain too: what is seen from outside counts first.")
  private @Nullable String domain;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Instead of --scan: the JSON report of a scan that was made before.")
  private @Nullable String report;

  @Option(names = "--answers", paramLabel = "FILE", description = "Answers of a person (YAML).")
  private @Nullable String answersFile;

  @Option(
      names = "--interview",
      description =
          "Ask about what is not decided, and write the answers to --answers (default: "
              + ANSWERS
              + ").")
  private boolean interview;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "Say what has changed since this JSON of an audit or a scan.")
  private @Nullable String earlier;

  @Option(names = "--plan", description = "Print only what to fix, all of it, in its order.")
  private boolean plan;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "console",
      description = "What standard output gets: console (default), json, csv or html.")
  private String format = "console";

  @Option(names = "--json", description = "Short for --format json.")
  private boolean jsonFormat;

  @Mixin private CommonOptions common;

  AuditCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  /** What standard output gets. */
  private enum Shape {
    CONSOLE,
    JSON,
    CSV,
    HTML
  }

  @Override
  public Integer call() throws UsageException {
    Shape shape = shape();
    ControlTexts texts = common.language().texts();
    common.palette();
    if (archive == null && domain == null && report == null && answersFile == null && !interview) {
      throw new UsageException(
          "nothing to audit; give an archive or directory, --scan, --report or --answers");
    }
    if (domain != null && report != null) {
      throw new UsageException("--scan and --report are the same thing, once live and once kept");
    }
    Answers answers = answers();
    List<Decision> before = earlier == null ? null : controls(earlier, "--compare");
    Evidence evidence = null;
    if (archive != null) {
      try {
        evidence = EvidenceArchive.read(existing(archive));
      } catch (UnreadableEvidenceException e) {
        terminal.error(e.getMessage());
        return ExitCode.GATE;
      }
    }
    Outside outside = outside();
    if (outside.code() == ExitCode.INTERRUPTED) {
      return outside.code();
    }
    int code = outside.code();
    if (interview) {
      try {
        answers = interview(answers, evidence, outside, texts);
      } catch (IOException e) {
        terminal.error(e.getMessage());
        code = ExitCode.GATE;
      }
    }
    CombinedAssessment combined = combined(evidence, outside, answers);
    print(
        AuditPart.of(
            sources(evidence, outside, answers),
            combined,
            before == null
                ? null
                : AssessmentComparison.of(before, combined.assessment().controls()),
            texts),
        shape,
        texts);
    return code;
  }

  /**
   * What is seen from outside.
   *
   * @param code that the audit ends with because of it
   */
  private record Outside(@Nullable Report report, List<Decision> decisions, int code) {}

  private Outside outside() throws UsageException {
    Catalogue catalogue = Catalogue.english();
    if (report != null) {
      Report kept = report(report);
      return new Outside(kept, kept.mcss().decisions(catalogue), ExitCode.OK);
    }
    if (domain == null) {
      return new Outside(null, List.of(), ExitCode.OK);
    }
    ScanOptions options =
        ScanOptions.defaults().withDeadline(common.deadline(ScanOptions.DEADLINE_TIMEOUTS));
    OneScan scan =
        OneScan.run(terminal, common, common.scanner().options(options), OneScan.domain(domain));
    if (scan.interrupted()) {
      return new Outside(null, List.of(), ExitCode.INTERRUPTED);
    }
    Report made = scan.report();
    boolean failed = FailedScan.is(made);
    if (failed) {
      terminal.error(made.domain() + ": " + FailedScan.reason(made));
    }
    return new Outside(
        made, made.mcss().decisions(catalogue), failed ? ExitCode.GATE : ExitCode.OK);
  }

  private static CombinedAssessment combined(
      @Nullable Evidence evidence, Outside outside, Answers answers) {
    Catalogue catalogue = Catalogue.english();
    var sources = new ArrayList<Source>();
    if (outside.report() != null) {
      sources.add(new Source(Basis.OBSERVED, outside.decisions()));
    }
    if (evidence != null) {
      sources.add(
          new Source(Basis.EVIDENCE, HostAssessment.standard().decide(evidence, catalogue)));
    }
    sources.add(new Source(Basis.ANSWER, answers.decisions()));
    return CombinedAssessment.of(catalogue, sources);
  }

  private static AuditPart.Sources sources(
      @Nullable Evidence evidence, Outside outside, Answers answers) {
    Instant collected = evidence == null ? null : evidence.collectedAt();
    Report seen = outside.report();
    return new AuditPart.Sources(
        new Report.Tool("mxray", Version.number()),
        evidence == null ? null : evidence.host(),
        collected == null ? null : collected.truncatedTo(ChronoUnit.SECONDS).toString(),
        seen == null ? null : seen.domain(),
        seen == null ? null : seen.scannedAt(),
        answers.answers().size());
  }

  private Answers interview(
      Answers answers, @Nullable Evidence evidence, Outside outside, ControlTexts texts)
      throws IOException, UsageException {
    List<Control> open =
        combined(evidence, outside, answers).assessment().controls().stream()
            .filter(decision -> decision.status() == Status.NOT_ASSESSED)
            .map(Decision::control)
            .toList();
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return new Interview(
            terminal,
            in,
            texts,
            new ConsoleQuestions(texts, common.palette(), terminal.unicode(), terminal.width()),
            Clock.systemUTC(),
            path(answersFile()),
            answers)
        .ask(open);
  }

  private String answersFile() {
    return answersFile == null ? ANSWERS : answersFile;
  }

  private Answers answers() throws UsageException {
    if (answersFile == null && !interview) {
      return Answers.none();
    }
    Path file = path(answersFile());
    if (interview && Files.notExists(file)) {
      return Answers.none();
    }
    try {
      return AnswersReader.read(file);
    } catch (InvalidAnswersException e) {
      throw new UsageException(e.getMessage());
    } catch (IOException e) {
      throw new UsageException("--answers: '" + file + "' cannot be read");
    }
  }

  private List<Decision> controls(String file, String option) throws UsageException {
    try {
      McssPart part = new JsonWriter().readControls(text(file, option));
      return part.decisions(Catalogue.english()).stream()
          .filter(decision -> !decision.control().extension())
          .toList();
    } catch (IOException e) {
      throw new UsageException(option + ": " + file + " is " + e.getMessage());
    }
  }

  private Report report(String file) throws UsageException {
    try {
      return new JsonWriter().read(text(file, "--report"));
    } catch (IOException e) {
      throw new UsageException("--report: " + file + ": " + e.getMessage());
    }
  }

  private static String text(String file, String option) throws UsageException {
    try (InputStream in = Files.newInputStream(path(file))) {
      byte[] octets = in.readNBytes(MAX_DOCUMENT + 1);
      if (octets.length > MAX_DOCUMENT) {
        throw new UsageException(option + ": '" + file + "' is larger than 64 MiB");
      }
      return new String(octets, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UsageException(option + ": '" + file + "' cannot be read");
    }
  }

  private static Path existing(String name) throws UsageException {
    Path file = path(name);
    if (!Files.isReadable(file)) {
      throw new UsageException("'" + name + "' cannot be read");
    }
    return file;
  }

  private static Path path(String name) throws UsageException {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UsageException("'" + name + "' cannot be read");
    }
  }

  private void print(AuditPart audit, Shape shape, ControlTexts texts) throws UsageException {
    var console = new ConsoleAudit(texts, common.palette(), terminal.unicode(), terminal.width());
    terminal
        .out()
        .print(
            switch (shape) {
              case CONSOLE -> plan ? console.plan(audit) : console.text(audit, common.verbose());
              case JSON -> AuditWriter.json(audit);
              case CSV -> AuditWriter.csv(audit, texts);
              case HTML -> new AuditHtmlWriter(texts).text(audit);
            });
    terminal.out().flush();
  }

  private Shape shape() throws UsageException {
    Shape shape =
        switch (jsonFormat ? "json" : format.toLowerCase(Locale.ROOT)) {
          case "console" -> Shape.CONSOLE;
          case "json" -> Shape.JSON;
          case "csv" -> Shape.CSV;
          case "html" -> Shape.HTML;
          default ->
              throw new UsageException(
                  "--format is console, json, csv or html, not '" + format + "'");
        };
    if (plan && shape != Shape.CONSOLE) {
      throw new UsageException("--plan is for the console; json and html have it in them anyway");
    }
    return shape;
  }
}
