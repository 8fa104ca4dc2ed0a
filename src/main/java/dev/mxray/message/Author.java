package dev.mxray.message;

import dev.mxray.domain.Domain;
import dev.mxray.domain.InvalidDomainException;
import dev.mxray.message.source.HeaderField;
import dev.mxray.message.source.MessageHeader;
import dev.mxray.text.Sentence;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a message says it is from (RFC 5322 §3.6.2).
 *
 * @param addresses the addresses of the From field, as far as they can be read
 * @param domain the one domain of all of them, which DMARC is about; null when there is none
 * @param told why there is none, in plain words; null otherwise
 */
public record Author(List<String> addresses, @Nullable Domain domain, @Nullable Sentence told) {
  /** A longer field is not looked into. */
  private static final int MAX_LENGTH = 100_000;

  /** Addresses that are looked at. */
  private static final int MAX_ADDRESSES = 50;

  public Author {
    addresses = List.copyOf(addresses);
  }

  /** Why there is no domain, in English; null when there is one. */
  public @Nullable String problem() {
    return told == null ? null : told.toString();
  }

  /** The author of a message. */
  public static Author of(MessageHeader header) {
    List<HeaderField> fields = header.all("from");
    if (fields.isEmpty()) {
      return none(List.of(), Sentence.of("message.no-from"));
    }
    if (fields.size() > 1) {
      return none(List.of(), Sentence.of("message.several-from", fields.size()));
    }
    String text = decoded(fields.get(0).unfolded());
    if (text.length() > MAX_LENGTH) {
      return none(List.of(), Sentence.of("message.from-long", MAX_LENGTH));
    }
    try {
      return of(addresses(InternetAddress.parseHeader(text, /* strict= */ true)));
    } catch (AddressException e) {
      return none(List.of(), Sentence.of("message.from-no-list"));
    }
  }

  private static Author of(List<String> addresses) {
    if (addresses.isEmpty()) {
      return none(List.of(), Sentence.of("message.from-empty"));
    }
    Set<Domain> domains = new LinkedHashSet<>();
    for (String address : addresses) {
      Optional<Domain> domain = domain(address);
      if (domain.isEmpty()) {
        return none(addresses, Sentence.of("message.from-no-domain"));
      }
      domains.add(domain.get());
    }
    return domains.size() > 1
        ? none(addresses, Sentence.of("message.from-domains"))
        : new Author(addresses, domains.iterator().next(), null);
  }

  private static Author none(List<String> addresses, Sentence problem) {
    return new Author(addresses, null, problem);
  }

  private static List<String> addresses(InternetAddress[] read) throws AddressException {
    var addresses = new ArrayList<String>();
    for (InternetAddress address : read) {
      InternetAddress[] group =
          address.isGroup()
              ? address.getGroup(/* strict= */ false)
              : new InternetAddress[] {address};
      for (InternetAddress member : group == null ? new InternetAddress[0] : group) {
        if (member.getAddress() != null && addresses.size() < MAX_ADDRESSES) {
          addresses.add(member.getAddress());
        }
      }
    }
    return addresses;
  }

  private static Optional<Domain> domain(String address) {
    try {
      return Optional.of(Domain.parse(address.substring(address.lastIndexOf('@') + 1)))
          .filter(domain -> address.indexOf('@') >= 0);
    } catch (InvalidDomainException e) {
      return Optional.empty();
    }
  }

  /** Octets kept one a char as text: UTF-8 when they are (RFC 6532), as they are otherwise. */
  static String decoded(String octets) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      return octets;
    }
  }
}
