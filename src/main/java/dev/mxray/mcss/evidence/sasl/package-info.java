/** Logins: what the configurations of mail and mailbox servers say of them. Pure. */
@NullMarked
package dev.mxray.mcss.evidence.sasl;

import org.jspecify.annotations.NullMarked;
