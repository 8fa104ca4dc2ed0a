package dev.mxray.net.tls;

import dev.mxray.net.tls.Octets.Malformed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsFatalAlert;

/** The library's client, which also looks into the tickets that it is given. */
final class LookingProtocol extends TlsClientProtocol {
  /** RFC 8446 §4.2.10. */
  private static final int EARLY_DATA = 42;

  /** More than this many are no longer for resuming. */
  private static final int MAX_TICKETS = 1000;

  private final SessionTickets tickets = new SessionTickets();

  SessionTickets tickets() {
    return tickets;
  }

  @Override
  protected void receive13NewSessionTicket(ByteArrayInputStream message) throws IOException {
    byte[] octets = message.readAllBytes();
    super.receive13NewSessionTicket(new ByteArrayInputStream(octets));
    try {
      tickets.add(earlyData(new Octets(octets)));
    } catch (Malformed e) {
      throw new TlsFatalAlert(AlertDescription.decode_error, e);
    }
    if (tickets.count() > MAX_TICKETS) {
      throw new TlsFatalAlert(AlertDescription.unexpected_message, "tickets without end");
    }
  }

  /** RFC 8446 §4.6.1: lifetime, age_add, nonce, ticket, extensions. */
  private static long earlyData(Octets ticket) throws Malformed {
    ticket.take(8);
    ticket.take(ticket.one());
    ticket.take(ticket.two());
    Octets extensions = ticket.part(ticket.two());
    long allowed = 0;
    while (!extensions.isEmpty()) {
      int type = extensions.two();
      Octets value = extensions.part(extensions.two());
      if (type == EARLY_DATA) {
        allowed = (long) value.two() << 16 | value.two();
        value.end("early_data");
      }
    }
    return allowed;
  }
}
