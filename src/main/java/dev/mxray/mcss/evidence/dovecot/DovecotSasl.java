package dev.mxray.mcss.evidence.dovecot;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Presence;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What Dovecot's configuration says of logins, its own and those that it checks for others. */
public final class DovecotSasl {
  private static final Set<String> TO_CACHE_OR_DENY = Set.of("yes");

  private DovecotSasl() {}

  private static HostVerdict over(Evidence evidence, Function<DovecotConfig, HostVerdict> judge) {
    Optional<Quote> absent = Presence.absent(evidence, "dovecot");
    if (absent.isPresent() && evidence.under("dovecot/").isEmpty()) {
      return HostVerdict.notApplicable(absent.get(), Sentence.of("host.not-on-host", "Dovecot"));
    }
    return DovecotConfig.of(evidence)
        .map(judge)
        .orElseGet(() -> HostVerdict.missing(DovecotConfig.CHANGED));
  }

  /** AUTH-006: a passdb and a userdb, and not several by mistake. */
  public static HostVerdict accounts(Evidence evidence) {
    return over(
        evidence,
        config -> {
          List<DovecotConfig.Placed> passwords = sources(config, "passdb");
          List<DovecotConfig.Placed> users = config.blocks("userdb");
          for (DovecotConfig.Placed source : passwords) {
            Optional<DovecotSetting> open =
                source.block().settings().stream()
                    .filter(s -> s.value().contains("nopassword"))
                    .findFirst();
            if (open.isPresent()) {
              return HostVerdict.fail(
                  source.quote(open.get()), Sentence.of("dovecot.passdb-without-password"));
            }
          }
          if (passwords.isEmpty()) {
            return HostVerdict.fail(config.quote(), Sentence.of("dovecot.no-passdb"));
          }
          if (users.isEmpty()) {
            return HostVerdict.partial(passwords.get(0).quote(), Sentence.of("dovecot.no-userdb"));
          }
          return passwords.size() > 1
              ? HostVerdict.partial(
                  passwords.get(1).quote(), Sentence.of("dovecot.several-passdb", passwords.size()))
              : HostVerdict.pass(passwords.get(0).quote(), Sentence.of("dovecot.one-passdb"))
                  .indicative();
        });
  }

  /** Those that prove passwords: not the ones for masters and for denials. */
  private static List<DovecotConfig.Placed> sources(DovecotConfig config, String type) {
    return config.blocks(type).stream()
        .filter(p -> !is(p, "master") && !is(p, "deny") && !is(p, "passdb_master"))
        .toList();
  }

  private static boolean is(DovecotConfig.Placed placed, String name) {
    return placed
        .block()
        .setting(name)
        .map(s -> TO_CACHE_OR_DENY.contains(s.value()))
        .orElse(false);
  }

  /** AUTH-007: no mechanism for which passwords are kept recoverable. */
  public static HostVerdict mechanisms(Evidence evidence) {
    return over(
        evidence,
        config -> {
          Optional<DovecotConfig.WordList> list = config.words("auth_mechanisms");
          if (list.isEmpty()) {
            return DovecotAssessors.unknown(config, "auth_mechanisms");
          }
          List<String> bad =
              list.get().words().stream().filter(DovecotLogin.BAD::contains).toList();
          String all = String.join(" ", list.get().words());
          HostVerdict verdict =
              bad.isEmpty()
                  ? HostVerdict.pass(
                      list.get().quote(), Sentence.of("dovecot.no-recoverable-passwords", all))
                  : HostVerdict.fail(
                      list.get().quote(),
                      Sentence.of("dovecot.recoverable-passwords", String.join(", ", bad)));
          return list.get().byDefault() ? verdict.indicative() : verdict;
        });
  }

  /** AUTH-008, the part of the mailbox server. */
  public static HostVerdict cleartext(Evidence evidence) {
    return over(evidence, DovecotLogin::plaintext);
  }

  /** TLS-011, the part of the mailbox server. */
  public static HostVerdict versions(Evidence evidence) {
    return over(evidence, DovecotTls::versions);
  }

  /** TLS-012, the part of the mailbox server. */
  public static HostVerdict ciphers(Evidence evidence) {
    return over(evidence, DovecotTls::ciphers);
  }

  /** AUTH-009: failed logins are logged with user and address. */
  public static HostVerdict failures(Evidence evidence) {
    return over(
        evidence,
        config -> {
          Optional<Setting> verbose = config.value("auth_verbose");
          if (verbose.map(Setting::on).orElse(false)) {
            return verbose.orElseThrow().pass(Sentence.of("dovecot.failures-logged"));
          }
          Optional<Setting> elements = config.value("login_log_format_elements");
          if (elements.isPresent()) {
            String value = elements.get().value();
            boolean user = value.contains("%u") || value.contains("%{user}");
            boolean address =
                value.contains("%r") || value.contains("%{remote_ip}") || value.contains("rip=");
            return user && address
                ? elements.get().pass(Sentence.of("dovecot.failures-logged-by-elements"))
                : elements.get().fail(Sentence.of("dovecot.failures-without-who"));
          }
          return verbose
              .map(
                  no ->
                      HostVerdict.pass(no.quote(), Sentence.of("dovecot.verbose-off")).indicative())
              .orElseGet(
                  () ->
                      HostVerdict.pass(config.quote(), Sentence.of("dovecot.failures-by-default"))
                          .indicative());
        });
  }

  /** AUTH-010: a policy service, where there is one. */
  public static HostVerdict policy(Evidence evidence) {
    return over(
        evidence,
        config -> {
          Optional<Setting> url = config.value("auth_policy_server_url");
          if (url.isEmpty()) {
            return HostVerdict.fail(config.quote(), Sentence.of("dovecot.policy-not-set"))
                .indicative();
          }
          return url.get().value().isEmpty()
              ? url.get().fail(Sentence.of("dovecot.no-policy"))
              : url.get().pass(Sentence.of("dovecot.policy"));
        });
  }

  /**
   * The socket that Dovecot offers for the logins of a mail server.
   *
   * @param path as Postfix names it, relative to its queue directory, or whole
   * @return not applicable when Dovecot is not there; not assessed when its configuration is not
   */
  public static HostVerdict socket(Evidence evidence, String path) {
    return over(
        evidence,
        config -> {
          for (DovecotConfig.Placed service : config.blocks("service")) {
            if (!service.block().name().equals("auth")) {
              continue;
            }
            for (DovecotBlock listener : service.block().blocks()) {
              String name =
                  listener.setting("path").map(DovecotSetting::value).orElse(listener.name());
              if (name.equals(path) || name.endsWith("/" + path)) {
                return HostVerdict.pass(
                    service.file().quote(listener.line()), Sentence.of("dovecot.socket", path));
              }
            }
          }
          return HostVerdict.fail(config.quote(), Sentence.of("dovecot.no-socket", path));
        });
  }
}
