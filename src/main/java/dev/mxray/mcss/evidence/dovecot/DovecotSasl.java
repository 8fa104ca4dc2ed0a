package dev.mxray.mcss.evidence.dovecot;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Presence;
import dev.mxray.mcss.evidence.host.Setting;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What Dovecot's configuration says of logins, its own and those that it checks for others. */
public final class DovecotSasl {
  /** Mechanisms for which passwords have to be kept recoverable, or that prove nothing. */
  private static final Set<String> BAD =
      Set.of("anonymous", "apop", "cram-md5", "digest-md5", "ntlm", "rpa", "lanman", "skey");

  private static final Set<String> TO_CACHE_OR_DENY = Set.of("yes");

  private DovecotSasl() {}

  private static HostVerdict over(Evidence evidence, Function<DovecotConfig, HostVerdict> judge) {
    Optional<Quote> absent = Presence.absent(evidence, "dovecot");
    if (absent.isPresent() && evidence.under("dovecot/").isEmpty()) {
      return HostVerdict.notApplicable(absent.get(), "Dovecot is not on this host.");
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
                  source.quote(open.get()), "This passdb lets everybody in without a password.");
            }
          }
          if (passwords.isEmpty()) {
            return HostVerdict.fail(config.quote(), "No passdb is configured: nobody can log in.");
          }
          if (users.isEmpty()) {
            return HostVerdict.partial(
                passwords.get(0).quote(), "A passdb is configured, but no userdb.");
          }
          return passwords.size() > 1
              ? HostVerdict.partial(
                  passwords.get(1).quote(),
                  passwords.size() + " passdb are asked one after the other for the same logins.")
              : HostVerdict.pass(
                      passwords.get(0).quote(),
                      "One passdb and a userdb are configured. Whether they answer is not told.")
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
          List<String> bad = list.get().words().stream().filter(BAD::contains).toList();
          String all = String.join(" ", list.get().words());
          HostVerdict verdict =
              bad.isEmpty()
                  ? HostVerdict.pass(
                      list.get().quote(),
                      "Mechanisms are on that need no recoverable password: " + all + ".")
                  : HostVerdict.fail(
                      list.get().quote(),
                      "Mechanisms are on that should not be: " + String.join(", ", bad) + ".");
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
            return verbose.orElseThrow().pass("Failed logins are logged: auth_verbose is yes.");
          }
          Optional<Setting> elements = config.value("login_log_format_elements");
          if (elements.isPresent()) {
            String value = elements.get().value();
            boolean user = value.contains("%u") || value.contains("%{user}");
            boolean address =
                value.contains("%r") || value.contains("%{remote_ip}") || value.contains("rip=");
            return user && address
                ? elements
                    .get()
                    .pass("The login services log failures themselves, with user and address.")
                : elements
                    .get()
                    .fail("The lines of the login services lack the user or the address.");
          }
          return verbose
              .map(
                  no ->
                      HostVerdict.pass(
                              no.quote(),
                              "auth_verbose is off; by default the login services log failures themselves.")
                          .indicative())
              .orElseGet(
                  () ->
                      HostVerdict.pass(
                              config.quote(),
                              "Neither auth_verbose nor login_log_format_elements is set; by default the login"
                                  + " services log failures themselves, with user and address.")
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
            return HostVerdict.fail(
                    config.quote(), "auth_policy_server_url is not set, and its default is empty.")
                .indicative();
          }
          return url.get().value().isEmpty()
              ? url.get()
                  .fail("No policy service watches the logins: auth_policy_server_url is empty.")
              : url.get()
                  .pass("A policy service watches the logins: auth_policy_server_url is set.");
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
                    service.file().quote(listener.line()),
                    "Dovecot offers the socket " + path + ".");
              }
            }
          }
          return HostVerdict.fail(
              config.quote(), "Dovecot's service auth offers no socket " + path + ".");
        });
  }
}
