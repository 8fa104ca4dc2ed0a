package dev.mxray.mcss.evidence.alias;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.postfix.PostfixConfig;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names that the collector found in alias files, virtual maps and the accounts of the machine:
 * {@code alias: /etc/aliases:12 postmaster -> address} below {@code ## postmaster}.
 */
final class RoleAddresses {
  static final String FILE = "aliases/rfc2142_check.txt";

  /** The collector's word for an alias with an empty right side. */
  private static final String NOTHING = "nothing";

  private static final Pattern ALIAS =
      Pattern.compile("alias: (\\S+):([0-9]+) (\\S+) -> (.+?)\\s*");

  private static final Pattern CATCH_ALL = Pattern.compile("catch_all: (\\S+):([0-9]+)\\s*");

  private final EvidenceFile file;
  private final String role;
  private final List<Found> aliases = new ArrayList<>();
  private final List<Quote> unreadable = new ArrayList<>();
  private boolean asked;
  private @Nullable Quote account;
  private @Nullable Quote catchAll;
  private @Nullable Quote answer;

  private record Found(String name, String target, Quote quote) {
    /** The domain of an address in a virtual map; empty for a local name. */
    String domain() {
      int at = name.indexOf('@');
      return at < 0 ? "" : name.substring(at + 1).toLowerCase(Locale.ROOT);
    }

    boolean leadsNowhere() {
      return target.equals(NOTHING) || target.equals("/dev/null");
    }

    Sentence nowhere() {
      return target.equals(NOTHING)
          ? Sentence.of("alias.leads-to-nothing", name)
          : Sentence.of("alias.leads-to", name, target);
    }
  }

  private RoleAddresses(EvidenceFile file, String role) {
    this.file = file;
    this.role = role;
    boolean inside = false;
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1);
      if (text.startsWith("## ")) {
        inside = text.strip().equals("## " + role);
        asked |= inside;
      } else if (inside) {
        take(text, file.quote(line));
      }
    }
  }

  private void take(String text, Quote quote) {
    Matcher alias = ALIAS.matcher(text);
    if (alias.matches()) {
      aliases.add(new Found(alias.group(3), alias.group(4), quote));
    } else if (CATCH_ALL.matcher(text).matches()) {
      catchAll = quote;
    } else if (text.equals("account: " + role)) {
      account = quote;
    } else if (text.startsWith("unreadable: ")) {
      unreadable.add(quote);
    } else if (text.startsWith(role + ": ")) {
      answer = quote;
    }
  }

  static HostVerdict judge(Evidence evidence, String role) {
    Optional<EvidenceFile> file = evidence.file(FILE);
    if (file.isEmpty()) {
      return HostVerdict.missing(FILE);
    }
    var addresses = new RoleAddresses(file.get(), role);
    return addresses.asked
        ? addresses.judge(virtualDomains(evidence))
        : HostVerdict.notAssessed(Sentence.of("alias.name-untold", FILE, role));
  }

  private HostVerdict judge(Set<String> domains) {
    for (Found alias : aliases) {
      if (alias.leadsNowhere()) {
        return HostVerdict.fail(alias.quote, alias.nowhere());
      }
    }
    if (aliases.isEmpty() && account == null && catchAll == null) {
      Quote quote = answer == null ? file.quote() : answer;
      return unreadable.isEmpty()
          ? HostVerdict.fail(quote, Sentence.of("alias.nothing-has-the-name", role))
          : HostVerdict.notAssessed(
              Sentence.of("alias.file-unreadable", unreadable.get(0).place(), role));
    }
    return found(domains);
  }

  private HostVerdict found(Set<String> domains) {
    var lacking = new HashSet<>(domains);
    aliases.forEach(alias -> lacking.remove(alias.domain()));
    Quote quote = aliases.isEmpty() ? (account == null ? catchAll : account) : aliases.get(0).quote;
    Quote line = quote == null ? file.quote() : quote;
    if (!lacking.isEmpty() && catchAll == null) {
      return HostVerdict.partial(
          line,
          Sentence.of(
              "alias.not-in-all-domains",
              role,
              String.join(", ", lacking.stream().sorted().limit(5).toList())));
    }
    Optional<Found> program =
        aliases.stream().filter(alias -> alias.target.equals("program")).findFirst();
    if (program.isPresent()) {
      return HostVerdict.partial(program.get().quote, Sentence.of("alias.leads-to-program", role));
    }
    return HostVerdict.pass(line, Sentence.of("alias.takes-mail", role)).indicative();
  }

  /** Domains whose addresses the virtual maps must hold one by one, as far as they are named. */
  private static Set<String> virtualDomains(Evidence evidence) {
    var domains = new HashSet<String>();
    PostfixConfig.of(evidence)
        .ifPresent(
            config -> {
              for (String name : List.of("virtual_mailbox_domains", "virtual_alias_domains")) {
                config
                    .setting(name)
                    .filter(setting -> setting.isSet())
                    .ifPresent(
                        setting -> {
                          for (String word : setting.value().split("[\\s,]+")) {
                            if (word.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+")) {
                              domains.add(word.toLowerCase(Locale.ROOT));
                            }
                          }
                        });
              }
            });
    return domains;
  }
}
