package dev.mxray.report;

import dev.mxray.check.delivery.Delivered;
import dev.mxray.check.delivery.Delivery;
import java.util.List;
import java.util.Locale;

/**
 * What senders do with mail for one exchange, at the worst of its addresses that were talked to:
 * {@code verified}, {@code encrypted}, {@code cleartext}, {@code not_delivered} or {@code unknown}.
 *
 * @param plain one that uses TLS when it can
 * @param mtaSts one that follows MTA-STS and no DANE
 * @param dane one that follows DANE and no MTA-STS
 */
public record DeliveryPart(String host, String plain, String mtaSts, String dane) {

  /** The parts for what was seen. */
  public static List<DeliveryPart> of(List<Delivery> deliveries) {
    return deliveries.stream()
        .map(
            one ->
                new DeliveryPart(
                    one.host(), word(one.plain()), word(one.mtaSts()), word(one.dane())))
        .toList();
  }

  private static String word(Delivered delivered) {
    return delivered.name().toLowerCase(Locale.ROOT);
  }
}
