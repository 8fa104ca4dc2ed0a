package dev.mxray.mcss.evidence.cyrus;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whom Cyrus lets in, and what of. */
final class CyrusAccounts {
  /** More are no few any more. */
  private static final int FEW = 3;

  private static final Set<String> ROLES =
      Set.of(
          "cyrus",
          "cyrusadmin",
          "cyradm",
          "cyrus-admin",
          "admin",
          "administrator",
          "mailadmin",
          "imapadmin",
          "mailproxy",
          "murder",
          "backup",
          "repl",
          "replication",
          "sync");

  private CyrusAccounts() {}

  static HostVerdict verification(ImapdConf conf) {
    return CyrusAssessors.on(
        conf,
        conf.value("sasl_pwcheck_method"),
        "sasl_pwcheck_method",
        set -> {
          List<String> methods = words(set);
          if (methods.contains("alwaystrue")) {
            return set.fail("Every password is taken as right.");
          }
          return methods.contains("auxprop") ? stored(conf, set) : verified(set, methods);
        });
  }

  private static HostVerdict verified(Setting set, List<String> methods) {
    return methods.contains("saslauthd")
        ? set.pass("saslauthd verifies passwords.")
        : set.partial("Passwords are verified by " + set.value() + ".");
  }

  private static HostVerdict stored(ImapdConf conf, Setting set) {
    Optional<Setting> plugin = conf.value("sasl_auxprop_plugin");
    if (plugin.isEmpty()) {
      return set.fail(
          "Passwords are compared with stores of SASL; none is chosen, and sasldb,"
              + " which keeps them as they are, is the usual one.");
    }
    return words(plugin.get()).contains("sasldb")
        ? plugin.get().fail("sasldb keeps passwords as they are.")
        : plugin
            .get()
            .partial(
                "Passwords come from "
                    + plugin.get().value()
                    + "; how they are kept there is not told.");
  }

  private static List<String> words(Setting set) {
    return Stream.of(set.value().toLowerCase(Locale.ROOT).split("[\\s,]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  static HostVerdict domains(Evidence evidence) {
    Optional<ImapdConf> conf = ImapdConf.of(evidence);
    return conf.isEmpty()
        ? HostVerdict.missing(ImapdConf.FILE)
        : CyrusAssessors.on(
            conf.get(),
            conf.get().value("virtdomains"),
            "virtdomains",
            set -> domains(evidence, conf.get(), set));
  }

  private static HostVerdict domains(Evidence evidence, ImapdConf conf, Setting set) {
    if (set.is("userid") || set.on()) {
      boolean named =
          conf.value("defaultdomain").filter(one -> one.defaultOf() == null).isPresent();
      if (!named) {
        return set.partial("Domains are kept apart, but defaultdomain is not set.");
      }
      return set.is("userid")
          ? set.pass("Domains are kept apart by the name at login, and defaultdomain is set.")
          : set.partial("Domains are kept apart also by the address that was connected to.");
    }
    String postconf = "postfix/config_active/postconf_n.txt";
    Optional<EvidenceFile> postfix = evidence.file(postconf);
    if (postfix.isEmpty()) {
      return HostVerdict.notAssessed(
          "virtdomains is off, and the evidence holds no "
              + postconf
              + " to tell how many domains are hosted.");
    }
    for (int line = 1; line <= postfix.get().lines().size(); line++) {
      if (postfix
          .get()
          .lines()
          .get(line - 1)
          .matches("virtual_(mailbox|alias)_domains *= *\\S.*")) {
        return HostVerdict.fail(
            set.quote(), "virtdomains is off, and the mail server hosts domains beside its own.");
      }
    }
    return set.pass("virtdomains is off, and the mail server names no hosted domain.").indicative();
  }

  static HostVerdict warning(ImapdConf conf) {
    Optional<Setting> percent = conf.value("quotawarnpercent", "quotawarn");
    Optional<Setting> size =
        Stream.of("quotawarnkb", "quotawarnmsg")
            .flatMap(name -> conf.value(name).stream())
            .filter(set -> set.value().matches("0*[1-9]\\d*.*"))
            .findFirst();
    if (percent.isEmpty() && size.isPresent()) {
      return size.get().pass("Users are warned when little is left.");
    }
    return CyrusAssessors.on(
        conf,
        percent,
        "quotawarnpercent",
        set ->
            set.value().matches("[1-9]\\d?")
                ? set.pass("Users are warned when " + set.value() + " % of their quota are used.")
                : size.map(one -> one.pass("Users are warned when little is left."))
                    .orElseGet(() -> set.fail("Users are not warned before their quota is full.")));
  }

  static HostVerdict administrators(ImapdConf conf) {
    return CyrusAssessors.on(
        conf,
        conf.value("admins"),
        "admins",
        set -> {
          List<String> names = words(set);
          if (names.size() > FEW) {
            return set.fail(names.size() + " accounts may administer.");
          }
          List<String> personal =
              names.stream().filter(name -> !ROLES.contains(name.replaceFirst("@.*", ""))).toList();
          return personal.isEmpty()
              ? set.pass(
                  names.isEmpty()
                      ? "No account may administer."
                      : "Only " + String.join(", ", names) + " may administer.")
              : set.partial(
                  "Few accounts may administer, but "
                      + String.join(", ", personal)
                      + " may be that of a person.");
        });
  }
}
