/** The catalogue in PostgreSQL. Blocks; nothing of it is loaded unless it is used. */
@NullMarked
package dev.mxray.mcss.store;

import org.jspecify.annotations.NullMarked;
