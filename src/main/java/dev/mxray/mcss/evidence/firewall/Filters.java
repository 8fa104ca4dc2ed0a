package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.host.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which of the collected outputs tells what the packet filter does. */
final class Filters {
  static final String TYPE = "firewall/type.txt";
  static final String NFT = "firewall/nftables_full.txt";
  private static final String ZONES = "firewall/firewalld_zones.txt";

  private Filters() {}

  /**
   * firewalld's zones where it runs, then nftables, then iptables; nothing without a whole output.
   */
  static Optional<PacketFilter> of(Evidence evidence) {
    Optional<EvidenceFile> zones = evidence.file(ZONES);
    if (zones.isPresent()) {
      List<Chain> chains = FirewalldReader.read(zones.get());
      if (!chains.isEmpty()) {
        return Optional.of(new PacketFilter("firewalld", chains));
      }
    }
    List<Chain> chains = new ArrayList<>();
    boolean told = false;
    Optional<EvidenceFile> nft = evidence.file(NFT).filter(Filters::answered);
    boolean foreign =
        nft.map(Filters::writtenByIptables).orElse(false) && !iptables(evidence).isEmpty();
    if (nft.isPresent() && !foreign) {
      told = true;
      chains.addAll(NftReader.read(nft.get()));
    }
    boolean nothingSeen = chains.stream().noneMatch(Chain::input);
    boolean legacy =
        evidence
            .file(TYPE)
            .map(file -> file.lines().contains("iptables_backend: legacy"))
            .orElse(false);
    if (foreign || nothingSeen || legacy) {
      List<Chain> older = iptables(evidence);
      told |= !older.isEmpty();
      chains.addAll(older);
    }
    String kind = foreign || nothingSeen ? "iptables" : "nftables";
    Optional<PacketFilter> none = none(evidence);
    if (none.isPresent() && chains.stream().noneMatch(Chain::input)) {
      return none;
    }
    return told ? Optional.of(new PacketFilter(kind, chains)) : Optional.empty();
  }

  /** Where the collector says that there is no filter, everything is let through. */
  private static Optional<PacketFilter> none(Evidence evidence) {
    return evidence
        .file(TYPE)
        .flatMap(file -> Lines.first(file, text -> text.equals("firewall_type: none")))
        .map(
            quote ->
                new PacketFilter(
                    "none", List.of(new Chain("none", 0, true, true, quote, List.of()))));
  }

  private static List<Chain> iptables(Evidence evidence) {
    List<Chain> chains = new ArrayList<>();
    for (int family : new int[] {4, 6}) {
      String tool = family == 4 ? "iptables" : "ip6tables";
      Optional<EvidenceFile> best =
          evidence
              .file("firewall/" + tool + "_save.txt")
              .filter(file -> !IptablesReader.read(file, 4).isEmpty())
              .or(() -> evidence.file("firewall/" + tool + "_full.txt"));
      best.ifPresent(file -> chains.addAll(IptablesReader.read(file, family)));
    }
    return chains;
  }

  /** iptables over nftables: its own output is the clearer one. */
  private static boolean writtenByIptables(EvidenceFile file) {
    return file.lines().stream().anyMatch(line -> line.strip().equals("chain INPUT {"))
        && file.lines().stream()
            .filter(line -> line.startsWith("table "))
            .allMatch(line -> line.matches("table (ip|ip6) (filter|nat|mangle|raw|security) \\{"));
  }

  private static boolean answered(EvidenceFile file) {
    return !file.truncated()
        && file.lines().stream()
            .map(line -> line.toLowerCase(Locale.ROOT))
            .noneMatch(
                line ->
                    line.contains("operation not permitted") || line.contains("permission denied"));
  }
}
