package dev.mxray.mcss.evidence.packages;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import java.util.Optional;

/** A software whose maintenance is known by its version: {@code packages/releases.csv}. */
public enum Product {
  POSTFIX("Postfix", "postfix/version.txt", "postfix/package_info.txt", "postfix"),
  EXIM("Exim", "exim/version.txt", "exim/package_info.txt", "exim4-daemon-[a-z]+|exim4-base|exim"),
  DOVECOT("Dovecot", "dovecot/version.txt", "dovecot/package_info.txt", "dovecot-core|dovecot"),
  CYRUS("Cyrus IMAP", "cyrus/version.txt", "cyrus/package_info.txt", "cyrus-common|cyrus-imapd"),
  SPAMASSASSIN(
      "SpamAssassin",
      "antispam/spamassassin/version.txt",
      "antispam/spamassassin/package_info.txt",
      "spamassassin"),
  RSPAMD("Rspamd", "antispam/rspamd/version.txt", "antispam/rspamd/package_info.txt", "rspamd"),
  CLAMAV(
      "ClamAV",
      "antivirus/clamav/version.txt",
      "antivirus/clamav/package_info.txt",
      "clamav|clamav-daemon|clamd|clamav-server"),
  OPENSSL(
      "OpenSSL",
      "tls/openssl_version.txt",
      "system/package_info.txt",
      "libssl[0-9.]+(?:t64)?|openssl-libs|openssl");

  private final String title;
  private final String version;
  private final String packageFile;
  private final String packages;

  Product(String title, String version, String packageFile, String packages) {
    this.title = title;
    this.version = version;
    this.packageFile = packageFile;
    this.packages = packages;
  }

  /** As people call it. */
  public String title() {
    return title;
  }

  /** Its name in the list of releases. */
  String key() {
    return switch (this) {
      case POSTFIX -> "postfix";
      case EXIM -> "exim";
      case DOVECOT -> "dovecot";
      case CYRUS -> "cyrus";
      case SPAMASSASSIN -> "spamassassin";
      case RSPAMD -> "rspamd";
      case CLAMAV -> "clamav";
      case OPENSSL -> "openssl";
    };
  }

  /** Where its version is told. */
  String versionPath() {
    return version;
  }

  Optional<EvidenceFile> versionFile(Evidence evidence) {
    return evidence.file(version);
  }

  Optional<EvidenceFile> packageFile(Evidence evidence) {
    return evidence.file(packageFile);
  }

  /** True for a package that holds the program itself. */
  boolean isIn(String packageName) {
    return packageName.matches(packages);
  }
}
