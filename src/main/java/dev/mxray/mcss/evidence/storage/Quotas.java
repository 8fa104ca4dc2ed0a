package dev.mxray.mcss.evidence.storage;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Lines;
import dev.mxray.text.Sentence;
import java.util.Optional;

/** Limits of the file systems, or of the mailbox server where all mail is of one account. */
final class Quotas {
  private Quotas() {}

  static HostVerdict limits(EvidenceFile file) {
    Optional<Quote> report =
        Lines.first(file, text -> text.startsWith("*** Report for ") && text.contains("quotas on"));
    if (report.isPresent()) {
      return HostVerdict.pass(report.get(), Sentence.of("storage.quotas-in-effect"));
    }
    Optional<Quote> mounted =
        Lines.first(
            file,
            text ->
                text.matches(
                    ".*\\b(usrquota|usrjquota=\\S+|uquota|prjquota|pquota|grpquota)\\b.*"));
    if (mounted.isPresent()) {
      return HostVerdict.pass(mounted.get(), Sentence.of("storage.mounted-with-quotas"))
          .indicative();
    }
    Optional<Quote> server =
        Lines.first(
            file,
            text ->
                text.matches(
                    "\\s*(quota\\d*_rule\\d*|(quota_)?storage_size|quota_storage_size) *= *\\S.*"));
    if (server.isPresent()) {
      return HostVerdict.pass(server.get(), Sentence.of("storage.quotas-of-server")).indicative();
    }
    return HostVerdict.fail(file.quote(), Sentence.of("storage.no-quota")).indicative();
  }
}
