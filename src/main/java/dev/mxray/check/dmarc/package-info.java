/** DMARC (RFC 9989). */
@NullMarked
package dev.mxray.check.dmarc;

import org.jspecify.annotations.NullMarked;
