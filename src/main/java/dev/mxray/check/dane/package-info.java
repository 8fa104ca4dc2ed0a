/** TLSA records for mail servers, compared with what the servers present (RFC 7672). */
@NullMarked
package dev.mxray.check.dane;

import org.jspecify.annotations.NullMarked;
