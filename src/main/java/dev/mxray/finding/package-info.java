/** Findings: the catalogue of judgements, their severities and texts. */
@NullMarked
package dev.mxray.finding;

import org.jspecify.annotations.NullMarked;
