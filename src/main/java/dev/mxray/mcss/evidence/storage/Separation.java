package dev.mxray.mcss.evidence.storage;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether folders of one kind lie on a file system of their own.
 *
 * @param untold no folder of the kind is told of
 * @param all every one of them is apart
 * @param none none of them is apart
 * @param part one of them is not apart, others are
 */
record Separation(Sentence untold, Sentence all, Sentence none, Sentence part) {
  static final Separation OF_MAILBOXES =
      new Separation(
          Sentence.of("storage.mailboxes-untold", StorageAssessors.FILE),
          Sentence.of("storage.mailboxes-apart"),
          Sentence.of("storage.mailboxes-not-apart"),
          Sentence.of("storage.mailboxes-partly-apart"));

  static final Separation OF_QUEUE =
      new Separation(
          Sentence.of("storage.queue-untold", StorageAssessors.FILE),
          Sentence.of("storage.queue-apart"),
          Sentence.of("storage.queue-not-apart"),
          Sentence.of("storage.queue-partly-apart"));

  HostVerdict of(List<MailFolder> folders) {
    List<Quote> own = new ArrayList<>();
    List<Quote> shared = new ArrayList<>();
    for (MailFolder folder : folders) {
      folder
          .fact("separated_from_root")
          .ifPresent(
              told ->
                  (told.value().matches("(?i)(si|sì|yes)\\b.*") ? own : shared).add(told.quote()));
    }
    if (own.isEmpty() && shared.isEmpty()) {
      return HostVerdict.notAssessed(untold);
    }
    if (shared.isEmpty()) {
      return HostVerdict.pass(own.get(0), all);
    }
    return own.isEmpty()
        ? HostVerdict.fail(shared.get(0), none)
        : HostVerdict.partial(shared.get(0), part);
  }
}
