package dev.mxray.scan;

import dev.mxray.check.smtp.ServerObservation;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.Question;

/**
 * Watches scans. Calls come from event-loop threads, for one domain in this order: {@code started},
 * then any number of the others, then {@code finished}. They must return quickly.
 */
public interface ScanListener {
  /** A listener that does nothing. */
  ScanListener NONE = new ScanListener() {};

  /** A domain's scan begins. */
  default void started(Domain domain) {}

  /** A check begins to ask. */
  default void checkStarted(Domain domain, Section check) {}

  /** A question of this scan is asked for the first time. */
  default void asked(Domain domain, Question question) {}

  /** A question has its answer. */
  default void answered(Domain domain, DnsAnswer answer) {}

  /** A conversation with a mail server has ended, or did not come about. */
  default void conversed(Domain domain, ServerObservation server) {}

  /** A check has seen what it can see. */
  default void checkFinished(Domain domain, Section check) {}

  /** The report is complete. */
  default void finished(Domain domain) {}
}
