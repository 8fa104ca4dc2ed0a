/**
 * The HTTP service: scans for programs and for a page, over Vert.x. Requests come from anywhere and
 * are hostile until shown otherwise: bounded, read strictly, answered without stack traces.
 */
@NullMarked
package dev.mxray.service;

import org.jspecify.annotations.NullMarked;
