/** The addresses that every mail domain must have (RFC 2142). Pure. */
@NullMarked
package dev.mxray.mcss.evidence.alias;

import org.jspecify.annotations.NullMarked;
