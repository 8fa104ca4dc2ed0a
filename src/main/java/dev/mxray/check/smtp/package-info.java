/** The mail servers of a domain: what they say, and whether they offer TLS. */
@NullMarked
package dev.mxray.check.smtp;

import org.jspecify.annotations.NullMarked;
