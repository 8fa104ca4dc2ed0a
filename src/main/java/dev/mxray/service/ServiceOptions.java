package dev.mxray.service;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the service runs.
 *
 * @param host the address to listen at
 * @param port to listen at; 0 for any that is free
 * @param tokens who may ask; null for everybody, which is for loopback addresses only
 * @param certificate a PEM file with the chain of the service's certificate; null for no TLS
 * @param key the PEM file of its key; null for no TLS
 * @param running scans at once
 * @param waiting scans that wait for their turn; more are refused with 503
 * @param scansPerMinute that one client may begin
 * @param requestsPerMinute that one client may send
 * @param requestTime within which a request has to be complete
 * @param drainTime that scans have to end in when the service is stopped
 * @param language of what people read, when they ask for none, by ISO 639-1
 */
public record ServiceOptions(
    String host,
    int port,
    @Nullable TokenFile tokens,
    @Nullable Path certificate,
    @Nullable Path key,
    int running,
    int waiting,
    int scansPerMinute,
    int requestsPerMinute,
    Duration requestTime,
    Duration drainTime,
    String language) {

  /** Where the older toolkit's clients look for it. */
  public static final int DEFAULT_PORT = 5000;

  /** Scans at once, unless said otherwise: what 512 MB of memory hold. */
  public static final int DEFAULT_RUNNING = 50;

  /** Scans that wait, unless said otherwise. */
  public static final int DEFAULT_WAITING = 500;

  private static final String LOOPBACK = "127.0.0.1";

  /** On the loopback, without tokens. */
  public static ServiceOptions defaults() {
    return new ServiceOptions(
        LOOPBACK,
        DEFAULT_PORT,
        /* tokens= */ null,
        /* certificate= */ null,
        /* key= */ null,
        DEFAULT_RUNNING,
        DEFAULT_WAITING,
        /* scansPerMinute= */ 120,
        /* requestsPerMinute= */ 1200,
        Duration.ofSeconds(15),
        Duration.ofSeconds(20),
        "en");
  }

  /** The same at another address and port. */
  public ServiceOptions at(String otherHost, int otherPort) {
    return new ServiceOptions(
        otherHost,
        otherPort,
        tokens,
        certificate,
        key,
        running,
        waiting,
        scansPerMinute,
        requestsPerMinute,
        requestTime,
        drainTime,
        language);
  }

  /** The same for those who have a token. */
  public ServiceOptions withTokens(@Nullable TokenFile file) {
    return new ServiceOptions(
        host,
        port,
        file,
        certificate,
        key,
        running,
        waiting,
        scansPerMinute,
        requestsPerMinute,
        requestTime,
        drainTime,
        language);
  }

  /** The same with TLS. */
  public ServiceOptions withTls(Path chain, Path itsKey) {
    return new ServiceOptions(
        host,
        port,
        tokens,
        chain,
        itsKey,
        running,
        waiting,
        scansPerMinute,
        requestsPerMinute,
        requestTime,
        drainTime,
        language);
  }

  /** The same with other limits. */
  public ServiceOptions withLimits(
      int atOnce, int inQueue, int scans, int requests, Duration time, Duration drain) {
    return new ServiceOptions(
        host,
        port,
        tokens,
        certificate,
        key,
        atOnce,
        inQueue,
        scans,
        requests,
        time,
        drain,
        language);
  }

  /** The same in another language. */
  public ServiceOptions in(String other) {
    return new ServiceOptions(
        host,
        port,
        tokens,
        certificate,
        key,
        running,
        waiting,
        scansPerMinute,
        requestsPerMinute,
        requestTime,
        drainTime,
        other);
  }

  /** Whether only programs on this machine can reach the service. */
  public boolean loopback() {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }
}
