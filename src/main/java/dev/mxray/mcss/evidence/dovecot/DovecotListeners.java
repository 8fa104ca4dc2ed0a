package dev.mxray.mcss.evidence.dovecot;

import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ports that Dovecot's login services listen on. */
final class DovecotListeners {
  private DovecotListeners() {}

  /**
   * A port on which a session begins without TLS and that other machines reach.
   *
   * @param quote the line that opens it, or the file as a whole where the default does
   * @param byDefault nothing sets it
   */
  record Plain(String protocol, int port, Quote quote, boolean byDefault) {}

  /** Those of IMAP and POP3, as far as they are switched on. */
  static List<Plain> plain(DovecotConfig config, DovecotConfig.WordList protocols) {
    if (config.value("listen").map(Setting::value).map(Addresses::onlyLoopback).orElse(false)) {
      return List.of();
    }
    List<Plain> found = new ArrayList<>();
    add(config, protocols, "imap", 143, found);
    add(config, protocols, "pop3", 110, found);
    return found;
  }

  private static void add(
      DovecotConfig config,
      DovecotConfig.WordList protocols,
      String protocol,
      int defaultPort,
      List<Plain> found) {
    if (!protocols.has(protocol) && !protocols.has("all")) {
      return;
    }
    Optional<DovecotConfig.Placed> service =
        config.blocks("service").stream()
            .filter(placed -> placed.block().name().equals(protocol + "-login"))
            .findFirst();
    List<DovecotBlock> listeners =
        service.map(placed -> placed.block().blocks("inet_listener").toList()).orElse(List.of());
    if (listeners.stream().noneMatch(listener -> listener.name().equals(protocol))) {
      found.add(new Plain(protocol, defaultPort, protocols.quote(), true));
    }
    for (DovecotBlock listener : listeners) {
      boolean standard = listener.name().equals(protocol);
      boolean tls = tls(listener, protocol + "s");
      int port = port(listener, standard ? defaultPort : 0);
      if (!tls && port != 0 && !bound(listener)) {
        Quote quote =
            listener
                .setting("port")
                .map(service.orElseThrow()::quote)
                .orElse(service.orElseThrow().file().quote(listener.line()));
        found.add(new Plain(protocol, port, quote, listener.setting("port").isEmpty()));
      }
    }
  }

  /** The listeners imaps and pop3s begin with TLS unless they are told otherwise. */
  private static boolean tls(DovecotBlock listener, String nameWithTls) {
    return listener
        .setting("ssl")
        .map(setting -> setting.value().equalsIgnoreCase("yes"))
        .orElse(listener.name().equals(nameWithTls));
  }

  private static boolean bound(DovecotBlock listener) {
    return listener
        .setting("address")
        .or(() -> listener.setting("listen"))
        .map(setting -> Addresses.onlyLoopback(setting.value()))
        .orElse(false);
  }

  private static int port(DovecotBlock listener, int otherwise) {
    return listener
        .setting("port")
        .map(DovecotSetting::value)
        .filter(value -> value.matches("\\d{1,5}"))
        .map(Integer::parseInt)
        .orElse(otherwise);
  }
}
