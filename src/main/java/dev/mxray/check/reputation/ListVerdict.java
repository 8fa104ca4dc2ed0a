package dev.mxray.check.reputation;

import dev.mxray.observe.Attempt;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of asking a list about an address or a domain. */
public sealed interface ListVerdict {

  /** The list answered and is to be believed. */
  default boolean isUsable() {
    return this instanceof Listed || this instanceof Clean;
  }

  /**
   * It is listed.
   *
   * @param addresses the addresses of the answer, sorted
   * @param codes what they mean, the heaviest first; never empty
   * @param reason what the list says about it (TXT, RFC 5782 §2.1): bounded, printable; null when
   *     it says nothing
   */
  record Listed(List<String> addresses, List<ListCode> codes, @Nullable String reason)
      implements ListVerdict {
    public Listed {
      addresses = List.copyOf(addresses);
      codes = List.copyOf(codes);
    }

    /** What the listing counts for: the weight of its heaviest code. */
    public Weight weight() {
      return codes.get(0).weight();
    }

    /** The meanings of its codes. */
    public String meaning() {
      return String.join("; ", codes.stream().map(ListCode::meaning).distinct().toList());
    }
  }

  /** It is not listed. */
  record Clean() implements ListVerdict {}

  /**
   * The list gives no answer to whoever asked.
   *
   * @param told the code that says so
   * @param attempts the resolvers that were tried
   */
  record Refused(Sentence told, List<Attempt> attempts) implements ListVerdict {
    public Refused {
      attempts = List.copyOf(attempts);
    }

    /** The code that says so, in English. */
    public String answer() {
      return told.toString();
    }
  }

  /**
   * The list fails its test points, or answers as no list does (RFC 5782 §5, §2.1): not to be
   * believed, whatever it says.
   *
   * @param told the question and answer that show it
   * @param attempts the resolvers that were tried
   */
  record Broken(Sentence told, List<Attempt> attempts) implements ListVerdict {
    public Broken {
      attempts = List.copyOf(attempts);
    }

    /** The proof in English. */
    public String proof() {
      return told.toString();
    }
  }

  /** There was no answer. */
  record Unknown(Observed.Unknown<?> unknown) implements ListVerdict {}
}
