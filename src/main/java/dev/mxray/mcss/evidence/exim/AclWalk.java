package dev.mxray.mcss.evidence.exim;

import dev.mxray.mcss.evidence.Quote;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through an access list for recipients as Exim does, for a client that nobody knows and that
 * wants to write to a foreign domain: not among own hosts, not logged in.
 */
final class AclWalk {
  /** Lists that call each other. */
  private static final int MAX_DEPTH = 8;

  /** Statements looked at in all. */
  private static final int MAX_STEPS = 5_000;

  /** How a list ends. */
  enum End {
    ACCEPTED,
    REFUSED
  }

  /**
   * @param decider the line that ended it; null when the end of the list did, which refuses
   * @param mayAccept the lines before that may accept by what the evidence does not show
   */
  record Result(End end, @Nullable Quote decider, List<Quote> mayAccept) {
    Result {
      mayAccept = List.copyOf(mayAccept);
    }
  }

  private final EximConfig config;
  private final EximLists lists;
  private int steps;

  AclWalk(EximConfig config) {
    this.config = config;
    this.lists = new EximLists(config);
  }

  Result through(Acl acl) {
    return through(acl, 0);
  }

  private Result through(Acl acl, int depth) {
    var mayAccept = new ArrayList<Quote>();
    for (Acl.Statement statement : acl.statements()) {
      if (++steps > MAX_STEPS) {
        mayAccept.add(statement.quote());
        break;
      }
      End end = end(statement, mayAccept, depth);
      if (end != null) {
        return new Result(end, statement.quote(), mayAccept);
      }
    }
    return new Result(End.REFUSED, null, mayAccept);
  }

  /** Null when the next statement is to be looked at. */
  private @Nullable End end(Acl.Statement statement, List<Quote> mayAccept, int depth) {
    switch (statement.verb()) {
      case "accept" -> {
        return accept(statement, mayAccept, depth);
      }
      case "deny", "drop", "defer", "discard" -> {
        return all(statement.items(), depth, Likelihood.NO) == Likelihood.YES ? End.REFUSED : null;
      }
      case "require" -> {
        return all(statement.items(), depth, Likelihood.YES) == Likelihood.NO ? End.REFUSED : null;
      }
      default -> {
        return null;
      }
    }
  }

  private @Nullable End accept(Acl.Statement statement, List<Quote> mayAccept, int depth) {
    int endpass = -1;
    for (int i = 0; i < statement.items().size(); i++) {
      if (statement.items().get(i).name().equals("endpass")) {
        endpass = i;
      }
    }
    Likelihood whole = all(statement.items(), depth, Likelihood.YES);
    if (whole == Likelihood.NO && endpass >= 0) {
      Likelihood before = all(statement.items().subList(0, endpass), depth, Likelihood.YES);
      return before == Likelihood.YES ? End.REFUSED : null;
    }
    if (whole == Likelihood.UNKNOWN) {
      mayAccept.add(statement.quote());
    }
    return whole == Likelihood.YES ? End.ACCEPTED : null;
  }

  /**
   * Whether all conditions hold.
   *
   * @param liked what the client makes of a condition that it decides: what lets it through
   */
  private Likelihood all(List<Acl.Item> items, int depth, Likelihood liked) {
    Likelihood all = Likelihood.YES;
    for (Acl.Item item : items) {
      Likelihood one = condition(item, depth);
      if (item.negated()) {
        one = one.not();
      }
      if (one == Likelihood.AS_IT_LIKES) {
        one = liked;
      }
      if (one == Likelihood.NO) {
        return Likelihood.NO;
      }
      if (one == Likelihood.UNKNOWN) {
        all = Likelihood.UNKNOWN;
      }
    }
    return all;
  }

  private Likelihood condition(Acl.Item item, int depth) {
    return switch (item.name()) {
      case "hosts" -> lists.host(item.value());
      case "domains" -> lists.foreignDomain(item.value());
      case "authenticated" -> Likelihood.NO;
      case "acl" -> called(item.value(), depth);
      case "condition" -> constant(item.value());
      case "recipients",
          "senders",
          "sender_domains",
          "local_parts",
          "encrypted",
          "verify",
          "dnslists",
          "ratelimit",
          "seen",
          "spf",
          "spf_guess",
          "dkim_signers",
          "dkim_status",
          "dmarc_status",
          "malware",
          "spam",
          "regex",
          "mime_regex",
          "decode" ->
          Likelihood.AS_IT_LIKES;
      // Modifiers always hold.
      default -> Likelihood.YES;
    };
  }

  private static Likelihood constant(String value) {
    return switch (value.strip()) {
      case "true", "yes", "1" -> Likelihood.YES;
      case "false", "no", "0", "" -> Likelihood.NO;
      default -> Likelihood.UNKNOWN;
    };
  }

  private Likelihood called(String name, int depth) {
    Acl acl = config.acls().get(name.strip());
    if (acl == null || depth >= MAX_DEPTH) {
      return Likelihood.UNKNOWN;
    }
    Result result = through(acl, depth + 1);
    if (result.end == End.ACCEPTED) {
      return Likelihood.YES;
    }
    return result.mayAccept.isEmpty() ? Likelihood.NO : Likelihood.UNKNOWN;
  }
}
