/** What to publish so that a finding is no longer true: pure, from observations and findings. */
@NullMarked
package dev.mxray.fix;

import org.jspecify.annotations.NullMarked;
