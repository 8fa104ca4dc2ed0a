/** One message, as a receiver would judge it: DKIM, ARC, SPF and DMARC together. */
@NullMarked
package dev.mxray.message;

import org.jspecify.annotations.NullMarked;
