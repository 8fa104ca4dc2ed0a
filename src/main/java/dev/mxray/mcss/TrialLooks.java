package dev.mxray.mcss;

import dev.mxray.mcss.ServerView.Tried;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one server shows of the controls about what strangers may do, where that was tried out. */
final class TrialLooks {
  private TrialLooks() {}

  static Sight refusesStrangers(ServerView server, OutsideView view) {
    return tried(
        server, Tried::relays, "a recipient elsewhere was accepted", "relaying was refused");
  }

  static Sight wantsIntroduction(ServerView server, OutsideView view) {
    return tried(
        server,
        tried -> not(tried.heloNeeded()),
        "MAIL was accepted before HELO",
        "MAIL was refused before HELO");
  }

  static Sight keepsRecipients(ServerView server, OutsideView view) {
    return tried(
        server,
        Tried::tellsRecipients,
        "VRFY or EXPN tells who exists",
        "VRFY and EXPN tell nothing");
  }

  static Sight dropsPlaintext(ServerView server, OutsideView view) {
    return tried(
        server,
        Tried::obeysPlaintext,
        "a command in the clear was obeyed inside TLS",
        "a command in the clear was dropped");
  }

  /** Whether mail to a role of RFC 2142 is taken. */
  static ServerRule.Look takes(String role) {
    return (server, view) ->
        tried(
            server,
            tried -> not(tried.accepted().get(role)),
            "mail to " + role + " was refused",
            "mail to " + role + " was accepted");
  }

  private static @Nullable Boolean not(@Nullable Boolean value) {
    return value == null ? null : !value;
  }

  private static Sight tried(
      ServerView server, Function<Tried, @Nullable Boolean> fault, String bad, String good) {
    Tried tried = server.tried();
    Boolean seen = tried == null ? null : fault.apply(tried);
    if (seen == null) {
      return Sight.unseen(tried == null ? "it was not tried" : "it could not be told");
    }
    return seen ? Sight.bad(bad) : Sight.good(good);
  }
}
