package dev.mxray.mcss;

import dev.mxray.mcss.ServerView.Certificate;
import dev.mxray.mcss.ServerView.Session;
import dev.mxray.mcss.ServerView.StartTls;
import dev.mxray.mcss.ServerView.State;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Servers for tests; starts as a well kept one. Every change makes another. */
record Servers(ServerView view) {

  /** mx1.example.com[25.0.0.1]:25, of which everything was seen and everything is good. */
  static Servers good() {
    return new Servers(
        new ServerView(
            "mx1.example.com",
            "25.0.0.1",
            25,
            State.OPEN,
            null,
            "220 mx1.example.com ESMTP",
            List.of("SIZE 10240000", "8BITMIME"),
            StartTls.OK,
            List.of(),
            List.of("SCRAM-SHA-256", "PLAIN"),
            new Session(
                "TLSv1.3", "TLS_AES_256_GCM_SHA384", "x25519", true, List.of("TLSv1.2", "TLSv1.3")),
            good(200, 365)));
  }

  /** The same server on port 587. */
  static Servers submission() {
    return good().at("mx1.example.com", "25.0.0.1", 587);
  }

  /** A server of which no more than the failure to connect was seen. */
  static Servers in(State state) {
    return new Servers(
        new ServerView(
            "mx1.example.com",
            "25.0.0.1",
            25,
            state,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
  }

  /** A server that greeted, and no more. */
  static Servers silent() {
    Servers closed = in(State.OPEN);
    return closed.greeting("220 mx1.example.com ESMTP");
  }

  static Certificate good(long daysLeft, long lifetimeDays) {
    return certificate(daysLeft, lifetimeDays, "rsa", 2048, false, true, true, true);
  }

  static Certificate certificate(
      long daysLeft,
      long lifetimeDays,
      String keyType,
      int keyBits,
      boolean weakSignature,
      @Nullable Boolean trusted,
      @Nullable Boolean nameMatches,
      @Nullable Boolean chainComplete) {
    return new Certificate(
        /* begun= */ true,
        daysLeft,
        lifetimeDays,
        keyType,
        keyBits,
        weakSignature ? "SHA1withRSA" : "SHA256withRSA",
        weakSignature,
        trusted,
        nameMatches,
        chainComplete,
        /* revoked= */ false);
  }

  /** The same server, whose certificate was revoked. */
  Servers revoked() {
    return certificate(
        new Certificate(
            true, 200, 365, "rsa", 2048, "SHA256withRSA", false, true, true, true, true));
  }

  Servers at(String host, String address, int port) {
    return new Servers(
        new ServerView(
            host,
            address,
            port,
            view.state(),
            view.software(),
            view.greeting(),
            view.capabilities(),
            view.startTls(),
            view.authBeforeTls(),
            view.authAfterTls(),
            view.session(),
            view.certificate()));
  }

  Servers software(@Nullable String software) {
    return new Servers(
        new ServerView(
            view.host(),
            view.address(),
            view.port(),
            view.state(),
            software,
            view.greeting(),
            view.capabilities(),
            view.startTls(),
            view.authBeforeTls(),
            view.authAfterTls(),
            view.session(),
            view.certificate()));
  }

  Servers greeting(@Nullable String greeting) {
    return new Servers(
        new ServerView(
            view.host(),
            view.address(),
            view.port(),
            view.state(),
            view.software(),
            greeting,
            view.capabilities(),
            view.startTls(),
            view.authBeforeTls(),
            view.authAfterTls(),
            view.session(),
            view.certificate()));
  }

  Servers capabilities(String... capabilities) {
    return new Servers(
        new ServerView(
            view.host(),
            view.address(),
            view.port(),
            view.state(),
            view.software(),
            view.greeting(),
            List.of(capabilities),
            view.startTls(),
            view.authBeforeTls(),
            view.authAfterTls(),
            view.session(),
            view.certificate()));
  }

  Servers auth(@Nullable List<String> before, @Nullable List<String> after) {
    return new Servers(
        new ServerView(
            view.host(),
            view.address(),
            view.port(),
            view.state(),
            view.software(),
            view.greeting(),
            view.capabilities(),
            view.startTls(),
            before,
            after,
            view.session(),
            view.certificate()));
  }

  /** The same server, at which something was tried out. */
  Servers tried(ServerView.@Nullable Tried tried) {
    return new Servers(
        new ServerView(
            view.host(),
            view.address(),
            view.port(),
            view.state(),
            view.software(),
            view.greeting(),
            view.capabilities(),
            view.startTls(),
            view.authBeforeTls(),
            view.authAfterTls(),
            view.session(),
            view.certificate(),
            tried));
  }

  /** The same server, at which everything that was tried out is good, or nothing is. */
  Servers tried(boolean good) {
    return tried(
        new ServerView.Tried(
            !good,
            !good,
            good,
            !good,
            Map.of("postmaster", good, "abuse", good, "security", good, "hostmaster", good)));
  }

  /** STARTTLS came to nothing. */
  Servers without(StartTls startTls) {
    return tls(startTls, null, null);
  }

  Servers session(String version, String suite, @Nullable List<String> versions) {
    return tls(
        view.startTls(),
        new Session(version, suite, null, !version.equals("TLSv1.0"), versions),
        view.certificate());
  }

  /** By whose order it chooses a suite. */
  Servers order(@Nullable Boolean own) {
    String suite = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
    return tls(
        view.startTls(),
        new Session("TLSv1.2", suite, null, true, List.of("TLSv1.2"), own),
        view.certificate());
  }

  Servers certificate(@Nullable Certificate certificate) {
    return tls(view.startTls(), view.session(), certificate);
  }

  private Servers tls(
      @Nullable StartTls startTls, @Nullable Session session, @Nullable Certificate certificate) {
    return new Servers(
        new ServerView(
            view.host(),
            view.address(),
            view.port(),
            view.state(),
            view.software(),
            view.greeting(),
            view.capabilities(),
            startTls,
            view.authBeforeTls(),
            session == null ? null : view.authAfterTls(),
            session,
            certificate));
  }
}
