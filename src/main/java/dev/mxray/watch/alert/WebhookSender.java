package dev.mxray.watch.alert;

import dev.mxray.net.http.WebPoster;
import dev.mxray.watch.Alert;
import dev.mxray.watch.config.AlertTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts an alert to a web server. {@code Mxray-Delivery} is the same at every attempt; {@code
 * Mxray-Signature: t=TIME,v1=HEX} is the HMAC-SHA-256 of the time, a dot and the body.
 */
final class WebhookSender {
  private final WebPoster poster;
  private final WebhookBody bodies;
  private final Clock clock;

  WebhookSender(WebPoster poster, AlertText texts, Clock clock) {
    this.poster = poster;
    this.bodies = new WebhookBody(texts);
    this.clock = clock;
  }

  void send(AlertTarget.Webhook target, Alert alert) throws IOException {
    String body = bodies.of(target.template(), alert);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json; charset=UTF-8");
    headers.put("User-Agent", "mxray");
    headers.put("Mxray-Delivery", alert.id());
    Path secret = target.secretFile();
    if (secret != null) {
      headers.put("Mxray-Signature", signature(Secrets.firstLine(secret), body));
    }
    Path ca = target.caFile();
    var post =
        new WebPoster.Post(
            target.url(),
            headers,
            body,
            target.allowPrivate(),
            ca == null ? null : Secrets.trust(ca));
    int status = status(post);
    if (status / 100 != 2) {
      throw new IOException(target.url().getHost() + ": answered with the status " + status);
    }
  }

  private int status(WebPoster.Post post) throws IOException {
    try {
      return poster.post(post).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException told
          ? told
          : new IOException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private String signature(String secret, String body) throws IOException {
    String time = String.valueOf(clock.instant().getEpochSecond());
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
      return "t="
          + time
          + ",v1="
          + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IOException("the alert cannot be signed", e);
    }
  }
}
