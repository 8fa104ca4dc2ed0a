package dev.mxray.fix;

import dev.mxray.check.bimi.BimiObservation;
import dev.mxray.check.caa.CaaObservation;
import dev.mxray.check.dane.DaneObservation;
import dev.mxray.check.dkim.DkimObservation;
import dev.mxray.check.dmarc.DmarcObservation;
import dev.mxray.check.mtasts.MtaStsObservation;
import dev.mxray.check.mx.MxObservation;
import dev.mxray.check.spf.SpfObservation;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.check.tlsrpt.TlsRptObservation;
import java.time.Instant;
import java.util.List;

/**
 * Everything that remedies look at. A check that brings remedies adds its observation here.
 *
 * @param domain the scanned domain
 * @param handshakes what mail servers and mailbox servers presented
 * @param at when the domain was scanned
 * @param noMail true for a domain that takes part in no mail (profile {@code no_mail})
 */
public record Sight(
    String domain,
    MxObservation mx,
    SpfObservation spf,
    DkimObservation dkim,
    DmarcObservation dmarc,
    MtaStsObservation mtaSts,
    TlsRptObservation tlsRpt,
    BimiObservation bimi,
    DaneObservation dane,
    CaaObservation caa,
    List<TlsObservation> handshakes,
    Instant at,
    boolean noMail) {

  public Sight {
    handshakes = List.copyOf(handshakes);
  }
}
