package dev.mxray.cli;

import dev.mxray.check.spf.CheckHostResult;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.Question;
import dev.mxray.scan.ScanListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Notes the questions of a scan in the order of their answers, and passes everything on. */
final class AskedQuestions implements ScanListener {
  private final ScanListener next;
  private final List<CheckHostResult.Asked> all = new ArrayList<>();

  AskedQuestions(ScanListener next) {
    this.next = next;
  }

  synchronized List<CheckHostResult.Asked> all() {
    return List.copyOf(all);
  }

  @Override
  public void checkStarted(Domain domain, Section check) {
    next.checkStarted(domain, check);
  }

  @Override
  public void checkFinished(Domain domain, Section check) {
    next.checkFinished(domain, check);
  }

  @Override
  public void asked(Domain domain, Question question) {
    next.asked(domain, question);
  }

  @Override
  public void answered(Domain domain, DnsAnswer answer) {
    synchronized (this) {
      all.add(
          new CheckHostResult.Asked(
              answer.question().name(),
              answer.question().type().name(),
              answer.status().name().toLowerCase(Locale.ROOT),
              answer.reason() == null ? null : answer.reason().told()));
    }
    next.answered(domain, answer);
  }

  @Override
  public void finished(Domain domain) {
    next.finished(domain);
  }
}
