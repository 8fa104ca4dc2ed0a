/** What belongs to no one software of a mail host: what runs, what listens, what is installed. */
@NullMarked
package dev.mxray.mcss.evidence.host;

import org.jspecify.annotations.NullMarked;
