package dev.mxray.check.mailbox;

import dev.mxray.check.mailbox.MailboxObservation.Unseen;
import dev.mxray.net.mail.MailboxProtocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where mailbox servers are looked for: by host, the ports and what should be spoken there.
 *
 * @param services by host, in the order in which they are looked at
 */
record MailboxPlaces(Map<String, List<Service>> services, List<Unseen> unseen) {

  /**
   * A port of a host.
   *
   * @param implicitTls true when TLS comes before everything else
   * @param announced true when somebody says that it is there
   */
  record Service(MailboxProtocol protocol, int port, boolean implicitTls, boolean announced) {}

  /** The ports where these protocols usually are, in the order of their numbers. */
  static final List<Service> USUAL =
      List.of(
          new Service(MailboxProtocol.POP3, 110, false, false),
          new Service(MailboxProtocol.IMAP, 143, false, false),
          new Service(MailboxProtocol.IMAP, 993, true, false),
          new Service(MailboxProtocol.POP3, 995, true, false),
          new Service(MailboxProtocol.SIEVE, 4190, false, false));

  /** Collects the places: whoever is named first counts. */
  static final class Builder {
    private final Map<String, Map<Integer, Service>> hosts = new LinkedHashMap<>();
    private final List<Unseen> unseen = new ArrayList<>();

    /** A service that is named for a host; the usual ones may be there as well. */
    void named(String host, Service service) {
      Map<Integer, Service> ports = hosts.computeIfAbsent(host, first -> new LinkedHashMap<>());
      ports.putIfAbsent(service.port(), service);
    }

    /** A host at which the usual services may be. */
    void host(String host) {
      Map<Integer, Service> ports = hosts.computeIfAbsent(host, first -> new LinkedHashMap<>());
      USUAL.forEach(service -> ports.putIfAbsent(service.port(), service));
    }

    void unseen(Unseen one) {
      unseen.add(one);
    }

    int hosts() {
      return hosts.size();
    }

    MailboxPlaces build() {
      hosts.keySet().forEach(this::host);
      Map<String, List<Service>> services = new LinkedHashMap<>();
      hosts.forEach((host, ports) -> services.put(host, List.copyOf(ports.values())));
      return new MailboxPlaces(services, List.copyOf(unseen));
    }
  }
}
