package dev.mxray.cli;

import dev.mxray.check.dkim.Selector;
import dev.mxray.check.dkim.Selectors;
import dev.mxray.scan.ScanOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** At which DKIM selectors keys are looked for. */
final class SelectorOptions {
  @Option(
      names = "--selector",
      paramLabel = "NAME",
      description = "A DKIM selector that the domain uses; repeatable.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--selectors",
      paramLabel = "FILE",
      description = "Try the DKIM selectors of this file instead of the bundled ones.")
  private @Nullable String file;

  /** Adds selectors that were found elsewhere. */
  void add(Collection<String> others) {
    names.addAll(others);
  }

  /** The options of a scan that tries them. */
  ScanOptions applied(ScanOptions options) throws UsageException {
    for (String name : names) {
      if (!Selector.isName(name)) {
        throw new UsageException("--selector: '" + name + "' is not a DKIM selector");
      }
    }
    ScanOptions given = options.withGivenSelectors(names);
    if (file == null) {
      return given;
    }
    Selectors read = OptionFile.read(Selectors::read, file, "--selectors");
    return given.withSelectors(() -> read);
  }
}
