/** The report as a page of HTML. */
@NullMarked
package dev.mxray.report.html;

import org.jspecify.annotations.NullMarked;
