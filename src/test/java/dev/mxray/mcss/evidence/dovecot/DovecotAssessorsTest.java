package dev.mxray.mcss.evidence.dovecot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.mcss.evidence.Host;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Wording;
import org.junit.jupiter.api.Test;

class DovecotAssessorsTest {
  private static final String CHANGED = "dovecot/config_active/doveconf_n.txt";

  private static String told(String control, String configuration) {
    HostVerdict verdict =
        Host.empty().with(CHANGED, configuration).judge(DovecotAssessors.all(), control);
    return verdict.told().in(Wording.in("it"));
  }

  @Test
  void the_verdict_is_told_in_italian() {
    assertThat(told("DOVECOT-010", "protocols = imap pop3"))
        .isEqualTo(
            "Ci sono sessioni che iniziano senza TLS: imap sulla porta 143, pop3 sulla porta 110.");
  }

  @Test
  void so_is_the_default_that_it_rests_on() {
    String header = "# 2.3.19.1 (9b53102964): /etc/dovecot/dovecot.conf\n";

    assertThat(told("DOVECOT-011", header + "protocols = imap"))
        .isEqualTo(
            "Le password non finiscono nel log. auth_verbose_passwords non è impostato: questo è"
                + " il valore predefinito di Dovecot 2.3.19.");
    assertThat(told("DOVECOT-004", "protocols = imap"))
        .isEqualTo(
            CHANGED
                + " non imposta ssl_prefer_server_ciphers, e il valore predefinito di un Dovecot"
                + " di versione ignota non è noto.");
  }
}
