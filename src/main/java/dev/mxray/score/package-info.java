/** The 0-100 score: section ledgers, grade, range and coverage. */
@NullMarked
package dev.mxray.score;

import org.jspecify.annotations.NullMarked;
