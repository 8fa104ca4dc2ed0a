package dev.mxray.mcss.evidence.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.mcss.evidence.Host;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Wording;
import org.junit.jupiter.api.Test;

class StorageAssessorsTest {
  private static String told(String control, String partitions) {
    HostVerdict verdict =
        Host.empty().with(StorageAssessors.FILE, partitions).judge(StorageAssessors.all(), control);
    return verdict.told().in(Wording.in("it"));
  }

  @Test
  void the_verdict_is_told_in_italian() {
    String folders =
        """
        directory: /var/vmail
          separated_from_root: no
          used_percent: 81%
        directory: /var/spool/postfix
          separated_from_root: yes
        """;

    assertThat(told("STORAGE-001", folders))
        .isEqualTo("La cartella delle caselle si trova sul file system del sistema stesso.");
    assertThat(told("STORAGE-002", folders))
        .isEqualTo("La cartella della coda ha un file system proprio.");
    assertThat(told("STORAGE-003", folders))
        .isEqualTo("Il file system di posta più pieno: 81 % occupato.");
  }
}
