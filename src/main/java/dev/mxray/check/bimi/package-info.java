/** BIMI: the record, the logo, and the certificate that goes with it. */
@NullMarked
package dev.mxray.check.bimi;

import org.jspecify.annotations.NullMarked;
