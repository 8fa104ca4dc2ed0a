/** A bounded look at one file over HTTPS. */
@NullMarked
package dev.mxray.net.http;

import org.jspecify.annotations.NullMarked;
