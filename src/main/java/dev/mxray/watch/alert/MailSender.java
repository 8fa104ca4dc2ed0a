package dev.mxray.watch.alert;

import dev.mxray.watch.Alert;
import dev.mxray.watch.config.AlertTarget;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Sends alerts as one mail by submission: implicit TLS, STARTTLS (which must be there), or none;
 * with authentication or without. Attempts with the same alerts have the same Message-ID.
 */
final class MailSender {
  private static final String TIMEOUT_MILLIS = "30000";

  private final AlertText texts;
  private final Clock clock;

  MailSender(AlertText texts, Clock clock) {
    this.texts = texts;
    this.clock = clock;
  }

  void send(AlertTarget.Mail target, String id, List<Alert> alerts) throws IOException {
    try {
      Session session = Session.getInstance(properties(target));
      MimeMessage message = message(session, target, id, alerts);
      try (Transport transport = session.getTransport("smtp")) {
        String user = target.user();
        if (user == null || target.passwordFile() == null) {
          transport.connect();
        } else {
          transport.connect(user, Secrets.firstLine(target.passwordFile()));
        }
        transport.sendMessage(message, message.getAllRecipients());
      }
    } catch (MessagingException e) {
      throw new IOException(target.host() + ":" + target.port() + ": " + reason(e), e);
    }
  }

  private MimeMessage message(
      Session session, AlertTarget.Mail target, String id, List<Alert> alerts)
      throws MessagingException {
    String domain = target.from().substring(target.from().lastIndexOf('@') + 1);
    var message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + "@" + domain + ">");
          }
        };
    message.setFrom(new InternetAddress(target.from()));
    for (String to : target.to()) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
    }
    message.setSubject(texts.subject(alerts), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    // RFC 3834: nobody is to answer by himself.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Mxray-Severity", worst(alerts));
    var plain = new MimeBodyPart();
    plain.setText(texts.plain(alerts), StandardCharsets.UTF_8.name());
    var html = new MimeBodyPart();
    html.setText(texts.html(alerts), StandardCharsets.UTF_8.name(), "html");
    message.setContent(new MimeMultipart("alternative", plain, html));
    message.saveChanges();
    return message;
  }

  private static String worst(List<Alert> alerts) {
    return alerts.stream()
        .map(Alert::worst)
        .min(java.util.Comparator.comparingInt(Alert.SEVERITIES::indexOf))
        .orElse("info");
  }

  private static Properties properties(AlertTarget.Mail target) throws IOException {
    var properties = new Properties();
    properties.put("mail.smtp.host", target.host());
    properties.put("mail.smtp.port", String.valueOf(target.port()));
    properties.put("mail.smtp.auth", String.valueOf(target.user() != null));
    properties.put("mail.smtp.ssl.enable", String.valueOf(target.tls().equals("implicit")));
    properties.put("mail.smtp.starttls.enable", String.valueOf(target.tls().equals("starttls")));
    properties.put("mail.smtp.starttls.required", String.valueOf(target.tls().equals("starttls")));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
    properties.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    properties.put("mail.smtp.timeout", TIMEOUT_MILLIS);
    properties.put("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    if (target.caFile() != null) {
      TrustManagerFactory trust = Secrets.trust(target.caFile());
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        properties.put("mail.smtp.ssl.socketFactory", context.getSocketFactory());
      } catch (java.security.GeneralSecurityException e) {
        throw new IOException("TLS cannot be prepared", e);
      }
    }
    return properties;
  }

  /** The innermost message that says something. */
  private static String reason(MessagingException error) {
    String words = error.getMessage();
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        words = cause.getMessage();
      }
    }
    return AlertText.line(String.valueOf(words).lines().findFirst().orElse(""));
  }
}
