package dev.mxray.net.tls;

import dev.mxray.net.tls.HelloAnswer.Accepted;
import dev.mxray.net.tls.HelloAnswer.Refused;
import dev.mxray.net.tls.HelloAnswer.Unheard;
import dev.mxray.net.tls.TlsFailureException.Kind;
import dev.mxray.observe.Reason;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Begins a handshake of TLS 1.3 in which the server may sign with some schemes only, and finishes
 * it: for the certificate, which is encrypted there, and for what servers refuse only behind their
 * ServerHello. Costs the arithmetic of a handshake. Good for one connection at a time.
 */
final class CertificateHello implements Hello {
  /** Beyond the sizes of handshakes that a server may send. */
  private static final int MAX_BYTES = 4 * TlsSession.MAX_CHAIN_BYTES;

  private final LookingClient.Aim aim;
  private final String serverName;
  private Reading reading;

  /**
   * @param serverName for the server name indication; empty for none
   * @param group in which the server is known to exchange keys, and this library too
   */
  CertificateHello(List<Integer> schemes, int group, String serverName) {
    this.aim = new LookingClient.Aim(schemes, group);
    this.serverName = serverName;
    this.reading = new Reading(aim, serverName);
  }

  @Override
  public synchronized Reader reader() {
    reading = new Reading(aim, serverName);
    return reading;
  }

  /** What the newest reader understands the answer to. */
  @Override
  public synchronized byte[] encode(Random random) {
    return reading.begin();
  }

  private static final class Reading implements Reader {
    private final LookingProtocol protocol = new LookingProtocol();
    private final RecordingCrypto crypto = new RecordingCrypto(new SecureRandom());
    private final LookingClient client;
    private int bytes;

    Reading(LookingClient.Aim aim, String serverName) {
      client =
          new LookingClient(
              aim,
              serverName.isEmpty() ? null : serverName,
              crypto,
              CipherSuites.registered(),
              protocol.tickets());
    }

    byte[] begin() {
      try {
        protocol.connect(client);
      } catch (IOException e) {
        return new byte[0]; // no hello, no answer
      }
      return output();
    }

    private byte[] output() {
      byte[] output = new byte[protocol.getAvailableOutputBytes()];
      protocol.readOutput(output, 0, output.length);
      return output;
    }

    @Override
    public Optional<HelloAnswer> read(byte[] more) {
      bytes += more.length;
      if (bytes > MAX_BYTES) {
        return Optional.of(Unheard.garbage("a handshake that goes on after " + bytes + " octets"));
      }
      try {
        protocol.offerInput(more);
      } catch (IOException | RuntimeException e) {
        TlsFailureException failure = Breakage.of(e, client.alertReceived());
        return Optional.of(
            failure.kind() == Kind.ALERT
                ? new Refused(failure.alert().orElse(-1))
                : new Unheard(Reason.UNUSABLE_ANSWER, failure.told(), /* last= */ false));
      }
      TlsSession session = client.session();
      if (session != null) {
        return Optional.of(new Accepted(flight(session)));
      }
      return protocol.getAvailableOutputBytes() > 0
          ? Optional.of(Unheard.garbage("the server wants another hello"))
          : Optional.empty();
    }

    /** The client's Finished, and the proper end of the session. */
    @Override
    public byte[] farewell() {
      try {
        protocol.close();
      } catch (IOException | RuntimeException e) {
        return new byte[0];
      }
      return output();
    }

    private static ServerFlight flight(TlsSession session) {
      return new ServerFlight(
          TlsVersion.TLS_1_3,
          List.of(0),
          /* group= */ -1,
          /* fieldBits= */ 0,
          /* scheme= */ -1,
          /* compressed= */ false,
          Set.of(),
          /* sessionId= */ false,
          session.chain());
    }
  }
}
