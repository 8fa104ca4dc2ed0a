package dev.mxray.check.web;

import dev.mxray.observe.Attempt;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of asking for a file over HTTPS. All texts are hostile. */
public sealed interface WebObservation {

  /**
   * The server answered.
   *
   * @param address which one did
   * @param status three digits
   * @param contentType as it is written; null without one
   * @param location of a redirect; null without one
   * @param body what the status 200 came with; empty with any other
   */
  @SuppressWarnings("ArrayRecordComponent") // Octets as sent; nobody compares answers.
  record Answer(
      String address,
      int status,
      @Nullable String contentType,
      @Nullable String location,
      byte[] body)
      implements WebObservation {

    /** True when there is a body to look at. */
    public boolean isOkay() {
      return status == 200;
    }

    /** True when the server sends the client elsewhere. */
    public boolean isRedirect() {
      return status >= 300 && status < 400;
    }
  }

  /**
   * The server could not prove to be the host; nothing was asked of it.
   *
   * @param told the faults of its certificate, for people; at least one
   */
  record Unverified(String address, List<Sentence> told) implements WebObservation {
    public Unverified {
      told = List.copyOf(told);
    }

    /** The faults in English. */
    public List<String> faults() {
      return told.stream().map(Sentence::toString).toList();
    }
  }

  /**
   * The file cannot be had, and that is the host's doing.
   *
   * @param told why, for people
   * @param attempts the addresses that were tried; empty when there is none
   */
  record Failed(Sentence told, List<Attempt> attempts) implements WebObservation {
    public Failed {
      attempts = List.copyOf(attempts);
    }
  }

  /** It could not be seen whether the file can be had. */
  record Unseen(Observed.Unknown<?> unknown) implements WebObservation {}
}
