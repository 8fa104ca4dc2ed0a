package dev.mxray.mcss.evidence.exim;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** EXIM-012: transports to other servers sign with DKIM. */
final class EximSigning {
  private static final String TRANSPORTS = "exim/config_active/exim_bP_transports.txt";
  private static final List<String> NEEDED =
      List.of("dkim_domain", "dkim_selector", "dkim_private_key");

  private EximSigning() {}

  static HostVerdict of(EximConfig config) {
    List<EximBlock> transports =
        config.blocks("transports").isEmpty() ? printed(config) : config.blocks("transports");
    List<EximBlock> remote =
        transports.stream()
            .filter(t -> t.isDriver("smtp"))
            .filter(t -> !t.option("protocol").map(o -> o.value().equals("lmtp")).orElse(false))
            .toList();
    if (transports.isEmpty()) {
      return HostVerdict.missing("exim/security/dkim_config.txt");
    }
    if (remote.isEmpty()) {
      return HostVerdict.notApplicable(
          transports.get(0).quote(), Sentence.of("exim.no-remote-transport"));
    }
    List<EximBlock> signing = remote.stream().filter(EximSigning::signs).toList();
    if (signing.size() == remote.size()) {
      return HostVerdict.pass(
          signing.get(0).option(NEEDED.get(2)).orElseThrow().quote(),
          Sentence.of("exim.dkim-signed"));
    }
    EximBlock unsigned = remote.stream().filter(t -> !signs(t)).findFirst().orElseThrow();
    return signing.isEmpty()
        ? HostVerdict.fail(unsigned.quote(), Sentence.of("exim.dkim-unsigned", unsigned.name()))
        : HostVerdict.partial(
            unsigned.quote(), Sentence.of("exim.dkim-signed-by-others", unsigned.name()));
  }

  private static boolean signs(EximBlock transport) {
    return NEEDED.stream().allMatch(name -> transport.option(name).isPresent());
  }

  /** {@code exim -bP transports} heads each with {@code remote_smtp transport:}. */
  private static List<EximBlock> printed(EximConfig config) {
    Optional<EvidenceFile> file = config.evidence().file(TRANSPORTS);
    var lines = new ArrayList<EximLine>();
    file.ifPresent(
        found ->
            EximLine.of(found)
                .forEach(
                    line -> lines.add(line.with(line.text().replaceFirst(" transport:$", ":")))));
    return EximBlock.of(lines);
  }
}
