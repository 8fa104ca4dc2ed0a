package dev.mxray.message;

import dev.mxray.address.IpAddress;
import dev.mxray.message.source.HeaderField;
import dev.mxray.message.source.MessageHeader;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a message came: what SPF needs, and no header field can prove.
 *
 * @param client the address of the client; null when it is not known
 * @param helo what the client said in HELO or EHLO; null when it is not known
 * @param sender the address in MAIL FROM, empty for the null sender; null when it is not known
 * @param source where the client's address is from, for people
 */
public record Envelope(
    @Nullable IpAddress client, @Nullable String helo, @Nullable String sender, String source) {

  /** Received fields that are looked at. */
  private static final int MAX_RECEIVED = 100;

  /** Nothing is known. */
  public static Envelope unknown() {
    return new Envelope(null, null, null, "");
  }

  /** What the user says. */
  public static Envelope given(
      @Nullable IpAddress client, @Nullable String helo, @Nullable String sender) {
    return new Envelope(client, helo, sender, client == null ? "" : "given");
  }

  /**
   * Fills in what is missing from the header: the client of the topmost Received field that names
   * one, hand-overs within the receiver (loopback and private addresses) left out; the sender of
   * the topmost Return-Path, or else of that Received field.
   */
  Envelope completed(MessageHeader header) {
    Optional<ReceivedField> received = topmost(header);
    boolean same =
        received.isPresent() && (client == null || received.get().client().equals(client));
    ReceivedField used = same ? received.get() : null;
    String path = sender == null ? returnPath(header).orElse(null) : sender;
    if (path == null && used != null) {
      path = used.sender();
    }
    return new Envelope(
        client == null && used != null ? used.client() : client,
        helo == null && used != null ? used.helo() : helo,
        path,
        client == null && used != null ? "the topmost Received field" : source);
  }

  private static Optional<ReceivedField> topmost(MessageHeader header) {
    List<HeaderField> fields = header.all("received");
    return fields.stream()
        .limit(MAX_RECEIVED)
        .map(ReceivedField::of)
        .flatMap(Optional::stream)
        .filter(received -> !internal(received.client()))
        .findFirst();
  }

  /** Addresses of documentation stay: examples and tests have them. */
  private static boolean internal(IpAddress address) {
    String special = address.special().map(Sentence::toString).orElse("");
    return special.startsWith("loopback")
        || special.startsWith("private")
        || special.startsWith("link-local")
        || special.startsWith("unique local");
  }

  private static Optional<String> returnPath(MessageHeader header) {
    return header
        .first("return-path")
        .map(field -> field.unfolded())
        .filter(text -> text.startsWith("<") && text.endsWith(">") && text.length() <= 400)
        .map(text -> text.substring(1, text.length() - 1).strip());
  }
}
