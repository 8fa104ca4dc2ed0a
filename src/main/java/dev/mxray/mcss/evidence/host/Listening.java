package dev.mxray.mcss.evidence.host;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TCP ports that services listen on, by {@code ss -tlnp} or {@code netstat -tlnp}. */
public final class Listening {
  public static final String MAIL = "system/listening_ports.txt";
  public static final String ALL = "system/listening_all.txt";

  private static final Pattern SOCKET =
      Pattern.compile(
          "^(?:tcp6?\\s+)?(?:LISTEN\\s+)?\\d+\\s+\\d+\\s+(\\S+):(\\d{1,5})\\s+\\S+:(?:\\*|0).*");

  private final List<Socket> sockets;
  private final EvidenceFile file;

  private Listening(List<Socket> sockets, EvidenceFile file) {
    this.sockets = sockets;
    this.file = file;
  }

  /** One of them. */
  public record Socket(String address, int port, Quote quote) {
    public boolean loopback() {
      return address.startsWith("127.")
          || address.equals("[::1]")
          || address.equals("::1")
          || address.startsWith("[::ffff:127.");
    }
  }

  /** Of the mail ports, from the wider list where there is one; nothing without either. */
  public static Optional<Listening> of(Evidence evidence) {
    return evidence.file(ALL).or(() -> evidence.file(MAIL)).flatMap(Listening::read);
  }

  private static Optional<Listening> read(EvidenceFile file) {
    List<Socket> sockets = new ArrayList<>();
    boolean refused = false;
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1).strip();
      refused |= text.startsWith("# neither ss nor netstat");
      if (text.startsWith("udp") || text.startsWith("#")) {
        continue;
      }
      Matcher socket = SOCKET.matcher(text);
      if (socket.find()) {
        sockets.add(
            new Socket(socket.group(1), Integer.parseInt(socket.group(2)), file.quote(line)));
      }
    }
    return refused ? Optional.empty() : Optional.of(new Listening(List.copyOf(sockets), file));
  }

  /** Whether it tells of all ports, not of those for mail alone. */
  public boolean whole() {
    return file.path().equals(ALL);
  }

  /** The socket for other machines at this port. */
  public Optional<Socket> outside(int port) {
    return sockets.stream()
        .filter(socket -> socket.port() == port && !socket.loopback())
        .findFirst();
  }

  /** All sockets for other machines. */
  public List<Socket> outside() {
    return sockets.stream().filter(socket -> !socket.loopback()).toList();
  }

  public Quote quote() {
    return file.quote();
  }
}
