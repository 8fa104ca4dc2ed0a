package dev.mxray.mcss;

import static dev.mxray.mcss.Views.servers;
import static dev.mxray.mcss.Views.whole;

import dev.mxray.mcss.OutsideView.Topic;
import dev.mxray.mcss.ServerView.State;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * For every row of the decision table: a view that passes it, one that fails it, one that cannot
 * tell.
 */
final class DecisionCases {

  /**
   * A row's cases.
   *
   * @param passes null when the outside cannot show a pass
   * @param fails null when the outside cannot show a failure
   */
  record Case(String control, @Nullable Views passes, @Nullable Views fails, Views unseen) {
    @Override
    public String toString() {
      return control;
    }
  }

  static final Servers GOOD = Servers.good();
  static final Servers SUBMISSION = Servers.submission();
  static final Servers POSTFIX =
      GOOD.software("postfix").greeting("220 mx1.example.com ESMTP Postfix");
  static final Servers EXIM = GOOD.software("exim").greeting("220 mx1.example.com ESMTP Exim");
  static final Servers DOVECOT =
      SUBMISSION.software("dovecot").greeting("220 mx1.example.com Dovecot ready.");
  static final Servers IMAP =
      DOVECOT.at("mx1.example.com", "25.0.0.1", 143).greeting("Dovecot ready.");
  static final Servers IMAPS = IMAP.at("mx1.example.com", "25.0.0.1", 993);
  static final Servers SIEVE = IMAP.at("mx1.example.com", "25.0.0.1", 4190);
  static final Servers TIMEOUT = Servers.in(State.TIMEOUT);
  static final Servers SILENT = Servers.silent();

  private DecisionCases() {}

  static List<Case> all() {
    return Stream.of(SessionCases.all(), SoftwareCases.all(), ServiceCases.all(), RecordCases.all())
        .flatMap(List::stream)
        .toList();
  }

  static Servers shut(int port, State state) {
    return Servers.in(state).at("mx1.example.com", "25.0.0.1", port);
  }

  static Case row(String control, @Nullable Views passes, @Nullable Views fails, Views unseen) {
    return new Case(control, passes, fails, unseen);
  }

  /** A control about what is tried out: nothing is known where nothing was. */
  static Case tried(String control, Servers server) {
    return new Case(
        control,
        servers(server.tried(/* good= */ true)),
        servers(server.tried(/* good= */ false)),
        servers(server));
  }

  static Case topic(String control, Topic topic, Views fails, Views unseen) {
    return new Case(control, whole(topic), fails, unseen);
  }
}
