/** MTA-STS: the TXT record, the policy file, and the exchanges that it names (RFC 8461). */
@NullMarked
package dev.mxray.check.mtasts;

import org.jspecify.annotations.NullMarked;
