/**
 * What was collected on a mail host, and how it decides controls. One folder for each kind of
 * software; the readers of formats there are pure, and so are the assessors: evidence in, verdict
 * out.
 */
@NullMarked
package dev.mxray.mcss.evidence;

import org.jspecify.annotations.NullMarked;
