/** What differs between two reports of one domain: pure, and never taking the unseen for gone. */
@NullMarked
package dev.mxray.report.change;

import org.jspecify.annotations.NullMarked;
