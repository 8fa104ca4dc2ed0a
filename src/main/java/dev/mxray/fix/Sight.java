package dev.mxray.fix;

import dev.mxray.check.dkim.DkimObservation;
import dev.mxray.check.dmarc.DmarcObservation;
import dev.mxray.check.mx.MxObservation;
import dev.mxray.check.spf.SpfObservation;

/**
 * Everything that remedies look at. A check that brings remedies adds its observation here.
 *
 * @param domain the scanned domain
 * @param noMail true for a domain that takes part in no mail (profile {@code no_mail})
 */
public record Sight(
    String domain,
    MxObservation mx,
    SpfObservation spf,
    DkimObservation dkim,
    DmarcObservation dmarc,
    boolean noMail) {}
