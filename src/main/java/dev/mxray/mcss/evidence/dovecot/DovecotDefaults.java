package dev.mxray.mcss.evidence.dovecot;

import dev.mxray.mcss.evidence.host.Version;
import java.util.Map;
import java.util.Optional;

/**
 * Compiled-in defaults, as {@code doveconf -d} of 2.3.19 and 2.4.1 prints them; the greeting is
 * left out, since distributions change it.
 */
final class DovecotDefaults {
  private static final String CIPHERS =
      "ALL:!kRSA:!SRP:!kDHd:!DSS:!aNULL:!eNULL:!EXPORT:!DES:!3DES:!MD5:!PSK:!RC4:!ADH:!LOW@STRENGTH";

  /** The same from 2.0 to 2.4. */
  private static final Map<String, String> ALL =
      Map.of(
          "ssl", "yes",
          "auth_mechanisms", "plain",
          "auth_debug_passwords", "no",
          "auth_verbose_passwords", "no",
          "log_path", "syslog",
          "info_log_path", "",
          "auth_cache_size", "0",
          "mail_plugins", "",
          "listen", "*, ::");

  private static final Map<String, String> UNTIL_2_3 =
      Map.of("ssl_prefer_server_ciphers", "no", "disable_plaintext_auth", "yes");

  /** Older releases of 2.3 began with other values. */
  private static final Map<String, String> FROM_2_3_19 =
      Map.of("ssl_min_protocol", "TLSv1.2", "ssl_cipher_list", CIPHERS);

  private static final Map<String, String> FROM_2_4 =
      Map.of("ssl_server_prefer_ciphers", "client", "auth_allow_cleartext", "no");

  private DovecotDefaults() {}

  /** Nothing where the default of this version is not known. */
  static Optional<String> of(Version version, String name) {
    if (version.major() != 2 || version.minor() > 4) {
      return Optional.empty();
    }
    Map<String, String> series = version.minor() == 4 ? FROM_2_4 : UNTIL_2_3;
    Map<String, String> late = version.atLeast(2, 3, 19) ? FROM_2_3_19 : Map.of();
    String value = ALL.getOrDefault(name, series.getOrDefault(name, late.get(name)));
    return Optional.ofNullable(value);
  }
}
