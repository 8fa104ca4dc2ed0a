package dev.mxray.net.guard;

import dev.mxray.address.IpAddress;
import dev.mxray.text.Sentence;
import java.util.Optional;

/**
 * Which addresses may be contacted: those that a host on the internet can have. A name that leads
 * into the scanner's own network would otherwise make it knock there. It is asked with the address
 * that is dialled, never with the name behind it.
 *
 * @param allowPrivate true to contact any address, as the user asked for
 */
public record AddressPolicy(boolean allowPrivate) {

  /** Only addresses that are global unicast. */
  public static final AddressPolicy PUBLIC_ONLY = new AddressPolicy(/* allowPrivate= */ false);

  /** Why the address is not to be contacted, as {@link IpAddress#special} says it. */
  public Optional<Sentence> refusal(IpAddress address) {
    return allowPrivate ? Optional.empty() : address.special();
  }
}
