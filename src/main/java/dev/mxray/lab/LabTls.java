package dev.mxray.lab;

import io.netty.handler.ssl.SslHandler;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows one certificate to everybody, whatever is wrong with it; a key manager of the JDK would
 * pick and choose, and keep the key under a password that takes longer than the handshake.
 */
final class LabTls extends X509ExtendedKeyManager {
  private static final String ALIAS = "lab";

  private final LabCertificate certificate;

  private LabTls(LabCertificate certificate) {
    this.certificate = certificate;
  }

  /** The server side of TLS with a certificate. */
  static SSLContext context(LabCertificate certificate) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      // No trust manager rather than null, which would read all the anchors of the JDK.
      context.init(
          new KeyManager[] {new LabTls(certificate)}, new TrustManager[0], /* random= */ null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The server's side of one connection.
   *
   * @param protocols versions by their JSSE names
   */
  static SslHandler handler(SSLContext context, List<String> protocols) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(protocols.toArray(String[]::new));
    return new SslHandler(engine);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return keyType.equals(certificate.key().getAlgorithm()) ? ALIAS : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return chooseEngineServerAlias(keyType, issuers, null);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return certificate.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return certificate.key();
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[0];
  }
}
