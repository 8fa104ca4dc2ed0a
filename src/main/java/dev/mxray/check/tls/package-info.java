/** What TLS with a server showed: its certificates above all. */
@NullMarked
package dev.mxray.check.tls;

import org.jspecify.annotations.NullMarked;
