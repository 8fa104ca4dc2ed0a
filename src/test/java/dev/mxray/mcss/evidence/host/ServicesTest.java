package dev.mxray.mcss.evidence.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.mcss.evidence.Host;
import dev.mxray.text.Sentence;
import dev.mxray.text.Wording;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServicesTest {
  private static String told(Sentence title, String list) {
    return Services.of(Host.empty().with(Services.LIST, list).evidence(), Services.LIST)
        .runs(title, Set.of("dovecot"), Services.LIST)
        .told()
        .in(Wording.in("it"));
  }

  @Test
  void whether_a_service_runs_is_told_in_italian() {
    assertThat(told(Sentence.verbatim("Dovecot"), "dovecot: running, enabled"))
        .isEqualTo("Dovecot è in esecuzione e parte all'avvio del sistema.");
    assertThat(told(Sentence.verbatim("Dovecot"), "postfix: running, enabled"))
        .isEqualTo("Dovecot potrebbe essere in esecuzione o no: system/services.txt non lo dice.");
  }
}
