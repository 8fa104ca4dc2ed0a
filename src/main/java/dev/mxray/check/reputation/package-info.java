/** Block and allow lists: what they say about the addresses and names of a domain's mail. */
@NullMarked
package dev.mxray.check.reputation;

import org.jspecify.annotations.NullMarked;
