package dev.mxray.mcss.evidence.certificate;

import dev.mxray.mcss.Status;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.dovecot.DovecotSasl;
import dev.mxray.mcss.evidence.exim.EximConfig;
import dev.mxray.mcss.evidence.host.MailServer;
import dev.mxray.mcss.evidence.postfix.PostfixConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** TLS-009 to TLS-012, over all servers on the host. */
final class ServerTls {
  private ServerTls() {}

  static HostVerdict incoming(Evidence evidence) {
    return overMailServers(evidence, PostfixTls::incoming, EximTls::incoming);
  }

  static HostVerdict outgoing(Evidence evidence) {
    return overMailServers(evidence, PostfixTls::outgoing, EximTls::outgoing);
  }

  static HostVerdict versions(Evidence evidence) {
    return with(
        overMailServers(evidence, PostfixTls::versions, EximTls::versions),
        DovecotSasl.versions(evidence));
  }

  static HostVerdict ciphers(Evidence evidence) {
    return with(
        overMailServers(evidence, PostfixTls::ciphers, EximTls::ciphers),
        DovecotSasl.ciphers(evidence));
  }

  private static HostVerdict overMailServers(
      Evidence evidence,
      Function<PostfixConfig, HostVerdict> postfix,
      Function<EximConfig, HostVerdict> exim) {
    var verdicts = new ArrayList<HostVerdict>();
    if (!evidence.under("postfix/").isEmpty()) {
      verdicts.add(
          PostfixConfig.of(evidence)
              .map(postfix)
              .orElseGet(() -> HostVerdict.missing(PostfixConfig.ACTIVE)));
    }
    if (!evidence.under("exim/").isEmpty()) {
      verdicts.add(
          EximConfig.of(evidence)
              .map(exim)
              .orElseGet(() -> HostVerdict.missing(EximConfig.OPTIONS)));
    }
    return verdicts.stream()
        .reduce(HostVerdict::worse)
        .orElseGet(
            () ->
                MailServer.POSTFIX
                    .absent(evidence)
                    .flatMap(absent -> MailServer.EXIM.absent(evidence))
                    .orElseGet(() -> HostVerdict.missing(PostfixConfig.ACTIVE)));
  }

  /** What one of the two does not have counts by the other alone. */
  private static HostVerdict with(HostVerdict one, HostVerdict other) {
    List<HostVerdict> there =
        List.of(one, other).stream().filter(v -> v.status() != Status.NA).toList();
    return there.stream().reduce(HostVerdict::worse).orElse(one);
  }
}
