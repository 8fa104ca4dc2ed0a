/** TLS-RPT: where senders report failures of TLS to (RFC 8460). */
@NullMarked
package dev.mxray.check.tlsrpt;

import org.jspecify.annotations.NullMarked;
