package dev.mxray.observe;

import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came of looking for something: it was seen, its absence was proved, or it stayed unknown.
 * Unknown never turns into absent.
 *
 * @param <T> what is looked for
 */
public sealed interface Observed<T> {

  /** It was seen. */
  record Present<T>(T value) implements Observed<T> {}

  /** A working resolver or server said that there is none. */
  record Absent<T>(Proof proof) implements Observed<T> {}

  /**
   * It could not be seen.
   *
   * @param reason why
   * @param doing what was being done, for people: {@code TXT _dmarc.example.com}
   * @param attempts who was asked, and what came of it, in order
   */
  record Unknown<T>(Reason reason, Sentence doing, List<Attempt> attempts) implements Observed<T> {
    public Unknown {
      attempts = List.copyOf(attempts);
    }

    /** The same, of something that is called by its name in every language. */
    public Unknown(Reason reason, String step, List<Attempt> attempts) {
      this(reason, Sentence.verbatim(step), attempts);
    }

    /** What was being done, in English. */
    public String step() {
      return doing.toString();
    }

    /** The same unknown, about something else. */
    public <U> Unknown<U> as() {
      return new Unknown<>(reason, doing, attempts);
    }
  }

  /** How absence was proved. */
  enum Proof {
    /** The name does not exist (RFC 1034, RFC 8020). */
    NXDOMAIN,
    /** The name exists, or may exist, without such a record (RFC 2308). */
    NODATA,
    /** There are records at the name, but none of the kind that was looked for. */
    OTHER_RECORDS
  }

  static <T> Observed<T> present(T value) {
    return new Present<>(value);
  }

  static <T> Observed<T> absent(Proof proof) {
    return new Absent<>(proof);
  }

  default boolean isPresent() {
    return this instanceof Present;
  }

  default boolean isAbsent() {
    return this instanceof Absent;
  }

  default boolean isUnknown() {
    return this instanceof Unknown;
  }

  /** True when absence was proved by the name not existing. */
  default boolean isNxdomain() {
    return this instanceof Absent<T> absent && absent.proof() == Proof.NXDOMAIN;
  }

  /** The value, when present. */
  default Optional<T> found() {
    return this instanceof Present<T> present ? Optional.of(present.value()) : Optional.empty();
  }

  /** The unknown, when it is one. */
  default Optional<Unknown<T>> unknown() {
    return this instanceof Unknown<T> unknown ? Optional.of(unknown) : Optional.empty();
  }

  /** The same state with the value, when there is one, turned into something else. */
  default <U> Observed<U> map(Function<? super T, ? extends U> function) {
    if (this instanceof Present<T> present) {
      return new Present<>(function.apply(present.value()));
    }
    if (this instanceof Unknown<T> unknown) {
      return unknown.as();
    }
    return new Absent<>(((Absent<T>) this).proof());
  }
}
