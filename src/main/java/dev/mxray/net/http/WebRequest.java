package dev.mxray.net.http;

import dev.mxray.domain.HttpsUri;

/**
 * What is asked for.
 *
 * @param accept the media types that are wanted, as the Accept field has them (RFC 9110 §12.5.1)
 * @param maxOctets of the body; a longer one is a failure
 */
public record WebRequest(HttpsUri uri, String accept, int maxOctets) {}
