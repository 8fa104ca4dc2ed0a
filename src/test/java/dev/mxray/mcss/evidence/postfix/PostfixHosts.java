package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.Host;
import dev.mxray.mcss.evidence.HostVerdict;

/** Hosts with a Postfix, and what is judged of them. */
final class PostfixHosts {
  static final String ACTIVE = "postfix/config_active/postconf_n.txt";
  static final String MASTER = "postfix/config_active/master_cf_active.txt";
  static final String SMTP = "smtp inet n - y - - smtpd\n";

  private PostfixHosts() {}

  static HostVerdict judge(String control, Host host) {
    return host.judge(PostfixAssessors.all(), control);
  }

  /** Postfix 3.7 with these lines of main.cf and one SMTP server. */
  static Host postfix(String mainCf) {
    return Host.empty()
        .with("postfix/version.txt", "mail_version = 3.7.11")
        .with(ACTIVE, "compatibility_level = 3.6\n" + mainCf)
        .with(MASTER, SMTP);
  }
}
