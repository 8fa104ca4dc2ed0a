package dev.mxray.watch.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom alerts go to. */
public sealed interface AlertTarget {
  /** Names it in routes and in the database. */
  String name();

  /**
   * By mail, over submission (RFC 6409, RFC 8314).
   *
   * @param tls {@code implicit}, {@code starttls} or {@code none}
   * @param user null without authentication
   * @param passwordFile whose first line is the password; read when it is needed
   * @param caFile certificates (PEM) to trust instead of the JDK's; null for these
   * @param digest how long alerts are collected into one mail; zero for those of the moment
   */
  record Mail(
      String name,
      List<String> to,
      String from,
      String host,
      int port,
      String tls,
      @Nullable String user,
      @Nullable Path passwordFile,
      @Nullable Path caFile,
      Duration digest)
      implements AlertTarget {
    public Mail {
      to = List.copyOf(to);
    }
  }

  /**
   * To a web server.
   *
   * @param template {@code generic}, {@code slack} or {@code teams}
   * @param secretFile whose first line signs (HMAC-SHA-256); null for no signature
   * @param allowPrivate whether the server may have a private address
   */
  record Webhook(
      String name,
      URI url,
      String template,
      @Nullable Path secretFile,
      @Nullable Path caFile,
      boolean allowPrivate)
      implements AlertTarget {}

  /**
   * By a command: the program and its arguments, never a shell.
   *
   * @param arguments in which {@code {domain}} and the like are replaced
   */
  record Command(String name, List<String> arguments, Duration timeout) implements AlertTarget {
    public Command {
      arguments = List.copyOf(arguments);
    }
  }
}
