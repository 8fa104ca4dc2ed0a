package dev.mxray.check.mailbox;

import dev.mxray.check.mailbox.MailboxServer.Abilities;
import dev.mxray.check.smtp.Injected;
import dev.mxray.check.smtp.ServerObservation.State;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.net.mail.Injection;
import dev.mxray.net.mail.MailboxCapabilities;
import dev.mxray.net.mail.MailboxDialogue;
import dev.mxray.net.mail.MailboxProtocol;
import dev.mxray.net.mail.MailboxReply;
import dev.mxray.net.mail.MailboxReply.Status;
import dev.mxray.net.mail.MailboxTarget;
import org.jspecify.annotations.Nullable;

/** Makes an observation of what was said. */
final class MailboxReading {
  private MailboxReading() {}

  static MailboxServer of(
      MailboxTarget target,
      boolean announced,
      MailboxDialogue said,
      @Nullable TlsObservation tls,
      @Nullable Injection injection) {
    MailboxReply greeting = said.greeting();
    return new MailboxServer(
        switch (target.protocol()) {
          case IMAP -> MailboxServer.Protocol.IMAP;
          case POP3 -> MailboxServer.Protocol.POP3;
          case SIEVE -> MailboxServer.Protocol.SIEVE;
        },
        target.host(),
        target.address().toString(),
        target.port(),
        announced,
        target.implicitTls(),
        state(said),
        greeting == null ? null : words(target, greeting),
        abilities(said.capabilities()),
        abilities(said.capabilitiesInsideTls()),
        said.identity(),
        tls,
        said.refusedUsual(),
        said.faults(),
        injection == null ? null : Injected.of(injection),
        said.ending(),
        said.transcript(),
        said.millis());
  }

  /** What it says to people, as it was sent but for the quotes of ManageSieve. */
  private static String words(MailboxTarget target, MailboxReply greeting) {
    String text = greeting.text();
    return target.protocol() == MailboxProtocol.SIEVE && text.startsWith("\"")
        ? MailboxCapabilities.unquoted(text)
        : text;
  }

  private static @Nullable Abilities abilities(@Nullable MailboxCapabilities capabilities) {
    return capabilities == null
        ? null
        : new Abilities(
            capabilities.words(),
            capabilities.auth(),
            capabilities.passwords(),
            capabilities.offersTls());
  }

  private static State state(MailboxDialogue said) {
    MailboxReply greeting = said.greeting();
    if (greeting != null) {
      return greeting.status() == Status.OK || greeting.status() == Status.PREAUTH
          ? State.OPEN
          : State.REJECTED;
    }
    return State.withoutGreeting(said.ending());
  }
}
