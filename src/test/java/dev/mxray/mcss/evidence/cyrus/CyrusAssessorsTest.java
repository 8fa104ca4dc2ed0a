package dev.mxray.mcss.evidence.cyrus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.mcss.evidence.Host;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Wording;
import org.junit.jupiter.api.Test;

class CyrusAssessorsTest {
  @Test
  void the_verdict_is_told_in_italian() {
    HostVerdict verdict =
        Host.empty()
            .with("cyrus/config_files/imapd.conf", "admins: cyrus alice bob")
            .judge(CyrusAssessors.all(), "CYRUS-011");

    assertThat(verdict.told().in(Wording.in("it")))
        .isEqualTo(
            "Pochi account possono amministrare, ma uno di essi potrebbe essere quello di una"
                + " persona: alice, bob.");
  }
}
