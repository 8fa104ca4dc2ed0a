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
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends alerts as one mail by submission: implicit TLS, STARTTLS (which must be there), or none;
 * with authentication or without. Attempts with the same alerts have the same Message-ID.
 */
final class MailSender {
  private static final String TIMEOUT_MILLIS = "30000";

  private final AlertText texts;
  private final @Nullable TrustManagerFactory trust;
  private final Clock clock;

  /**
   * @param trust in servers whose target names no authorities; null for the JDK's
   */
  MailSender(AlertText texts, @Nullable TrustManagerFactory trust, Clock clock) {
    this.texts = texts;
    this.trust = trust;
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

  private Properties properties(AlertTarget.Mail target) throws IOException {
    var properties = new Properties();
    properties.put("mail.smtp.host", target.host());
    properties.put("mail.smtp.port", String.valueOf(target.port()));
    properties.put("mail.smtp.auth", String.valueOf(target.user() != null));
    properties.put("mail.smtp.ssl.enable", String.valueOf(target.tls().equals("implicit")));
    properties.put("mail.smtp.starttls.enable", String.valueOf(target.tls().equals("starttls")));
    properties.put("mail.smtp.starttls.required", String.valueOf(target.tls().equals("starttls")));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    // Who is not trusted is not tried again with the JDK's authorities.
    properties.put("mail.smtp.socketFactory.fallback", "false");
    properties.put("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
    properties.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    properties.put("mail.smtp.timeout", TIMEOUT_MILLIS);
    properties.put("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    TrustManagerFactory trusted = target.caFile() == null ? trust : Secrets.trust(target.caFile());
    if (trusted != null) {
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusted.getTrustManagers(), null);
        properties.put("mail.smtp.ssl.socketFactory", context.getSocketFactory());
      } catch (java.security.GeneralSecurityException e) {
        throw new IOException("TLS cannot be prepared", e);
      }
    }
    return properties;
  }

  /** What is wrong with the certificate, or else the innermost message that says something. */
  private static String reason(MessagingException error) {
    String words = error.getMessage();
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        return "its certificate has expired";
      }
      if (cause instanceof CertificateNotYetValidException) {
        return "its certificate is not valid yet";
      }
      if (cause instanceof CertPathBuilderException) {
        return "its certificate is of no authority that is trusted";
      }
      if (cause.getMessage() != null) {
        words = cause.getMessage();
      }
    }
    return AlertText.line(String.valueOf(words).lines().findFirst().orElse(""));
  }
}
