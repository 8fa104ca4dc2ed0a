/** The signing of mail on a host, and the controls about it. */
@NullMarked
package dev.mxray.mcss.evidence.dkim;

import org.jspecify.annotations.NullMarked;
