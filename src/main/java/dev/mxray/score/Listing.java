package dev.mxray.score;

import dev.mxray.finding.Severity;

/**
 * An address of the domain on a block list.
 *
 * @param operator who runs the list
 * @param weight what the listing counts for
 */
public record Listing(String operator, Severity weight) {}
