/** What mail passes through on its way into and out of a mail server. */
@NullMarked
package dev.mxray.mcss.evidence.milter;

import org.jspecify.annotations.NullMarked;
