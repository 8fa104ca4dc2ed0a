/** Mail routing: MX records and the addresses of the exchanges (RFC 5321, RFC 7505). */
@NullMarked
package dev.mxray.check.mx;

import org.jspecify.annotations.NullMarked;
