package dev.mxray.mcss.evidence.dovecot;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How users prove who they are to Dovecot. */
final class DovecotLogin {
  /** They send the password itself. */
  private static final Set<String> SENDING = Set.of("plain", "login");

  /** Broken, without a proof, or such that passwords have to be kept recoverable. */
  static final Set<String> BAD =
      Set.of("anonymous", "apop", "cram-md5", "digest-md5", "ntlm", "rpa", "lanman", "skey");

  private static final Pattern TELLING =
      Pattern.compile(
          "(?i).*(\\d+\\.\\d+|debian|ubuntu|centos|red ?hat|rhel|fedora|suse|freebsd|openbsd"
              + "|linux|gentoo|alpine|rocky|almalinux).*");

  /** Accounts that are looked up on the machine itself. */
  private static final Set<String> LOCAL =
      Set.of("pam", "passwd-file", "passwd", "shadow", "static", "bsdauth");

  private DovecotLogin() {}

  static HostVerdict plaintext(DovecotConfig config) {
    Optional<Setting> allowed = config.value("auth_allow_cleartext");
    Optional<Setting> refused = config.value("disable_plaintext_auth");
    if (allowed.isPresent()) {
      return plaintext(config, allowed.get(), !allowed.get().on(), false);
    }
    return refused.isPresent()
        ? plaintext(config, refused.get(), refused.get().on(), true)
        : DovecotAssessors.unknown(config, "disable_plaintext_auth");
  }

  private static HostVerdict plaintext(
      DovecotConfig config, Setting set, boolean safe, boolean wantsOn) {
    if (!safe) {
      Optional<Setting> ssl = config.value("ssl").filter(setting -> setting.is("required"));
      return ssl.map(
              required ->
                  required.pass(Sentence.of("dovecot.required-refuses-passwords", set.name())))
          .orElseGet(() -> set.fail(Sentence.of("dovecot.passwords-outside-tls")));
    }
    return config.exceptions(set.name()).stream()
        .filter(exception -> exception.on() != wantsOn)
        .findFirst()
        .map(exception -> exception.partial(Sentence.of("dovecot.passwords-outside-tls-for-some")))
        .orElseGet(() -> set.pass(Sentence.of("dovecot.passwords-inside-tls")));
  }

  static HostVerdict mechanisms(DovecotConfig config) {
    Optional<DovecotConfig.WordList> mechanisms = config.words("auth_mechanisms");
    if (mechanisms.isEmpty()) {
      return DovecotAssessors.unknown(config, "auth_mechanisms");
    }
    Quote quote = mechanisms.get().quote();
    List<String> bad = mechanisms.get().words().stream().filter(BAD::contains).toList();
    if (!bad.isEmpty()) {
      return HostVerdict.fail(quote, Sentence.of("dovecot.bad-mechanisms", join(bad)));
    }
    boolean sending = mechanisms.get().words().stream().anyMatch(SENDING::contains);
    HostVerdict outside = plaintext(config);
    if (sending && outside.status() != dev.mxray.mcss.Status.PASS) {
      return HostVerdict.fail(
          quote,
          Sentence.of("dovecot.sending-mechanisms-outside-tls", join(mechanisms.get().words())));
    }
    HostVerdict pass =
        HostVerdict.pass(
            quote,
            sending
                ? Sentence.of("dovecot.sending-mechanisms-inside-tls")
                : Sentence.of("dovecot.no-sending-mechanism", join(mechanisms.get().words())));
    return mechanisms.get().byDefault() ? pass.indicative() : pass;
  }

  static HostVerdict greeting(DovecotConfig config) {
    Optional<Setting> greeting = config.value("login_greeting");
    if (greeting.isEmpty()) {
      return DovecotAssessors.unknown(config, "login_greeting");
    }
    return TELLING.matcher(greeting.get().value()).matches()
        ? greeting.get().fail(Sentence.of("dovecot.greeting-telling"))
        : greeting.get().pass(Sentence.of("dovecot.greeting-plain"));
  }

  static HostVerdict cache(DovecotConfig config) {
    Optional<Setting> size = config.value("auth_cache_size");
    if (size.isEmpty()) {
      return DovecotAssessors.unknown(config, "auth_cache_size");
    }
    if (!size.get().value().matches("0*\\s*([kKmMgG]?[bB]?)?")) {
      return size.get().pass(Sentence.of("dovecot.cached", size.get().value()));
    }
    List<DovecotConfig.Placed> sources = config.blocks("passdb");
    for (DovecotConfig.Placed source : sources) {
      String driver = driver(source.block());
      if (!LOCAL.contains(driver)) {
        return HostVerdict.fail(source.quote(), Sentence.of("dovecot.not-cached", driver));
      }
    }
    return sources.isEmpty()
        ? HostVerdict.notAssessed(Sentence.of("dovecot.no-passdb-named", DovecotConfig.CHANGED))
        : HostVerdict.pass(sources.get(0).quote(), Sentence.of("dovecot.no-cache-needed"))
            .indicative();
  }

  /** {@code passdb { driver = pam }}, or {@code passdb pam { … }} from 2.4 on. */
  private static String driver(DovecotBlock passdb) {
    return passdb
        .setting("driver")
        .or(() -> passdb.setting("passdb_driver"))
        .map(DovecotSetting::value)
        .orElse(passdb.name());
  }

  private static String join(List<String> words) {
    return String.join(", ", words);
  }
}
