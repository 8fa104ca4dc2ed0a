package dev.mxray.net.tls;

import dev.mxray.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatus;
import org.bouncycastle.tls.CertificateStatusType;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedDecryptor;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.DHGroup;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsDHConfig;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedDecryptor;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/** A server that does just what a test says, wise or not. */
@SuppressWarnings({"rawtypes", "JdkObsolete"}) // The library is of Java 1.1.
final class OddServer extends DefaultTlsServer {
  private final BcTlsCrypto crypto;
  private final TestCertificate own;
  private final List<byte[]> behind = new ArrayList<>();
  private ProtocolVersion[] versions = ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv10);
  private int @Nullable [] suites;
  private int @Nullable [] groups;
  private @Nullable DHGroup field;
  private @Nullable OCSPResponse staple;
  private boolean asksForCertificate;
  private @Nullable TestCertificate second;
  private TestCertificate shown;

  OddServer(TestCertificate own) {
    super(new BcTlsCrypto(new SecureRandom()));
    this.crypto = (BcTlsCrypto) getCrypto();
    this.own = own;
    this.shown = own;
  }

  /** A certificate of TLS 1.3 for clients that want no signature with the key of the first. */
  OddServer second(TestCertificate other) {
    this.second = other;
    return this;
  }

  OddServer behind(byte[] certificate) {
    behind.add(certificate);
    return this;
  }

  OddServer versions(ProtocolVersion... values) {
    this.versions = values;
    return this;
  }

  OddServer suites(int... values) {
    this.suites = values;
    return this;
  }

  OddServer groups(int... values) {
    this.groups = values;
    return this;
  }

  OddServer field(DHGroup value) {
    this.field = value;
    return this;
  }

  OddServer staple(OCSPResponse value) {
    this.staple = value;
    return this;
  }

  OddServer asksForCertificate() {
    this.asksForCertificate = true;
    return this;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return versions;
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return suites == null ? super.getSupportedCipherSuites() : suites;
  }

  @Override
  public int[] getSupportedGroups() throws IOException {
    return groups == null ? super.getSupportedGroups() : groups;
  }

  @Override
  public boolean preferLocalSupportedGroups() {
    return true;
  }

  @Override
  protected int getMaximumNegotiableFiniteFieldBits() {
    return field == null ? super.getMaximumNegotiableFiniteFieldBits() : 8192;
  }

  @Override
  public TlsDHConfig getDHConfig() throws IOException {
    return field == null ? super.getDHConfig() : new TlsDHConfig(field);
  }

  @Override
  public @Nullable CertificateStatus getCertificateStatus() {
    return staple == null ? null : new CertificateStatus(CertificateStatusType.ocsp, staple);
  }

  @Override
  public @Nullable CertificateRequest getCertificateRequest() throws IOException {
    if (!asksForCertificate) {
      return null;
    }
    Vector algorithms = TlsUtils.getDefaultSupportedSignatureAlgorithms(context);
    return TlsUtils.isTLSv13(context)
        ? new CertificateRequest(TlsUtils.EMPTY_BYTES, algorithms, null, null)
        : new CertificateRequest(
            new short[] {ClientCertificateType.rsa_sign, ClientCertificateType.ecdsa_sign},
            algorithms,
            null);
  }

  @Override
  public void notifyClientCertificate(Certificate certificate) {}

  @Override
  protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
    return signer(SignatureAlgorithm.ecdsa);
  }

  @Override
  protected TlsCredentialedSigner getRSASignerCredentials() throws IOException {
    return TlsUtils.isTLSv13(context)
        ? signer(SignatureAndHashAlgorithm.rsa_pss_rsae_sha256)
        : signer(SignatureAlgorithm.rsa);
  }

  @Override
  public org.bouncycastle.tls.TlsCredentials getCredentials() throws IOException {
    if (TlsUtils.isTLSv13(context)) {
      if (wanted(own) == null && second != null) {
        shown = second;
      }
      SignatureAndHashAlgorithm algorithm = wanted(shown);
      if (algorithm == null) {
        throw new TlsFatalAlert(AlertDescription.handshake_failure);
      }
      return signer(algorithm);
    }
    return super.getCredentials();
  }

  /** With what to sign for this client; null when it wants nothing that the key can do. */
  private @Nullable SignatureAndHashAlgorithm wanted(TestCertificate certificate) {
    SignatureAndHashAlgorithm algorithm =
        certificate.keys().getPublic().getAlgorithm().equals("RSA")
            ? SignatureAndHashAlgorithm.rsa_pss_rsae_sha256
            : SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);
    return context.getSecurityParametersHandshake().getClientSigAlgs().contains(algorithm)
        ? algorithm
        : null;
  }

  private TlsCredentialedSigner signer(short algorithm) throws IOException {
    return signer(SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, algorithm));
  }

  private TlsCredentialedSigner signer(SignatureAndHashAlgorithm algorithm) throws IOException {
    return new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context), crypto, key(), chain(), algorithm);
  }

  @Override
  protected TlsCredentialedDecryptor getRSAEncryptionCredentials() throws IOException {
    return new BcDefaultTlsCredentialedDecryptor(crypto, chain(), key());
  }

  private AsymmetricKeyParameter key() throws IOException {
    return PrivateKeyFactory.createKey(shown.keys().getPrivate().getEncoded());
  }

  private Certificate chain() throws IOException {
    var chain = new ArrayList<TlsCertificate>();
    chain.add(crypto.createCertificate(shown.der()));
    for (byte[] der : behind) {
      chain.add(new Raw(crypto, own.der(), der));
    }
    if (!TlsUtils.isTLSv13(context)) {
      return new Certificate(chain.toArray(new TlsCertificate[0]));
    }
    var entries = new CertificateEntry[chain.size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = new CertificateEntry(chain.get(i), i == 0 ? status() : null);
    }
    return new Certificate(TlsUtils.EMPTY_BYTES, entries);
  }

  private @Nullable Hashtable status() throws IOException {
    if (staple == null) {
      return null;
    }
    var encoded = new ByteArrayOutputStream();
    new CertificateStatus(CertificateStatusType.ocsp, staple).encode(encoded);
    var extensions = new Hashtable<Integer, byte[]>();
    extensions.put(TlsExtensionsUtils.EXT_status_request, encoded.toByteArray());
    return extensions;
  }

  /** Octets in the place of a certificate. */
  private static final class Raw extends BcTlsCertificate {
    private final byte[] octets;

    Raw(BcTlsCrypto crypto, byte[] parsed, byte[] octets) throws IOException {
      super(crypto, parsed);
      this.octets = octets;
    }

    @Override
    public byte[] getEncoded() {
      return octets;
    }
  }
}
