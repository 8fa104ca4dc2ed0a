/** TLS as a client that looks: handshakes with servers of every age, and what they showed. */
@NullMarked
package dev.mxray.net.tls;

import org.jspecify.annotations.NullMarked;
