/** The resolver engine: questions over UDP, TCP, TLS and HTTPS to several resolvers. */
@NullMarked
package dev.mxray.net.dns;

import org.jspecify.annotations.NullMarked;
