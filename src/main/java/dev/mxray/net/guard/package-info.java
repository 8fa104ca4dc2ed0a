/** What may be contacted, how often, and by which way. */
@NullMarked
package dev.mxray.net.guard;

import org.jspecify.annotations.NullMarked;
