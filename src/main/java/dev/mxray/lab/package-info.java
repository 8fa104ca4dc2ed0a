/** Loopback servers with scripted behaviour, for the demo and the tests. */
@NullMarked
package dev.mxray.lab;

import org.jspecify.annotations.NullMarked;
