package dev.mxray.mcss;

import static dev.mxray.mcss.DecisionRow.row;
import static dev.mxray.mcss.ServerRule.RELAY;
import static dev.mxray.mcss.Strength.DIRECT;
import static dev.mxray.mcss.Strength.INDICATIVE;

import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Set;

/** What TLS sessions show. */
final class SessionRows {
  static final List<DecisionRow> ROWS =
      List.of(
          row("TLS-009", Sentence.of("passes.starttls-works"))
              .findings("smtp-no-starttls", "smtp-starttls-broken")
              .servers(Set.of(RELAY), SessionLooks::takesTls),
          row("TLS-011", Sentence.of("passes.modern-versions-only"), INDICATIVE, DIRECT)
              .findings("tls-no-modern-protocol", "tls-protocol-obsolete")
              .everyServer(SessionLooks::modernVersionsOnly),
          row("TLS-012", Sentence.of("passes.strong-suites-only"), INDICATIVE, DIRECT)
              .findings("tls-cipher-insecure", "tls-cipher-weak")
              .everyServer(SessionLooks::strongSuitesOnly),
          row("X-TLS-002", Sentence.of("passes.newest-version"))
              .findings("tls-no-tls13")
              .everyServer(SessionLooks::newestVersion),
          row("X-TLS-003", Sentence.of("passes.forward-secrecy"))
              .findings("tls-dh-weak", "tls-no-forward-secrecy")
              .everyServer(SessionLooks::forwardSecrecy),
          row("X-TLS-004", Sentence.of("passes.safe-renegotiation"))
              .findings("tls-renegotiation-insecure")
              .everyServer(SessionLooks::safeRenegotiation),
          row("X-TLS-006", Sentence.of("passes.no-compression"), INDICATIVE, DIRECT)
              .findings("tls-compression")
              .everyServer(SessionLooks::noCompression),
          row("X-TLS-007", Sentence.of("passes.no-weak-suite-first"), INDICATIVE, DIRECT)
              .findings("tls-server-preference-missing")
              .everyServer(SessionLooks::ownOrder),
          row("X-TLS-008", Sentence.of("passes.post-quantum"), INDICATIVE, DIRECT)
              .findings("tls-no-post-quantum")
              .everyServer(SessionLooks::postQuantum));

  private SessionRows() {}
}
