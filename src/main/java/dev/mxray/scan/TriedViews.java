package dev.mxray.scan;

import dev.mxray.check.smtp.ActiveObservation;
import dev.mxray.check.smtp.Injected;
import dev.mxray.check.smtp.ServerObservation.Said;
import dev.mxray.mcss.ServerView;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what was tried out at servers into what the assessment of controls leans on. */
final class TriedViews {
  private TriedViews() {}

  static ServerView.@Nullable Tried of(
      @Nullable Injected injected, @Nullable ActiveObservation active) {
    if (injected == null && active == null) {
      return null;
    }
    return new ServerView.Tried(
        injected == null ? null : obeyed(injected),
        active == null ? null : active.relays().orElse(null),
        active == null ? null : negated(accepted(active.mailBeforeHelo())),
        active == null ? null : active.tellsRecipients().orElse(null),
        active == null ? Map.of() : roles(active));
  }

  private static Map<String, Boolean> roles(ActiveObservation active) {
    var roles = new HashMap<String, Boolean>();
    put(roles, "postmaster", active.postmaster());
    put(roles, "abuse", active.abuse());
    put(roles, "security", active.security());
    put(roles, "hostmaster", active.hostmaster());
    return roles;
  }

  private static void put(Map<String, Boolean> roles, String role, @Nullable Said reply) {
    Boolean accepted = accepted(reply);
    if (reply != null && accepted != null && !reply.isAboutClient()) {
      roles.put(role, accepted);
    }
  }

  private static @Nullable Boolean obeyed(Injected injected) {
    return switch (injected.outcome()) {
      case OBEYED -> true;
      case NOT_OBEYED -> false;
      case UNSEEN -> null;
    };
  }

  /** Null for what was only deferred, or not answered. */
  private static @Nullable Boolean accepted(@Nullable Said reply) {
    if (reply == null) {
      return null;
    }
    return switch (reply.code() / 100) {
      case 2 -> true;
      case 5 -> false;
      default -> null;
    };
  }

  private static @Nullable Boolean negated(@Nullable Boolean value) {
    return value == null ? null : !value;
  }
}
