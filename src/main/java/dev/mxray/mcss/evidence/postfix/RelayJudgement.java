package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may relay, by going through all lists of restrictions as smtpd(8) does: a refusal in any of
 * them is final, a permission ends only the list that it stands in.
 */
final class RelayJudgement {
  private static final List<String> LISTS =
      List.of(
          "smtpd_relay_restrictions",
          "smtpd_recipient_restrictions",
          "smtpd_client_restrictions",
          "smtpd_helo_restrictions",
          "smtpd_sender_restrictions");

  private RelayJudgement() {}

  /** POSTFIX-004: no stranger relays by any server that other machines reach. */
  static HostVerdict relay(PostfixConfig config) {
    List<MasterService> servers = config.publicServers();
    if (config.master().isEmpty()) {
      return of(config, Optional.empty()).indicative();
    }
    if (servers.isEmpty()) {
      Quote quote = config.master().orElseThrow().quote();
      return HostVerdict.notApplicable(quote, "No SMTP server of Postfix is reachable by others.");
    }
    return servers.stream()
        .map(server -> of(config, Optional.of(server)))
        .reduce(Judgement::worse)
        .orElseThrow();
  }

  private record Walked(Setting list, RestrictionWalk.Result result) {}

  private static HostVerdict of(PostfixConfig config, Optional<MasterService> server) {
    var walks = new ArrayList<Walked>();
    for (String name : LISTS) {
      Optional<Setting> list = config.setting(server.orElse(null), name);
      if (list.isEmpty()) {
        if (name.equals(LISTS.get(0))) {
          return config.untold(name);
        }
        continue;
      }
      walks.add(
          new Walked(
              list.get(),
              RestrictionWalk.of(config, server, list.get(), RestrictionWalk.Wish.RELAY)));
    }
    String where = server.map(s -> "Service " + s.name() + ": ").orElse("");
    return walks.stream()
        .filter(walked -> walked.result.refusesForSure())
        .findFirst()
        .map(walked -> refused(walked, where))
        .orElseGet(() -> notRefused(walks, where));
  }

  private static HostVerdict refused(Walked walked, String where) {
    Setting list = walked.list;
    String decider = walked.result.decider();
    return list.resting(
        HostVerdict.pass(
            list.quote(decider),
            where
                + decider
                + " in "
                + list.name()
                + " refuses foreign recipients before anything permits a stranger."));
  }

  private static HostVerdict notRefused(List<Walked> walks, String where) {
    for (Walked walked : walks) {
      if (walked.result.end() == RestrictionWalk.End.REFUSED) {
        String open = walked.result.mayPermit().get(0);
        return walked.list.resting(
            HostVerdict.partial(
                walked.list.quote(firstWord(open)),
                where
                    + walked.result.decider()
                    + " in "
                    + walked.list.name()
                    + " comes behind "
                    + open
                    + ", which may permit strangers to relay."));
      }
    }
    for (Walked walked : walks) {
      boolean decides =
          walked.list.name().equals(LISTS.get(0)) || walked.list.name().equals(LISTS.get(1));
      if (decides && walked.result.end() == RestrictionWalk.End.PERMITTED) {
        return HostVerdict.fail(
            walked.list.quote(walked.result.decider()),
            where
                + walked.result.decider()
                + " in "
                + walked.list.name()
                + " permits everybody to relay, and no list refuses.");
      }
    }
    Setting first = walks.get(0).list;
    return first.resting(
        HostVerdict.fail(
            first.quote(),
            where + "No list of restrictions refuses foreign recipients of strangers."));
  }

  private static String firstWord(String text) {
    int blank = text.indexOf(' ');
    return blank < 0 ? text : text.substring(0, blank);
  }

  /** POSTFIX-003: mynetworks holds own machines only. */
  static HostVerdict networks(PostfixConfig config) {
    Optional<Setting> own = config.setting("mynetworks");
    if (own.isPresent()) {
      return ownNetworks(config, own.get());
    }
    return config
        .setting("mynetworks_style")
        .map(style -> style.resting(byStyle(style)))
        .orElseGet(() -> config.untold("mynetworks"));
  }

  private static HostVerdict byStyle(Setting style) {
    Quote quote = style.quote();
    return switch (style.value().strip()) {
      case "host" ->
          HostVerdict.pass(
              quote, "mynetworks is not set, and " + style.said() + ": this host only.");
      case "subnet" ->
          HostVerdict.partial(
              quote,
              "mynetworks is not set, and "
                  + style.said()
                  + ": all machines of the networks that its interfaces are in.");
      case "class" ->
          HostVerdict.fail(
              quote,
              "mynetworks is not set, and "
                  + style.said()
                  + ": the whole class A, B or C networks of its addresses.");
      default ->
          HostVerdict.notAssessed(quote.place() + ": " + style.said() + " is no known style.");
    };
  }

  private static HostVerdict ownNetworks(PostfixConfig config, Setting setting) {
    var entries = new ArrayList<Networks.Entry>();
    var unread = new ArrayList<String>();
    Networks networks = Networks.of(setting.value());
    entries.addAll(networks.entries());
    for (String reference : networks.references()) {
      Optional<Networks> table =
          config
              .table(reference)
              .filter(file -> !file.truncated())
              .map(file -> Networks.of(leftSides(file.lines(), reference.indexOf(':') > 0)));
      table.ifPresentOrElse(found -> entries.addAll(found.entries()), () -> unread.add(reference));
    }
    return byReach(setting, entries, unread);
  }

  /** A file holds patterns; a table has a pattern and then a result in each line. */
  private static String leftSides(List<String> lines, boolean table) {
    var all = new StringBuilder();
    for (String line : lines) {
      String text = line.strip();
      if (!text.startsWith("#") && !text.isEmpty()) {
        all.append(table ? text.split("\\s+", 2)[0] : text).append(' ');
      }
    }
    return all.toString();
  }

  private static HostVerdict byReach(
      Setting setting, List<Networks.Entry> entries, List<String> unread) {
    Networks.@org.jspecify.annotations.Nullable Entry widest = null;
    for (Networks.Entry entry : entries) {
      if (!entry.excluded() && (widest == null || entry.reach().compareTo(widest.reach()) > 0)) {
        widest = entry;
      }
    }
    if (widest != null && widest.reach() == Networks.Reach.STRANGERS) {
      return HostVerdict.fail(
          setting.quote(widest.text()),
          "mynetworks holds " + widest.text() + ", where strangers have addresses.");
    }
    if (!unread.isEmpty()) {
      return HostVerdict.notAssessed(
          setting.quote(unread.get(0)).place()
              + ": mynetworks takes networks from "
              + unread.get(0)
              + ", which the evidence does not hold as addresses.");
    }
    if (widest != null && widest.reach() == Networks.Reach.WIDE) {
      return HostVerdict.partial(
          setting.quote(widest.text()),
          "mynetworks holds " + widest.text() + ", a wide range of public addresses.");
    }
    return setting.resting(
        HostVerdict.pass(
            setting.quote(),
            "mynetworks holds loopback, private and small own networks only: "
                + setting.value()
                + "."));
  }
}
