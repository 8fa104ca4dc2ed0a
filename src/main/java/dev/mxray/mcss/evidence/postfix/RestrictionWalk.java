package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.EvidenceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes through a list of restrictions as smtpd(8) would for a client that nobody knows: not in
 * mynetworks, not logged in, without a certificate.
 */
final class RestrictionWalk {
  /** Restriction classes within each other. */
  private static final int MAX_DEPTH = 10;

  /** Restrictions looked at; classes can multiply. */
  private static final int MAX_STEPS = 5_000;

  /** What the unknown client wants. */
  enum Wish {
    /** Mail to a domain that the server is not responsible for. */
    RELAY,
    /** Any mail at all. */
    ANY
  }

  /** What the list does with it. */
  enum End {
    REFUSED,
    /** A restriction permits before any refuses. */
    PERMITTED,
    /** No restriction decides; the end of a list permits. */
    UNDECIDED
  }

  /**
   * @param decider the restriction that ended it; empty when none did
   * @param mayPermit those before it that may permit by what the evidence does not show
   */
  record Result(End end, String decider, List<String> mayPermit) {
    Result {
      mayPermit = List.copyOf(mayPermit);
    }

    boolean refusesForSure() {
      return end == End.REFUSED && mayPermit.isEmpty();
    }
  }

  private final PostfixConfig config;
  private final Optional<MasterService> service;
  private final Wish wish;
  private final boolean everybodyIsOwn;
  private final List<String> mayPermit = new ArrayList<>();
  private int steps;

  private RestrictionWalk(
      PostfixConfig config, Optional<MasterService> service, Wish wish, boolean everybodyIsOwn) {
    this.config = config;
    this.service = service;
    this.wish = wish;
    this.everybodyIsOwn = everybodyIsOwn;
  }

  static Result of(PostfixConfig config, Optional<MasterService> service, Setting list, Wish wish) {
    boolean everybody =
        config
            .setting(service.orElse(null), "mynetworks")
            .map(own -> Networks.of(own.value()).holdEverybody())
            .orElse(false);
    var walk = new RestrictionWalk(config, service, wish, everybody);
    Step step = walk.through(list.value(), bareTable(list.name()), 0);
    return new Result(step.end, step.decider, walk.mayPermit);
  }

  private record Step(End end, String decider) {
    static final Step ON = new Step(End.UNDECIDED, "");
  }

  private static String bareTable(String list) {
    return switch (list) {
      case "smtpd_client_restrictions" -> "check_client_access";
      case "smtpd_helo_restrictions" -> "check_helo_access";
      case "smtpd_sender_restrictions" -> "check_sender_access";
      default -> "check_recipient_access";
    };
  }

  private Step through(String value, String bare, int depth) {
    for (Restriction restriction : Restriction.list(value, bare)) {
      if (++steps > MAX_STEPS) {
        return Step.ON; // undecided, so nothing is said to refuse
      }
      Step step = step(restriction, bare, depth);
      if (step.end != End.UNDECIDED) {
        return step;
      }
    }
    return Step.ON;
  }

  private Step step(Restriction restriction, String bare, int depth) {
    String name = restriction.name();
    return switch (name) {
      case "reject", "defer", "defer_if_permit" -> refused(restriction);
      case "reject_unauth_destination", "defer_unauth_destination", "check_relay_domains" ->
          wish == Wish.RELAY ? refused(restriction) : Step.ON;
      case "permit", "permit_naked_ip_address" -> new Step(End.PERMITTED, name);
      case "permit_mynetworks" -> everybodyIsOwn ? new Step(End.PERMITTED, name) : Step.ON;
      case "permit_sasl_authenticated",
          "permit_tls_clientcerts",
          "permit_inet_interfaces",
          "permit_dnswl_client",
          "permit_rhswl_client",
          "defer_if_reject",
          "sleep" ->
          Step.ON;
      case "permit_auth_destination" ->
          wish == Wish.RELAY ? Step.ON : new Step(End.PERMITTED, name);
      case "permit_tls_all_clientcerts", "permit_mx_backup", "check_policy_service" ->
          perhaps(restriction.toString());
      default -> {
        if (restriction.isTable()) {
          yield table(restriction);
        }
        yield name.startsWith("reject_") ? Step.ON : named(restriction, bare, depth);
      }
    };
  }

  private Step refused(Restriction restriction) {
    return restriction.onlyWarns() ? Step.ON : new Step(End.REFUSED, restriction.name());
  }

  private Step perhaps(String what) {
    mayPermit.add(what);
    return Step.ON;
  }

  private Step table(Restriction restriction) {
    Optional<EvidenceFile> file = config.table(restriction.argument());
    if (file.isEmpty() || file.get().truncated()) {
      return perhaps(restriction.toString());
    }
    return AccessTable.permitting(file.get())
        .map(line -> perhaps(restriction + " (" + line.quote("").place() + ")"))
        .orElse(Step.ON);
  }

  /** A restriction class, or a name that is none that we know. */
  private Step named(Restriction restriction, String bare, int depth) {
    String name = restriction.name();
    boolean isClass =
        config
            .setting("smtpd_restriction_classes")
            .map(classes -> Words.ofList(classes.value()).contains(name))
            .orElse(false);
    Optional<Setting> list =
        isClass && depth < MAX_DEPTH
            ? config.setting(service.orElse(null), name)
            : Optional.empty();
    return list.map(found -> through(found.value(), bare, depth + 1))
        .orElseGet(() -> perhaps(name));
  }
}
