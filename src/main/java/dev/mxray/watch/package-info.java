/**
 * Looks at domains and addresses again and again, and tells when something has changed. Its own
 * threads may block; nothing of it is loaded unless it is used.
 */
@NullMarked
package dev.mxray.watch;

import org.jspecify.annotations.NullMarked;
