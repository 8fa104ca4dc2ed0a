package dev.mxray.watch.alert;

import dev.mxray.net.http.WebPoster;
import dev.mxray.watch.Alert;
import dev.mxray.watch.ChangeWords;
import dev.mxray.watch.Deliveries;
import dev.mxray.watch.config.AlertTarget;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Sends alerts to targets of every kind, in one language. */
public final class AlertSender implements Deliveries.Sender, AutoCloseable {
  private static final Duration WEB_TIMEOUT = Duration.ofSeconds(30);

  private final ChangeWords words;
  private final AlertText texts;
  private final Clock clock;
  private final MailSender mail;
  private final CommandSender command = new CommandSender();
  private @Nullable WebPoster poster;

  /**
   * @param words of the language
   * @param trust in mail servers whose target names no authorities; null for the JDK's
   */
  public AlertSender(ChangeWords words, @Nullable TrustManagerFactory trust, Clock clock) {
    this.words = words;
    this.texts = new AlertText(words);
    this.clock = clock;
    this.mail = new MailSender(texts, trust, clock);
  }

  @Override
  public void send(AlertTarget target, String id, List<Alert> kept) throws IOException {
    List<Alert> alerts = kept.stream().map(words::alert).toList();
    if (target instanceof AlertTarget.Mail to) {
      mail.send(to, id, alerts);
    } else if (target instanceof AlertTarget.Webhook to) {
      for (Alert alert : alerts) {
        new WebhookSender(poster(), texts, clock).send(to, alert);
      }
    } else if (target instanceof AlertTarget.Command to) {
      for (Alert alert : alerts) {
        command.send(to, alert);
      }
    }
  }

  @Override
  public synchronized void close() {
    if (poster != null) {
      poster.close();
    }
  }

  /** Only who has webhooks needs its threads. */
  private synchronized WebPoster poster() {
    if (poster == null) {
      poster = new WebPoster(WEB_TIMEOUT);
    }
    return poster;
  }
}
