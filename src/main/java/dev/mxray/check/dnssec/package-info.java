/** Chains of trust from the root to a domain's mail: validated here, and how they are judged. */
@NullMarked
package dev.mxray.check.dnssec;

import org.jspecify.annotations.NullMarked;
