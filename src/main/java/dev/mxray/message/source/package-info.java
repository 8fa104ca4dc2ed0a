/** A mail message as octets: its header fields, canonical forms and body hashes. */
@NullMarked
package dev.mxray.message.source;

import org.jspecify.annotations.NullMarked;
