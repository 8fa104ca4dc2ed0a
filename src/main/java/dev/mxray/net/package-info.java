/** What everything that uses the network shares: the event loops. */
@NullMarked
package dev.mxray.net;

import org.jspecify.annotations.NullMarked;
