/**
 * What was seen before: the history of reports, what watches know, and the alerts that are under
 * way, in an embedded database or in PostgreSQL. Blocks; nothing of it is loaded unless it is used.
 */
@NullMarked
package dev.mxray.store;

import org.jspecify.annotations.NullMarked;
