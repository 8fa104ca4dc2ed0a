/** Rate limits, greylisting and policy services. Pure. */
@NullMarked
package dev.mxray.mcss.evidence.ratelimit;

import org.jspecify.annotations.NullMarked;
