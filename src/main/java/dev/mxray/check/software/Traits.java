package dev.mxray.check.software;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a reply to EHLO gives away of the software where nothing names it: keywords that only one
 * product has, and turns of phrase that are its own. Where several products could have said the
 * same, nothing is concluded.
 *
 * @param introduction the first line; hostile
 * @param capabilities the other lines; hostile
 */
public record Traits(String introduction, List<String> capabilities) {
  private static final Map<String, String> KEYWORDS =
      Map.ofEntries(
          Map.entry("X-ANONYMOUSTLS", "Microsoft Exchange"),
          Map.entry("X-EXPS", "Microsoft Exchange"),
          Map.entry("X-LINK2STATE", "Microsoft Exchange"),
          Map.entry("XRDST", "Microsoft Exchange"),
          Map.entry("XSHADOW", "Microsoft Exchange"),
          Map.entry("XSHADOWREQUEST", "Microsoft Exchange"),
          Map.entry("PIPECONNECT", "Exim"),
          Map.entry("PIPE_CONNECT", "Exim"),
          Map.entry("X_PIPE_CONNECT", "Exim"),
          Map.entry("XVERP=COURIER", "Courier"),
          Map.entry("XEXDATA", "Courier"));

  /** Sendmail alone says this and offers DELIVERBY; OpenSMTPD says it too. */
  private static final String PLEASED = "pleased to meet you";

  private static final String FILM = "you had me at ehlo";

  public Traits {
    capabilities = List.copyOf(capabilities);
  }

  /** The product, if it is only one that speaks like this. */
  public Optional<String> software() {
    Set<String> keywords =
        capabilities.stream()
            .map(line -> line.strip().split(" ", 2)[0].toUpperCase(Locale.ROOT))
            .collect(Collectors.toSet());
    Set<String> products =
        keywords.stream().map(KEYWORDS::get).filter(Objects::nonNull).collect(Collectors.toSet());
    if (!products.isEmpty()) {
      return products.size() == 1 ? products.stream().findFirst() : Optional.empty();
    }
    String words = introduction.toLowerCase(Locale.ROOT);
    if (words.endsWith(PLEASED) && keywords.contains("DELIVERBY")) {
      return Optional.of("Sendmail");
    }
    return words.contains(FILM) ? Optional.of("Stalwart") : Optional.empty();
  }
}
