/** Running services and the age of their configuration. Pure. */
@NullMarked
package dev.mxray.mcss.evidence.timestamp;

import org.jspecify.annotations.NullMarked;
