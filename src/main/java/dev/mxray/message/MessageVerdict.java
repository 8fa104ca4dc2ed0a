package dev.mxray.message;

import dev.mxray.message.signature.ArcVerdict;
import dev.mxray.message.signature.SignatureVerdict;
import dev.mxray.message.source.MessageSource;
import java.util.List;

/**
 * Everything that can be said of a message.
 *
 * @param dkim the verdict on each DKIM-Signature, the topmost first
 */
public record MessageVerdict(
    MessageSource message,
    Author author,
    List<SignatureVerdict> dkim,
    ArcVerdict arc,
    SpfVerdict spf,
    DmarcVerdict dmarc) {
  public MessageVerdict {
    dkim = List.copyOf(dkim);
  }
}
