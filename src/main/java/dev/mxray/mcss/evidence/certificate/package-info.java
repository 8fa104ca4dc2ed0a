/** Certificates and TLS as a host has them configured. Pure. */
@NullMarked
package dev.mxray.mcss.evidence.certificate;

import org.jspecify.annotations.NullMarked;
