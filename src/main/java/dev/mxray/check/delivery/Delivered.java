package dev.mxray.check.delivery;

/** How mail gets to a server; a later constant is worse for the sender who cares. */
public enum Delivered {
  /** Over TLS, to a server that was shown to be the right one. */
  VERIFIED,
  /** Over TLS, to whoever answers. */
  ENCRYPTED,
  /** Not known. */
  UNKNOWN,
  /** In the clear. */
  CLEARTEXT,
  /** Not at all: it waits with the sender, and in the end comes back. */
  NOT_DELIVERED
}
