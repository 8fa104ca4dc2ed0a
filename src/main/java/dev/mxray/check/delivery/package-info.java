/** What senders do with mail for each exchange, by what they know of it. */
@NullMarked
package dev.mxray.check.delivery;

import org.jspecify.annotations.NullMarked;
