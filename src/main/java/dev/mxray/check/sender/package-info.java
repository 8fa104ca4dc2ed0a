/** What SPF, DKIM and DMARC together mean for mail in a domain's name. */
@NullMarked
package dev.mxray.check.sender;

import org.jspecify.annotations.NullMarked;
