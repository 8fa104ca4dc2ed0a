/**
 * Postfix: the readers of main.cf, master.cf and the outputs of postconf, and what decides by them.
 * Pure.
 */
@NullMarked
package dev.mxray.mcss.evidence.postfix;

import org.jspecify.annotations.NullMarked;
