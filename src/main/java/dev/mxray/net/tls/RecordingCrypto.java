package dev.mxray.net.tls;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsDHUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsDHConfig;
import org.bouncycastle.tls.crypto.TlsDHDomain;
import org.bouncycastle.tls.crypto.TlsECConfig;
import org.bouncycastle.tls.crypto.TlsECDomain;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/**
 * The cryptography of one handshake. It remembers the certificates and the group of the key
 * exchange as they come by, and takes certificates for what they are: only the key of the first one
 * is needed.
 */
final class RecordingCrypto extends BcTlsCrypto {
  /** Larger keys exist nowhere, and would hold up the event loop. */
  private static final int MAX_RSA_BITS = 8192;

  /** NIST SP 800-89 allows no larger public exponent either. */
  private static final int MAX_EXPONENT_BITS = 256;

  private final List<byte[]> chain = new ArrayList<>();
  private int chainBytes;
  private @Nullable TlsCertificate first;
  private @Nullable String exchangeGroup;

  RecordingCrypto(SecureRandom random) {
    super(random);
  }

  /** The certificates as sent, as far as they are kept. */
  List<byte[]> chain() {
    return List.copyOf(chain);
  }

  /** The group of an ephemeral key exchange of TLS 1.2 and older. */
  @Nullable String exchangeGroup() {
    return exchangeGroup;
  }

  /** Groups so far were only offered: key shares of TLS 1.3 are made before the server chose. */
  void forgetGroup() {
    exchangeGroup = null;
  }

  @Override
  public TlsCertificate createCertificate(short type, byte[] encoding) throws IOException {
    keep(encoding);
    if (first == null) {
      first = new AnyUse(this, encoding);
      requireBearable(((BcTlsCertificate) first).getCertificate().getSubjectPublicKeyInfo());
    }
    // What stands behind the first plays no part in the handshake, and may be broken.
    return first;
  }

  private void keep(byte[] encoding) {
    if (chain.size() < TlsSession.MAX_CHAIN
        && chainBytes + encoding.length <= TlsSession.MAX_CHAIN_BYTES) {
      chain.add(encoding.clone());
      chainBytes += encoding.length;
    }
  }

  private static void requireBearable(SubjectPublicKeyInfo key) throws IOException {
    RSAPublicKey rsa = rsaKey(key);
    if (rsa == null) {
      return;
    }
    int modulus = rsa.getModulus().bitLength();
    int exponent = rsa.getPublicExponent().bitLength();
    if (modulus > MAX_RSA_BITS || exponent > MAX_EXPONENT_BITS) {
      throw new TlsFatalAlert(
          AlertDescription.unsupported_certificate,
          "RSA key of " + modulus + " bits and an exponent of " + exponent);
    }
  }

  /** Null when it is a key of another kind. */
  private static @Nullable RSAPublicKey rsaKey(SubjectPublicKeyInfo key) throws IOException {
    ASN1ObjectIdentifier algorithm = key.getAlgorithm().getAlgorithm();
    if (!algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
        && !algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return null;
    }
    try {
      return RSAPublicKey.getInstance(key.parsePublicKey());
    } catch (IllegalArgumentException e) {
      throw new TlsFatalAlert(AlertDescription.bad_certificate, e);
    }
  }

  @Override
  public TlsECDomain createECDomain(TlsECConfig config) {
    exchangeGroup = Groups.name(config.getNamedGroup());
    return super.createECDomain(config);
  }

  @Override
  public TlsDHDomain createDHDomain(TlsDHConfig config) {
    var group = TlsDHUtils.getDHGroup(config);
    exchangeGroup = Groups.name(group);
    return super.createDHDomain(config.getNamedGroup() >= 0 ? config : Groups.quick(group));
  }

  /**
   * A certificate whose key is used for the handshake whatever its key usage says, and whether or
   * not it is a good one: that an RSA modulus is no prime takes longer to tell than everything
   * else, and is judged elsewhere.
   */
  private static final class AnyUse extends BcTlsCertificate {
    AnyUse(BcTlsCrypto crypto, byte[] encoding) throws IOException {
      super(crypto, encoding);
    }

    @Override
    protected boolean supportsKeyUsage(int bit) {
      return true;
    }

    @Override
    protected AsymmetricKeyParameter getPublicKey() throws IOException {
      RSAPublicKey rsa = rsaKey(certificate.getSubjectPublicKeyInfo());
      return rsa == null || !rsa.getPublicExponent().testBit(0) || !rsa.getModulus().testBit(0)
          ? super.getPublicKey()
          : new RSAKeyParameters(
              /* isPrivate= */ false,
              rsa.getModulus(),
              rsa.getPublicExponent(),
              /* isInternal= */ true);
    }
  }
}
