package dev.mxray.net.tls;

import dev.mxray.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Random;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsServerProtocol;

/** The server's side of a handshake, octet for octet, and what may follow it. */
public final class OddHandshake {
  private static final TestCertificate EC = TestCertificate.of("mx.example.com").selfSigned();
  private static final TestCertificate RSA =
      TestCertificate.of("mx.example.com").keys("RSA2048").selfSigned();
  private static final TestCertificate HUGE = huge(BigInteger.valueOf(65_537));
  private static final TestCertificate HUGE_EXPONENT =
      huge(new BigInteger(65_535, new Random(4)).setBit(0));

  private static final int CHAIN = 1000;
  private static final int MIB = 1 << 20;

  private final Protocol protocol = new Protocol();
  private final boolean newest;

  private OddHandshake(OddServer server, boolean newest) throws IOException {
    this.newest = newest;
    protocol.accept(server);
  }

  /** With what a server has to be careful about. */
  public enum Burden {
    NONE,
    /** A thousand certificates. */
    LONG_CHAIN,
    /** A chain of a mebibyte. */
    BIG_CHAIN,
    /** An RSA key of 65,536 bits. */
    HUGE_KEY,
    /** The same, with an exponent of as many. */
    HUGE_EXPONENT
  }

  /**
   * @param newest TLS 1.3; else 1.2
   */
  public static OddHandshake of(boolean newest, Burden burden) {
    try {
      var server =
          new OddServer(
                  switch (burden) {
                    case HUGE_KEY -> HUGE;
                    case HUGE_EXPONENT -> HUGE_EXPONENT;
                    case NONE, LONG_CHAIN, BIG_CHAIN -> newest ? EC : RSA;
                  })
              .versions(newest ? ProtocolVersion.TLSv13 : ProtocolVersion.TLSv12);
      if (!newest) {
        server.suites(0xC02F, 0x002F);
      }
      for (int i = 1; burden == Burden.LONG_CHAIN && i < CHAIN; i++) {
        server.behind(EC.der());
      }
      for (int i = 0; burden == Burden.BIG_CHAIN && i < 16; i++) {
        server.behind(new byte[MIB / 16]);
      }
      return new OddHandshake(server, newest);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the server says to what the client has sent. */
  public byte[] answer(byte[] octets) {
    try {
      protocol.offerInput(octets);
    } catch (IOException | RuntimeException e) {
      // It has sent an alert.
    }
    return output();
  }

  /** What the client has said inside since the last call. */
  public String heard() {
    byte[] plain = new byte[protocol.getAvailableInputBytes()];
    protocol.readInput(plain, 0, plain.length);
    return new String(plain, StandardCharsets.ISO_8859_1);
  }

  /** True when things can be said inside. */
  public boolean isUp() {
    return protocol.isConnected() && !protocol.isHandshaking();
  }

  /** These octets inside. */
  public byte[] inside(byte[] plain) {
    try {
      protocol.writeApplicationData(plain, 0, plain.length);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return output();
  }

  /** Requests to renegotiate, or to change keys. */
  public byte[] storm(int requests) {
    var all = new ByteArrayOutputStream();
    try {
      for (int i = 0; i < requests; i++) {
        if (newest) {
          protocol.changeKeys();
        } else {
          protocol.renegotiate();
        }
        all.writeBytes(output());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return all.toByteArray();
  }

  private byte[] output() {
    byte[] octets = new byte[protocol.getAvailableOutputBytes()];
    protocol.readOutput(octets, 0, octets.length);
    return octets;
  }

  /** Says that it has a key of 65,536 bits, and has another one. */
  private static TestCertificate huge(BigInteger exponent) {
    KeyPair own = TestCertificate.keys("RSA2048");
    byte[] encoded;
    try {
      encoded =
          new SubjectPublicKeyInfo(
                  new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                  new RSAPublicKey(
                      new BigInteger(65_536, new Random(3)).setBit(0).setBit(65_535), exponent))
              .getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return TestCertificate.of("mx.example.com")
        .keys(new KeyPair(new Claimed(encoded), own.getPrivate()))
        .selfSigned();
  }

  private static final class Claimed implements PublicKey {
    private static final long serialVersionUID = 1L;

    private final byte[] encoded;

    Claimed(byte[] encoded) {
      this.encoded = encoded;
    }

    @Override
    public String getAlgorithm() {
      return "RSA";
    }

    @Override
    public String getFormat() {
      return "X.509";
    }

    @Override
    public byte[] getEncoded() {
      return encoded.clone();
    }
  }

  private static final class Protocol extends TlsServerProtocol {
    void renegotiate() throws IOException {
      sendHelloRequestMessage();
    }

    void changeKeys() throws IOException {
      send13KeyUpdate(/* updateRequested= */ true);
    }
  }
}
