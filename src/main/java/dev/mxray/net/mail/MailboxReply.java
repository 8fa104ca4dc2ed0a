package dev.mxray.net.mail;

import java.util.List;

/**
 * A complete answer of a mailbox server: its verdict, and what came before or with it.
 *
 * @param text what stands behind the verdict; hostile, as is the data
 * @param data the other lines, without what marks them as such: the untagged ones of IMAP, the
 *     lines between the verdict and the dot of POP3, those before the verdict of ManageSieve
 */
public record MailboxReply(Status status, String text, List<String> data) {

  /** What an answer says in a word. */
  public enum Status {
    OK,
    /** It was understood and is refused: NO; in POP3 this and {@link #BAD} are one. */
    NO,
    /** It was not understood. */
    BAD,
    /** The server is about to close (IMAP and ManageSieve). */
    BYE,
    /** Greeted as logged in already (RFC 9051 §7.1.4). */
    PREAUTH
  }

  public MailboxReply {
    data = List.copyOf(data);
  }

  public boolean isOk() {
    return status == Status.OK;
  }

  @Override
  public String toString() {
    return text.isEmpty() ? status.name() : status + " " + text;
  }
}
