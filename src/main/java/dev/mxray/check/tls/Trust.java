package dev.mxray.check.tls;

/** Whether a path leads from a certificate to a trust anchor, dates and names apart. */
public enum Trust {
  /** By what the server sent. */
  TRUSTED,
  /** Only with an intermediate that this server did not send, but another one did. */
  INCOMPLETE,
  /** No, and it is signed with its own key. */
  SELF_SIGNED,
  /** No. */
  UNTRUSTED,
  /** That cannot be told: it cannot be read in full. */
  UNKNOWN
}
