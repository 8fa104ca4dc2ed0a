package dev.mxray.scan;

import dev.mxray.check.mailbox.MailboxServer;
import dev.mxray.check.mailbox.MailboxServer.Abilities;
import dev.mxray.check.smtp.ServerObservation.Starttls;
import dev.mxray.mcss.ServerView;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns mailbox servers as they were seen into what the assessment of controls leans on. */
final class MailboxViews {
  private MailboxViews() {}

  static ServerView of(MailboxServer server) {
    Starttls starttls = server.starttls();
    Abilities clear = server.implicitTls() ? null : server.clear();
    Abilities inside = server.implicitTls() ? server.clear() : server.inside();
    Abilities last = inside != null ? inside : clear;
    return new ServerView(
        server.host(),
        server.address(),
        server.port(),
        ServerView.State.valueOf(server.state().name()),
        server.software().map(software -> software.toLowerCase(Locale.ROOT)).orElse(null),
        server.greeting(),
        last == null ? null : last.words(),
        starttls == null ? null : ServerView.StartTls.valueOf(starttls.name()),
        server.implicitTls() ? List.of() : logins(clear),
        logins(inside),
        ServerViews.session(server.tls()),
        server.tls() == null ? null : ServerViews.certificate(server.tls().certificate()),
        TriedViews.of(server.injection(), /* active= */ null));
  }

  /** The mechanisms, and LOGIN for the commands that send a password as it is. */
  private static @Nullable List<String> logins(@Nullable Abilities abilities) {
    return abilities == null
        ? null
        : Stream.concat(
                abilities.auth().stream(),
                abilities.passwords().stream()
                    .filter(way -> way.startsWith("command "))
                    .map(way -> "LOGIN"))
            .distinct()
            .toList();
  }
}
