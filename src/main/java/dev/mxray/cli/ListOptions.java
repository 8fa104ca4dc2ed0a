package dev.mxray.cli;

import dev.mxray.check.reputation.BlockLists;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.scan.ScanOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which block lists are asked, and through whom. */
final class ListOptions {
  @Option(
      names = "--blacklists",
      paramLabel = "FILE",
      description = "Ask the block lists of this file (YAML) instead of the bundled ones.")
  private @Nullable String file;

  @Option(
      names = "--dnsbl-resolver",
      paramLabel = "SPEC",
      description = "Ask block lists through this resolver only; written like --resolver.")
  private @Nullable String resolver;

  /** The options of a scan that asks them. */
  ScanOptions applied(ScanOptions options) throws UsageException {
    if (file == null) {
      return options;
    }
    BlockLists read = OptionFile.read(BlockLists::read, file, "--blacklists");
    return options.withBlockLists(() -> read);
  }

  /** Whom to ask about lists; empty for the resolvers of everything else. */
  List<ResolverSpec> resolvers() throws UsageException {
    try {
      return resolver == null ? List.of() : List.of(ResolverSpec.parse(resolver));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--dnsbl-resolver: " + e.getMessage());
    }
  }
}
