package dev.mxray.report;

import dev.mxray.check.ptr.PtrObservation;
import dev.mxray.check.ptr.ReverseName;
import dev.mxray.observe.Observed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reverse DNS of one address of an exchange or of a sender.
 *
 * @param names the PTR names; empty when there is none or it was not seen
 * @param forwardConfirmed true when one of the names resolves back to the address; null when that
 *     was not seen
 * @param sender true for an address that is known only from the domain's SPF record
 */
public record PtrPart(
    String address, List<String> names, @Nullable Boolean forwardConfirmed, boolean sender) {

  /** The parts for what was seen. */
  public static List<PtrPart> of(PtrObservation ptr) {
    return ptr.addresses().stream().map(PtrPart::of).toList();
  }

  private static PtrPart of(ReverseName reverse) {
    Observed<String> confirmed = reverse.confirmed();
    return new PtrPart(
        reverse.address(),
        reverse.names().found().orElse(List.of()),
        confirmed.isUnknown() ? null : confirmed.isPresent(),
        reverse.isSender());
  }
}
