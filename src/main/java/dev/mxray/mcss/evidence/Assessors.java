package dev.mxray.mcss.evidence;

import dev.mxray.mcss.evidence.alias.AliasAssessors;
import dev.mxray.mcss.evidence.antispam.AntispamAssessors;
import dev.mxray.mcss.evidence.antivirus.AntivirusAssessors;
import dev.mxray.mcss.evidence.certificate.CertificateAssessors;
import dev.mxray.mcss.evidence.cyrus.CyrusAssessors;
import dev.mxray.mcss.evidence.dkim.DkimAssessors;
import dev.mxray.mcss.evidence.dmarc.DmarcAssessors;
import dev.mxray.mcss.evidence.dovecot.DovecotAssessors;
import dev.mxray.mcss.evidence.exim.EximAssessors;
import dev.mxray.mcss.evidence.fail2ban.Fail2banAssessors;
import dev.mxray.mcss.evidence.firewall.FirewallAssessors;
import dev.mxray.mcss.evidence.logging.LoggingAssessors;
import dev.mxray.mcss.evidence.mac.MandatoryAccessAssessors;
import dev.mxray.mcss.evidence.packages.PackageAssessors;
import dev.mxray.mcss.evidence.postfix.PostfixAssessors;
import dev.mxray.mcss.evidence.ratelimit.RateLimitAssessors;
import dev.mxray.mcss.evidence.sasl.SaslAssessors;
import dev.mxray.mcss.evidence.spf.SpfAssessors;
import dev.mxray.mcss.evidence.storage.StorageAssessors;
import dev.mxray.mcss.evidence.timestamp.TimestampAssessors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which controls the evidence of a host decides, and how: the tables of all rooms in one list. */
public final class Assessors {
  private static final List<Map<String, Assessor>> TABLES =
      List.of(
          PostfixAssessors.all(),
          EximAssessors.all(),
          DovecotAssessors.all(),
          CyrusAssessors.all(),
          CertificateAssessors.all(),
          SaslAssessors.all(),
          SpfAssessors.all(),
          DkimAssessors.all(),
          DmarcAssessors.all(),
          AntispamAssessors.all(),
          AntivirusAssessors.all(),
          Fail2banAssessors.all(),
          FirewallAssessors.all(),
          MandatoryAccessAssessors.all(),
          LoggingAssessors.all(),
          StorageAssessors.all(),
          RateLimitAssessors.all(),
          AliasAssessors.all(),
          PackageAssessors.all(),
          TimestampAssessors.all());

  private Assessors() {}

  /** The assessors by the ids of their controls. */
  public static Map<String, Assessor> all() {
    return together(TABLES);
  }

  /**
   * Tables as one.
   *
   * @throws IllegalStateException when two decide the same control, which is a mistake in the
   *     program
   */
  static Map<String, Assessor> together(List<Map<String, Assessor>> tables) {
    var all = new TreeMap<String, Assessor>();
    for (Map<String, Assessor> table : tables) {
      table.forEach(
          (id, assessor) -> {
            if (all.put(id, assessor) != null) {
              throw new IllegalStateException("two assessors decide " + id);
            }
          });
    }
    return Map.copyOf(all);
  }
}
