package dev.mxray.check.smtp;

import dev.mxray.check.smtp.ServerObservation.Hello;
import dev.mxray.check.smtp.ServerObservation.Said;
import dev.mxray.check.smtp.ServerObservation.State;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.net.mail.Capabilities;
import dev.mxray.net.mail.Reply;
import dev.mxray.net.mail.SmtpDialogue;
import dev.mxray.net.mail.SmtpTarget;
import dev.mxray.observe.Observed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an observation of what was said. */
final class ServerReading {
  private static final int READY = 220;

  private ServerReading() {}

  static ServerObservation of(
      SmtpTarget target,
      SmtpDialogue said,
      @Nullable TlsObservation tls,
      @Nullable Observed<List<String>> nameAddresses,
      @Nullable Injected injected,
      @Nullable ActiveObservation active) {
    return new ServerObservation(
        target.host(),
        target.address().toString(),
        target.port(),
        target.implicitTls(),
        state(said),
        said(said.greeting()),
        hello(said.ehlo(), said.helo()),
        said(said.starttls()),
        tls,
        hello(said.ehloInsideTls(), /* helo= */ false),
        said.refusedUsual(),
        said.faults(),
        nameAddresses,
        injected,
        active,
        said.ending(),
        said.transcript(),
        said.millis());
  }

  private static State state(SmtpDialogue said) {
    Reply greeting = said.greeting();
    if (greeting != null) {
      return greeting.code() == READY
          ? State.OPEN
          : greeting.isNegative() ? State.REJECTED : State.PROTOCOL_ERROR;
    }
    return State.withoutGreeting(said.ending());
  }

  private static @Nullable Said said(@Nullable Reply reply) {
    return reply == null ? null : new Said(reply.code(), reply.texts(), reply.lines());
  }

  private static @Nullable Hello hello(@Nullable Reply reply, boolean helo) {
    if (reply == null) {
      return null;
    }
    // Nothing can be offered in reply to HELO, whatever its lines look like.
    Capabilities offered = helo ? new Capabilities(List.of()) : Capabilities.of(reply);
    return new Hello(
        helo, reply.texts().get(0), offered.lines(), offered.auth(), offered.has("STARTTLS"));
  }
}
