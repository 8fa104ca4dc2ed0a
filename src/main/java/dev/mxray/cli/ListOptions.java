package dev.mxray.cli;

import dev.mxray.check.reputation.BlockLists;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.scan.ScanOptions;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the options about block lists. */
final class ListOptions {
  private ListOptions() {}

  /** The options of a scan with the lists of a file; null for the bundled ones. */
  static ScanOptions with(ScanOptions options, @Nullable String file) throws UsageException {
    if (file == null) {
      return options;
    }
    try {
      BlockLists read = BlockLists.read(Path.of(file));
      return options.withBlockLists(() -> read);
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("--blacklists: '" + file + "' cannot be read");
    } catch (IllegalArgumentException e) {
      throw new UsageException("--blacklists: " + e.getMessage());
    }
  }

  /** Whom to ask about lists; empty for the resolvers of everything else. */
  static List<ResolverSpec> resolvers(@Nullable String spec) throws UsageException {
    try {
      return spec == null ? List.of() : List.of(ResolverSpec.parse(spec));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--dnsbl-resolver: " + e.getMessage());
    }
  }
}
