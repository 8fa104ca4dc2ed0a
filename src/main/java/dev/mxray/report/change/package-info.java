/**
 * What differs between two reports of one domain: pure, and never taking the unseen for gone. And
 * what the user knows already, or lives with for a time.
 */
@NullMarked
package dev.mxray.report.change;

import org.jspecify.annotations.NullMarked;
