package dev.mxray.check.hosts;

import dev.mxray.text.Sentence;
import java.util.List;

/**
 * An address of a domain's mail.
 *
 * @param address in text form; global unicast
 * @param hosts the exchanges that have it, by preference; empty when it is known only from the SPF
 *     record
 * @param sender true when the domain's own SPF record names it as a single address
 */
public record HostAddress(String address, List<String> hosts, boolean sender) {
  /** What owns an address that is known only from the SPF record, in findings. */
  public static final Sentence SENDER = Sentence.of("hosts.sender");

  public HostAddress {
    hosts = List.copyOf(hosts);
  }
}
