/** DKIM keys (RFC 6376, RFC 8301, RFC 8463). */
@NullMarked
package dev.mxray.check.dkim;

import org.jspecify.annotations.NullMarked;
