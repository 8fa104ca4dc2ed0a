package dev.mxray.net.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatus;
import org.bouncycastle.tls.CertificateStatusType;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.PskKeyExchangeMode;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsDHGroupVerifier;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.DHGroup;
import org.jspecify.annotations.Nullable;

/** The client's side of one handshake: what is offered, and what is remembered of the answer. */
@SuppressWarnings({"rawtypes", "unchecked", "JdkObsolete"}) // The library is of Java 1.1.
final class LookingClient extends AbstractTlsClient {
  /** A certificate message of the largest chain that is kept, and as much again. */
  private static final int MAX_MESSAGE = 2 * TlsSession.MAX_CHAIN_BYTES;

  /** Longer ones are cut when they are recorded; beyond this it is an attack. */
  private static final int MAX_CHAIN_LENGTH = 100;

  private static final int STATUS_HEADER = 4;

  /**
   * What alone is offered, in TLS 1.3.
   *
   * @param schemes with which the server may sign, by number
   * @param group in which keys are exchanged, by number
   */
  record Aim(List<Integer> schemes, int group) {
    Aim {
      schemes = List.copyOf(schemes);
    }
  }

  private final TlsOffer offer;
  private final @Nullable Aim aim;
  private final @Nullable String serverName;
  private final RecordingCrypto crypto;
  private final CipherSuites suites;
  private final SessionTickets tickets;
  private byte @Nullable [] stapled;
  private boolean secureRenegotiation;
  private @Nullable TlsSession session;
  private int alertReceived = -1;

  LookingClient(
      TlsOffer offer,
      @Nullable String serverName,
      RecordingCrypto crypto,
      CipherSuites suites,
      SessionTickets tickets) {
    this(offer, null, serverName, crypto, suites, tickets);
  }

  /** Offers TLS 1.3 with one aim. */
  LookingClient(
      Aim aim,
      @Nullable String serverName,
      RecordingCrypto crypto,
      CipherSuites suites,
      SessionTickets tickets) {
    this(TlsOffer.USUAL, aim, serverName, crypto, suites, tickets);
  }

  private LookingClient(
      TlsOffer offer,
      @Nullable Aim aim,
      @Nullable String serverName,
      RecordingCrypto crypto,
      CipherSuites suites,
      SessionTickets tickets) {
    super(crypto);
    this.offer = offer;
    this.aim = aim;
    this.serverName = serverName;
    this.crypto = crypto;
    this.suites = suites;
    this.tickets = tickets;
  }

  /** What the handshake showed; null until it is complete. */
  @Nullable TlsSession session() {
    return session;
  }

  /** The last alert that the server sent, warnings included; -1 when there was none. */
  int alertReceived() {
    return alertReceived;
  }

  /** With the word that sessions may be resumed: some give tickets to no one else. */
  @Override
  public Hashtable getClientExtensions() throws IOException {
    Hashtable extensions =
        TlsExtensionsUtils.ensureExtensionsInitialised(super.getClientExtensions());
    TlsExtensionsUtils.addPSKKeyExchangeModesExtension(
        extensions, new short[] {PskKeyExchangeMode.psk_dhe_ke});
    return extensions;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    if (aim != null) {
      return ProtocolVersion.TLSv13.only();
    }
    return offer == TlsOffer.USUAL
        ? ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv12)
        : ProtocolVersion.TLSv13.downTo(ProtocolVersion.SSLv3);
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return TlsUtils.getSupportedCipherSuites(crypto, suites.offered(offer));
  }

  @Override
  protected Vector getSupportedSignatureAlgorithms() {
    return aim == null ? super.getSupportedSignatureAlgorithms() : algorithms(aim.schemes());
  }

  /** Who signed the certificate does not matter, only what the server signs with. */
  @Override
  protected @Nullable Vector getSupportedSignatureAlgorithmsCert() {
    return aim == null ? null : algorithms(SignatureSchemes.REGISTERED);
  }

  private static Vector algorithms(List<Integer> schemes) {
    var algorithms = new Vector<SignatureAndHashAlgorithm>();
    schemes.forEach(one -> algorithms.add(SignatureScheme.getSignatureAndHashAlgorithm(one)));
    return algorithms;
  }

  @Override
  protected Vector getSupportedGroups(Vector roles) {
    if (aim != null) {
      return new Vector<>(List.of(aim.group()));
    }
    var groups = new Vector<Integer>();
    TlsUtils.addIfSupported(groups, crypto, offer == TlsOffer.USUAL ? Groups.USUAL : Groups.WIDEST);
    return groups;
  }

  @Override
  public Vector getEarlyKeyShareGroups() {
    if (aim != null) {
      return new Vector<>(List.of(aim.group()));
    }
    // The two that servers choose: a third would cost more than the round trip of the few others.
    return offer == TlsOffer.USUAL
        ? new Vector<>(List.of(Groups.USUAL[0], Groups.USUAL[1]))
        : new Vector<>(List.of(Groups.WIDEST[0]));
  }

  @Override
  protected @Nullable Vector getSNIServerNames() {
    return serverName == null
        ? null
        : new Vector<>(
            List.of(
                new ServerName(
                    NameType.host_name, serverName.getBytes(StandardCharsets.US_ASCII))));
  }

  @Override
  public TlsDHGroupVerifier getDHGroupVerifier() {
    return (DHGroup group) -> Groups.bearable(group);
  }

  @Override
  public int getMaxCertificateChainLength() {
    return MAX_CHAIN_LENGTH;
  }

  @Override
  public int getMaxHandshakeMessageSize() {
    return MAX_MESSAGE;
  }

  @Override
  public boolean shouldCheckSigAlgOfPeerCerts() {
    return false;
  }

  @Override
  public boolean requiresCloseNotify() {
    return false;
  }

  @Override
  public void notifySecureRenegotiation(boolean secure) {
    secureRenegotiation = secure;
  }

  @Override
  public void notifyAlertReceived(short level, short description) {
    if (level == AlertLevel.fatal || description == AlertDescription.close_notify) {
      alertReceived = description;
    }
  }

  @Override
  public void notifySelectedCipherSuite(int suite) {
    crypto.forgetGroup();
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
        CertificateStatus status = certificate.getCertificateStatus();
        stapled = status == null ? inExtension(certificate) : encoded(status);
      }

      @Override
      public @Nullable TlsCredentials getClientCredentials(CertificateRequest request) {
        return null;
      }
    };
  }

  private static byte @Nullable [] encoded(CertificateStatus status) throws IOException {
    return status.getStatusType() == CertificateStatusType.ocsp
        ? status.getOCSPResponse().getEncoded()
        : null;
  }

  /** Where TLS 1.3 has it: a type and a length of three octets before it (RFC 8446 §4.4.2.1). */
  private static byte @Nullable [] inExtension(TlsServerCertificate certificate) {
    Hashtable extensions = certificate.getCertificate().getCertificateEntryAt(0).getExtensions();
    byte[] status = TlsUtils.getExtensionData(extensions, TlsExtensionsUtils.EXT_status_request);
    return status == null
            || status.length < STATUS_HEADER
            || status[0] != CertificateStatusType.ocsp
            || TlsUtils.readUint24(status, 1) != status.length - STATUS_HEADER
        ? null
        : Arrays.copyOfRange(status, STATUS_HEADER, status.length);
  }

  @Override
  public void notifyHandshakeComplete() {
    SecurityParameters parameters = context.getSecurityParametersConnection();
    boolean tls13 = TlsUtils.isTLSv13(parameters.getNegotiatedVersion());
    session =
        new TlsSession(
            version(parameters.getNegotiatedVersion()),
            suites.name(parameters.getCipherSuite()),
            tls13 ? Groups.name(parameters.getNegotiatedGroup()) : crypto.exchangeGroup(),
            crypto.chain(),
            stapled,
            tls13 || secureRenegotiation,
            tls13 || parameters.isExtendedMasterSecret(),
            tls13 ? tickets : null);
  }

  private static String version(ProtocolVersion version) {
    if (version.equals(ProtocolVersion.SSLv3)) {
      return "SSLv3";
    }
    return "TLSv1." + (version.getMinorVersion() - ProtocolVersion.TLSv10.getMinorVersion());
  }
}
