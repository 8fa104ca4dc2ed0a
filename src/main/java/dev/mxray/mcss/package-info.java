/**
 * MCSS, the Mailserver Configuration Scoring System 1.0: vectors and their scores, the catalogue of
 * controls, and what an outside view decides of them. Pure: no network, no clock.
 */
@NullMarked
package dev.mxray.mcss;

import org.jspecify.annotations.NullMarked;
