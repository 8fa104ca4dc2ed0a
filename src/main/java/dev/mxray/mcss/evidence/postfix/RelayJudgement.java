package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * POSTFIX-004: who may relay, by going through all lists of restrictions as smtpd(8) does: a
 * refusal in any of them is final, a permission ends only the list that it stands in.
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

  /** No stranger relays by any server that other machines reach. */
  static HostVerdict of(PostfixConfig config) {
    List<MasterService> servers = config.publicServers();
    if (config.master().isEmpty()) {
      return of(config, Optional.empty()).indicative();
    }
    if (servers.isEmpty()) {
      Quote quote = config.master().orElseThrow().quote();
      return HostVerdict.notApplicable(quote, Sentence.of("postfix.no-public-server"));
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
    return walks.stream()
        .filter(walked -> walked.result.refusesForSure())
        .findFirst()
        .map(walked -> refused(walked, server))
        .orElseGet(() -> notRefused(walks, server));
  }

  /** The same, said of the service that it holds for. */
  private static Sentence at(Optional<MasterService> server, Sentence reason) {
    return server.map(s -> Sentence.of("postfix.of-service", s.name(), reason)).orElse(reason);
  }

  private static HostVerdict refused(Walked walked, Optional<MasterService> server) {
    Setting list = walked.list;
    String decider = walked.result.decider();
    return list.resting(
        HostVerdict.pass(
            list.quote(decider),
            at(server, Sentence.of("postfix.relay-refused", decider, list.name()))));
  }

  private static HostVerdict notRefused(List<Walked> walks, Optional<MasterService> server) {
    for (Walked walked : walks) {
      if (walked.result.end() == RestrictionWalk.End.REFUSED) {
        String open = walked.result.mayPermit().get(0);
        return walked.list.resting(
            HostVerdict.partial(
                walked.list.quote(Words.first(open)),
                at(
                    server,
                    Sentence.of(
                        "postfix.relay-behind",
                        walked.result.decider(),
                        walked.list.name(),
                        open))));
      }
    }
    for (Walked walked : walks) {
      boolean decides =
          walked.list.name().equals(LISTS.get(0)) || walked.list.name().equals(LISTS.get(1));
      if (decides && walked.result.end() == RestrictionWalk.End.PERMITTED) {
        return HostVerdict.fail(
            walked.list.quote(walked.result.decider()),
            at(
                server,
                Sentence.of("postfix.relay-open", walked.result.decider(), walked.list.name())));
      }
    }
    Setting first = walks.get(0).list;
    return first.resting(
        HostVerdict.fail(first.quote(), at(server, Sentence.of("postfix.relay-not-refused"))));
  }
}
