/** What servers run, as far as they tell it themselves. */
@NullMarked
package dev.mxray.check.software;

import org.jspecify.annotations.NullMarked;
