package dev.mxray.net.tls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A ClientHello that asks one question (RFC 5246 §7.4.1.2, RFC 8446 §4.1.2, RFC 6101 §5.6.1.2).
 *
 * <p>TLS 1.3 is offered alone, and without a key share, unless one is wanted: the server then
 * answers with the suite and the group that it would take (RFC 8446 §4.2.8), and neither side has
 * to compute anything. Below that the hello also shows whether the server compresses, knows secure
 * renegotiation, the extended master secret, encrypt-then-MAC, tickets and heartbeats.
 *
 * @param version the highest that is offered
 * @param suites in order of preference
 * @param groups in order of preference; empty for no such extension
 * @param schemes of signatures, in order of preference, for TLS 1.2 and 1.3
 * @param serverName for the server name indication, in A-labels; null for none
 * @param fallback says that a higher version was tried before (RFC 7507)
 * @param keyShare with a share for X25519, for a server that cannot do without
 */
record ClientHello(
    TlsVersion version,
    List<Integer> suites,
    List<Integer> groups,
    List<Integer> schemes,
    @Nullable String serverName,
    boolean fallback,
    boolean keyShare)
    implements Hello {
  static final int RENEGOTIATION_SCSV = 0x00FF;
  static final int FALLBACK_SCSV = 0x5600;

  static final int SERVER_NAME = 0;
  static final int SUPPORTED_GROUPS = 10;
  static final int POINT_FORMATS = 11;
  static final int SIGNATURE_ALGORITHMS = 13;
  static final int HEARTBEAT = 15;
  static final int ENCRYPT_THEN_MAC = 22;
  static final int EXTENDED_MASTER_SECRET = 23;
  static final int SESSION_TICKET = 35;
  static final int SUPPORTED_VERSIONS = 43;
  static final int SIGNATURE_ALGORITHMS_CERT = 50;
  static final int KEY_SHARE = 51;
  static final int RENEGOTIATION_INFO = 0xFF01;

  private static final int RANDOM_OCTETS = 32;
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int DEFLATE = 1;

  /** Of an uncompressed point, which every server takes (RFC 8422 §5.1.2). */
  private static final int UNCOMPRESSED = 0;

  ClientHello {
    suites = List.copyOf(suites);
    groups = List.copyOf(groups);
    schemes = List.copyOf(schemes);
  }

  /** The same with other suites. */
  ClientHello withSuites(List<Integer> others) {
    return new ClientHello(version, others, groups, schemes, serverName, fallback, keyShare);
  }

  /** The same with other groups. */
  ClientHello withGroups(List<Integer> others) {
    return new ClientHello(version, suites, others, schemes, serverName, fallback, keyShare);
  }

  /** The same with other schemes of signatures. */
  ClientHello withSchemes(List<Integer> others) {
    return new ClientHello(version, suites, groups, others, serverName, fallback, keyShare);
  }

  /** The same with a key share. */
  ClientHello withKeyShare() {
    return new ClientHello(version, suites, groups, schemes, serverName, fallback, true);
  }

  @Override
  public Reader reader() {
    return new ServerFlightReader(this, CipherSuites.registered());
  }

  /** One record with the hello in it. */
  @Override
  public byte[] encode(Random random) {
    boolean newest = version == TlsVersion.TLS_1_3;
    var body = new Body();
    body.two(Math.min(version.code(), TlsVersion.TLS_1_2.code()));
    body.octets(random(random));
    if (newest) { // looks like a resumption, for boxes on the way (RFC 8446 §D.4)
      body.one(RANDOM_OCTETS);
      body.octets(random(random));
    } else {
      body.one(0);
    }
    var offered = new Body();
    suites.forEach(offered::two);
    if (!newest) {
      offered.two(RENEGOTIATION_SCSV);
    }
    if (fallback) {
      offered.two(FALLBACK_SCSV);
    }
    body.vector2(offered);
    body.octets(newest ? new byte[] {1, 0} : new byte[] {2, DEFLATE, 0});
    if (version != TlsVersion.SSL_3) {
      body.vector2(extensions(newest, random));
    }
    var message = new Body();
    message.one(CLIENT_HELLO);
    message.three(body.size());
    message.octets(body.toByteArray());
    var record = new Body();
    record.one(HANDSHAKE);
    record.two(Math.min(version.code(), TlsVersion.TLS_1_0.code()));
    record.vector2(message);
    return record.toByteArray();
  }

  private Body extensions(boolean newest, Random random) {
    var all = new Body();
    if (serverName != null) {
      byte[] name = serverName.getBytes(StandardCharsets.US_ASCII);
      var entry = new Body();
      entry.one(0); // host_name
      entry.two(name.length);
      entry.octets(name);
      all.extension(SERVER_NAME, new Body().vector2(entry));
    }
    if (!groups.isEmpty()) {
      var list = new Body();
      groups.forEach(list::two);
      all.extension(SUPPORTED_GROUPS, new Body().vector2(list));
    }
    if (version.code() >= TlsVersion.TLS_1_2.code() && !schemes.isEmpty()) {
      var list = new Body();
      schemes.forEach(list::two);
      all.extension(SIGNATURE_ALGORITHMS, new Body().vector2(list));
      if (newest && !schemes.equals(SignatureSchemes.ALL)) {
        // Who signed the certificate does not matter, only what the server signs with.
        var any = new Body();
        SignatureSchemes.ALL.forEach(any::two);
        all.extension(SIGNATURE_ALGORITHMS_CERT, new Body().vector2(any));
      }
    }
    if (newest) {
      all.extension(SUPPORTED_VERSIONS, new Body().one(2).two(version.code()));
      all.extension(KEY_SHARE, new Body().vector2(shares(random)));
      return all;
    }
    if (!groups.isEmpty()) {
      all.extension(POINT_FORMATS, new Body().one(1).one(UNCOMPRESSED));
    }
    all.extension(EXTENDED_MASTER_SECRET, new Body());
    all.extension(ENCRYPT_THEN_MAC, new Body());
    all.extension(SESSION_TICKET, new Body());
    all.extension(HEARTBEAT, new Body().one(1));
    return all;
  }

  private Body shares(Random random) {
    var shares = new Body();
    if (keyShare) {
      shares.two(Groups.X25519);
      shares.two(RANDOM_OCTETS);
      shares.octets(random(random)); // any 32 octets are a public key of X25519 (RFC 7748 §5)
    }
    return shares;
  }

  private static byte[] random(Random random) {
    byte[] octets = new byte[RANDOM_OCTETS];
    random.nextBytes(octets);
    return octets;
  }

  /** Octets that grow. */
  private static final class Body {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    int size() {
      return out.size();
    }

    Body one(int value) {
      out.write(value);
      return this;
    }

    Body two(int value) {
      return one(value >> 8).one(value);
    }

    Body three(int value) {
      return one(value >> 16).two(value);
    }

    Body octets(byte[] value) {
      out.writeBytes(value);
      return this;
    }

    Body vector2(Body value) {
      return two(value.size()).octets(value.toByteArray());
    }

    void extension(int type, Body value) {
      two(type).vector2(value);
    }

    byte[] toByteArray() {
      return out.toByteArray();
    }
  }
}
