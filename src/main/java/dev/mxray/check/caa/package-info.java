/** Which authorities may issue certificates for the exchanges (RFC 8659). */
@NullMarked
package dev.mxray.check.caa;

import org.jspecify.annotations.NullMarked;
