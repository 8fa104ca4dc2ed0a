/** Domain names: what a person types, its A-label and Unicode forms, and public suffixes. */
@NullMarked
package dev.mxray.domain;

import org.jspecify.annotations.NullMarked;
