package dev.mxray.mcss;

import dev.mxray.mcss.ServerView.Tried;
import dev.mxray.text.Sentence;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one server shows of the controls about what strangers may do, where that was tried out. */
final class TrialLooks {
  private TrialLooks() {}

  static Sight refusesStrangers(ServerView server, OutsideView view) {
    return tried(
        server,
        Tried::relays,
        Sentence.of("server.relays"),
        Sentence.of("server.refuses-relaying"));
  }

  static Sight wantsIntroduction(ServerView server, OutsideView view) {
    return tried(
        server,
        tried -> not(tried.heloNeeded()),
        Sentence.of("server.mail-before-helo"),
        Sentence.of("server.no-mail-before-helo"));
  }

  static Sight keepsRecipients(ServerView server, OutsideView view) {
    return tried(
        server,
        Tried::tellsRecipients,
        Sentence.of("server.tells-recipients"),
        Sentence.of("server.keeps-recipients"));
  }

  static Sight dropsPlaintext(ServerView server, OutsideView view) {
    return tried(
        server,
        Tried::obeysPlaintext,
        Sentence.of("server.obeys-plaintext"),
        Sentence.of("server.drops-plaintext"));
  }

  /** Whether mail to a role of RFC 2142 is taken. */
  static ServerRule.Look takes(String role) {
    return (server, view) ->
        tried(
            server,
            tried -> not(tried.accepted().get(role)),
            Sentence.of("server.refuses-role", role),
            Sentence.of("server.takes-role", role));
  }

  private static @Nullable Boolean not(@Nullable Boolean value) {
    return value == null ? null : !value;
  }

  private static Sight tried(
      ServerView server, Function<Tried, @Nullable Boolean> fault, Sentence bad, Sentence good) {
    Tried tried = server.tried();
    Boolean seen = tried == null ? null : fault.apply(tried);
    if (seen == null) {
      return Sight.unseen(
          tried == null ? Sentence.of("server.not-tried") : Sentence.of("server.not-told"));
    }
    return seen ? Sight.bad(bad) : Sight.good(good);
  }
}
