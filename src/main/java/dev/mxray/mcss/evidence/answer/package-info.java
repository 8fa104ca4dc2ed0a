/** What a person says of controls that nothing shows: questions, answers, and their file. */
@NullMarked
package dev.mxray.mcss.evidence.answer;

import org.jspecify.annotations.NullMarked;
