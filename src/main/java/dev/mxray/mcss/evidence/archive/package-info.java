/**
 * Reads what was collected on a mail host: an archive as a stream, or a folder. Hostile input: it
 * is bounded, nothing of it is written anywhere, and no link in it is followed.
 */
@NullMarked
package dev.mxray.mcss.evidence.archive;

import org.jspecify.annotations.NullMarked;
