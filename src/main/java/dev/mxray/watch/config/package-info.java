/** The file {@code watch.yaml}: what is watched, when, and who is told. */
@NullMarked
package dev.mxray.watch.config;

import org.jspecify.annotations.NullMarked;
