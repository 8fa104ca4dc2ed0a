package dev.mxray.check.caa;

import dev.mxray.observe.Observed;
import java.util.List;

/**
 * The CAA records that hold for one exchange.
 *
 * @param host the exchange's name
 * @param records as zone files have them, hostile text: of the first name, from the host upwards,
 *     that has any; absent when no name on the way has
 * @param foundAt that name; empty when there is none
 */
public record HostCaa(String host, Observed<List<String>> records, String foundAt) {}
