package dev.mxray.service;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at every request before anything else does: who sends it, for whom, and how many. */
final class Gatekeeper {
  private static final String CLIENT = "mxray.client";
  private static final String BEARER = "bearer ";

  /** What monitors ask. */
  private static final Set<String> OPEN = Set.of("/healthz", "/readyz", "/api/health");

  private final ServiceOptions options;
  private final RateLimits requests;
  private final RateLimits scans;

  Gatekeeper(ServiceOptions options) {
    this.options = options;
    this.requests = new RateLimits(options.requestsPerMinute());
    this.scans = new RateLimits(options.scansPerMinute());
  }

  /** The name of the client's token, or its address. */
  static String client(RoutingContext context) {
    String name = context.get(CLIENT);
    return name == null ? address(context.request()) : name;
  }

  /** Lets a request through, or answers it. */
  void check(RoutingContext context) {
    headers(context);
    HttpServerRequest request = context.request();
    if (options.tokens() == null && !local(request)) {
      // Names of the attacker's own that lead to the loopback (DNS rebinding).
      new Problem(421, "Misdirected request", "this service answers as localhost only")
          .send(context);
      return;
    }
    Optional<String> name = token(request);
    if (options.tokens() != null && !open(request) && name.isEmpty()) {
      context.response().putHeader("WWW-Authenticate", "Bearer");
      // Guesses count as well.
      if (!limited(context, requests, address(request))) {
        Problem.unauthorized("a bearer token is needed: Authorization: Bearer TOKEN").send(context);
      }
      return;
    }
    name.ifPresent(known -> context.put(CLIENT, "token " + known));
    if (!limited(context, requests, client(context))) {
      context.next();
    }
  }

  /** Lets a request that begins a scan through, or answers it. */
  void checkScan(RoutingContext context) {
    String type = context.request().getHeader("Content-Type");
    if (type == null
        || !type.toLowerCase(Locale.ROOT).strip().matches("application/json(\\s*;.*)?")) {
      // Nothing that a page of another origin could send without asking.
      new Problem(415, "Unsupported media type", "send Content-Type: application/json")
          .send(context);
    } else if (!limited(context, scans, client(context))) {
      context.next();
    }
  }

  private static boolean limited(RoutingContext context, RateLimits limits, String client) {
    OptionalLong seconds = limits.refused(client);
    if (seconds.isEmpty()) {
      return false;
    }
    context.response().putHeader("Retry-After", String.valueOf(seconds.getAsLong()));
    Problem.tooMany("too many requests; try again in " + seconds.getAsLong() + " s").send(context);
    return true;
  }

  private Optional<String> token(HttpServerRequest request) {
    TokenFile tokens = options.tokens();
    String given = request.getHeader("Authorization");
    return tokens == null || given == null || !given.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? Optional.empty()
        : tokens.nameOf(given.substring(BEARER.length()).strip());
  }

  /**
   * Pages, scripts and styles hold nothing that is secret, and a browser fetches them before
   * anybody can have typed a token. The path is compared as it was sent: one that is written
   * otherwise, as {@code //metrics}, needs a token whatever it leads to.
   */
  private static boolean open(HttpServerRequest request) {
    String path = String.valueOf(request.path());
    return HttpMethod.GET.equals(request.method())
        && (OPEN.contains(path) || Pages.PATHS.contains(path));
  }

  private boolean local(HttpServerRequest request) {
    return named(request.authority() == null ? null : request.authority().host());
  }

  private boolean named(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    return name.equals("localhost")
        || name.equals("127.0.0.1")
        || name.equals("::1")
        || name.equals(options.host());
  }

  private static String address(HttpServerRequest request) {
    var remote = request.remoteAddress();
    return remote == null ? "unknown" : String.valueOf(remote.hostAddress());
  }

  private static void headers(RoutingContext context) {
    context
        .response()
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
  }
}
