package dev.mxray.check.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;

/** The authorities that are believed, by name. Reading the JDK's takes a while: not on a loop. */
public final class TrustAnchors {
  private final Map<X500Principal, List<X509Certificate>> bySubject;

  private final boolean readable;

  private TrustAnchors(Stream<X509Certificate> anchors) {
    this(anchors, /* readable= */ true);
  }

  private TrustAnchors(Stream<X509Certificate> anchors, boolean readable) {
    this.readable = readable;
    this.bySubject =
        anchors.collect(Collectors.groupingBy(X509Certificate::getSubjectX500Principal));
  }

  /** These. */
  public static TrustAnchors of(Collection<X509Certificate> anchors) {
    return new TrustAnchors(anchors.stream());
  }

  /** Those that a factory's trust managers accept. */
  public static TrustAnchors of(TrustManagerFactory factory) {
    return new TrustAnchors(
        Arrays.stream(factory.getTrustManagers()).flatMap(TrustAnchors::accepted));
  }

  /**
   * The JDK's, or those that {@code javax.net.ssl.trustStore} names.
   *
   * @throws IllegalStateException when they cannot be read
   */
  public static TrustAnchors ofJdk() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return of(factory);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the trust anchors of this Java cannot be read", e);
    }
  }

  private static Stream<X509Certificate> accepted(TrustManager manager) {
    return manager instanceof X509TrustManager x509
        ? Arrays.stream(x509.getAcceptedIssuers())
        : Stream.empty();
  }

  /** None, because they could not be read: nothing can be said about trust. */
  static TrustAnchors unreadable() {
    return new TrustAnchors(Stream.empty(), /* readable= */ false);
  }

  boolean readable() {
    return readable;
  }

  /** All of them, as the JDK's validation of paths takes them. */
  Set<TrustAnchor> all() {
    return bySubject.values().stream()
        .flatMap(List::stream)
        .map(certificate -> new TrustAnchor(certificate, /* nameConstraints= */ null))
        .collect(Collectors.toSet());
  }

  /** Those of this name. */
  List<X509Certificate> named(X500Principal subject) {
    return bySubject.getOrDefault(subject, List.of());
  }
}
