package dev.mxray.message.signature;

/**
 * Who a signature says that it is from.
 *
 * @param domain the tag {@code d}, lower case
 * @param selector the tag {@code s}, lower case
 */
public record Signer(String domain, String selector) {}
