/** SPF (RFC 7208). */
@NullMarked
package dev.mxray.check.spf;

import org.jspecify.annotations.NullMarked;
