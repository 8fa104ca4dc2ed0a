/** Signatures in messages: DKIM (RFC 6376) and ARC (RFC 8617). */
@NullMarked
package dev.mxray.message.signature;

import org.jspecify.annotations.NullMarked;
