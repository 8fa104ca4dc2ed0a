package dev.mxray.mcss.evidence.cyrus;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.text.Sentence;
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
            return set.fail(Sentence.of("cyrus.every-password"));
          }
          return methods.contains("auxprop") ? stored(conf, set) : verified(set, methods);
        });
  }

  private static HostVerdict verified(Setting set, List<String> methods) {
    return methods.contains("saslauthd")
        ? set.pass(Sentence.of("cyrus.saslauthd"))
        : set.partial(Sentence.of("cyrus.verified-by", set.value()));
  }

  private static HostVerdict stored(ImapdConf conf, Setting set) {
    Optional<Setting> plugin = conf.value("sasl_auxprop_plugin");
    if (plugin.isEmpty()) {
      return set.fail(Sentence.of("cyrus.no-store-chosen"));
    }
    return words(plugin.get()).contains("sasldb")
        ? plugin.get().fail(Sentence.of("cyrus.sasldb"))
        : plugin.get().partial(Sentence.of("cyrus.store-untold", plugin.get().value()));
  }

  private static List<String> words(Setting set) {
    return Stream.of(set.value().toLowerCase(Locale.ROOT).split("[\\s,]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  static HostVerdict domains(ImapdConf conf, Evidence evidence) {
    return CyrusAssessors.on(
        conf, conf.value("virtdomains"), "virtdomains", set -> domains(evidence, conf, set));
  }

  private static HostVerdict domains(Evidence evidence, ImapdConf conf, Setting set) {
    if (set.is("userid") || set.on()) {
      boolean named =
          conf.value("defaultdomain").filter(one -> one.defaultOf() == null).isPresent();
      if (!named) {
        return set.partial(Sentence.of("cyrus.no-default-domain"));
      }
      return set.is("userid")
          ? set.pass(Sentence.of("cyrus.domains-by-login"))
          : set.partial(Sentence.of("cyrus.domains-by-address"));
    }
    String postconf = "postfix/config_active/postconf_n.txt";
    Optional<EvidenceFile> postfix = evidence.file(postconf);
    if (postfix.isEmpty()) {
      return HostVerdict.notAssessed(Sentence.of("cyrus.domains-untold", postconf));
    }
    for (int line = 1; line <= postfix.get().lines().size(); line++) {
      if (postfix
          .get()
          .lines()
          .get(line - 1)
          .matches("virtual_(mailbox|alias)_domains *= *\\S.*")) {
        return HostVerdict.fail(set.quote(), Sentence.of("cyrus.domains-not-apart"));
      }
    }
    return set.pass(Sentence.of("cyrus.no-hosted-domain")).indicative();
  }

  static HostVerdict warning(ImapdConf conf) {
    Optional<Setting> percent = conf.value("quotawarnpercent", "quotawarn");
    Optional<Setting> size =
        Stream.of("quotawarnkb", "quotawarnmsg")
            .flatMap(name -> conf.value(name).stream())
            .filter(set -> set.value().matches("0*[1-9]\\d*.*"))
            .findFirst();
    if (percent.isEmpty() && size.isPresent()) {
      return size.get().pass(Sentence.of("cyrus.warned-by-size"));
    }
    return CyrusAssessors.on(
        conf,
        percent,
        "quotawarnpercent",
        set ->
            set.value().matches("[1-9]\\d?")
                ? set.pass(Sentence.of("cyrus.warned-by-percent", set.value()))
                : size.map(one -> one.pass(Sentence.of("cyrus.warned-by-size")))
                    .orElseGet(() -> set.fail(Sentence.of("cyrus.not-warned"))));
  }

  static HostVerdict administrators(ImapdConf conf) {
    return CyrusAssessors.on(
        conf,
        conf.value("admins"),
        "admins",
        set -> {
          List<String> names = words(set);
          if (names.size() > FEW) {
            return set.fail(Sentence.of("cyrus.many-administrators", names.size()));
          }
          List<String> personal =
              names.stream().filter(name -> !ROLES.contains(name.replaceFirst("@.*", ""))).toList();
          return personal.isEmpty()
              ? set.pass(
                  names.isEmpty()
                      ? Sentence.of("cyrus.no-administrator")
                      : Sentence.of("cyrus.few-administrators", String.join(", ", names)))
              : set.partial(
                  Sentence.of("cyrus.personal-administrators", String.join(", ", personal)));
        });
  }
}
