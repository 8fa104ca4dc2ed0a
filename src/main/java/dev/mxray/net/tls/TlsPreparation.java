package dev.mxray.net.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import org.bouncycastle.tls.TlsClientProtocol;

/** Makes the first handshake as quick as the later ones. */
public final class TlsPreparation {
  private TlsPreparation() {}

  /**
   * Makes a ClientHello and throws it away, which loads and starts most of what a handshake needs.
   * Takes a moment of pure arithmetic: call it in the background, early, while addresses are still
   * being looked up. Leaves nothing behind.
   */
  public static void prepare() {
    var client =
        new LookingClient(
            TlsOffer.USUAL,
            "prepare.invalid",
            new RecordingCrypto(new SecureRandom()),
            CipherSuites.registered(),
            new SessionTickets());
    try {
      new TlsClientProtocol().connect(client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
