package dev.mxray.net.http;

import dev.mxray.address.IpAddress;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Ending.How;
import dev.mxray.text.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a request. */
public sealed interface Fetched {

  /**
   * The server answered. Its texts are hostile.
   *
   * @param address which one did
   * @param status three digits (RFC 9110 §15); never 1xx
   * @param contentType as it is written; null without one
   * @param location of a redirect, which is never followed; null without one
   * @param body what the status 200 came with, whole, no content coding left; empty with any other
   */
  @SuppressWarnings("ArrayRecordComponent") // Octets as sent; nobody compares answers.
  record Response(
      IpAddress address,
      int status,
      @Nullable String contentType,
      @Nullable String location,
      byte[] body)
      implements Fetched {}

  /**
   * The server is not who it has to be; nothing was said to it.
   *
   * @param faults why, for people; at least one
   */
  record Refused(IpAddress address, List<Sentence> faults) implements Fetched {
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /**
   * There is no answer, or none within the limits.
   *
   * @param how in a word; of several addresses, of the one that tells most about the server
   * @param told the same for people
   * @param attempts every address that was tried, in the order in which they ended
   */
  record Failed(How how, Sentence told, List<Attempt> attempts) implements Fetched {
    /** One that is called by its name, or that nobody is told of. */
    public Failed(How how, String words, List<Attempt> attempts) {
      this(how, Sentence.verbatim(words), attempts);
    }

    /** The same in English. */
    public String words() {
      return told.toString();
    }

    public Failed {
      attempts = List.copyOf(attempts);
    }
  }
}
