package dev.mxray.service;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Answers that carry an entity tag, so that a client need not fetch twice (RFC 9110 §8.8.3). */
final class Tagged {
  private static final int TAG_OCTETS = 16;

  private Tagged() {}

  /** Sends a body, or says that the client has it already. */
  static void send(RoutingContext context, String mediaType, String body) {
    String tag = '"' + digest(body) + '"';
    context.response().putHeader("ETag", tag).putHeader("Cache-Control", "private, no-cache");
    String known = context.request().getHeader("If-None-Match");
    if (known != null && (known.strip().equals("*") || known.contains(tag))) {
      context.response().setStatusCode(304).end();
      return;
    }
    context.response().putHeader("Content-Type", mediaType).end(body);
  }

  private static String digest(String body) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all, 0, TAG_OCTETS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
