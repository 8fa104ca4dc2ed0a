package dev.mxray.report;

import dev.mxray.check.mailbox.MailboxServer;
import dev.mxray.check.smtp.ActiveObservation;
import dev.mxray.check.smtp.ServerObservation;
import org.jspecify.annotations.Nullable;

/**
 * What the dialogue with one port gave away, as values.
 *
 * @param version the words that name a version of the software; null when there are none
 * @param connections that this scan opened to the port, all trials included
 * @param mailBeforeTls whether a submission port takes MAIL from somebody without TLS and without a
 *     login; null where that was not tried, or could not be told
 * @param extensions null for mailbox servers, and where EHLO was not answered
 */
public record DialoguePart(
    @Nullable String version,
    int connections,
    @Nullable Boolean mailBeforeTls,
    @Nullable ExtensionsPart extensions) {

  static DialoguePart of(ServerObservation server) {
    ServerObservation.Hello last =
        server.ehloInsideTls() == null ? server.ehlo() : server.ehloInsideTls();
    ActiveObservation active = server.active();
    return new DialoguePart(
        server.version().orElse(null),
        0,
        active == null ? null : active.takesMailBeforeTls().orElse(null),
        last == null ? null : ExtensionsPart.of(last.capabilities()));
  }

  static DialoguePart of(MailboxServer server) {
    return new DialoguePart(
        server.version().orElse(null), 0, /* mailBeforeTls= */ null, /* extensions= */ null);
  }

  /** The same after so many connections. */
  DialoguePart after(int number) {
    return new DialoguePart(version, number, mailBeforeTls, extensions);
  }
}
