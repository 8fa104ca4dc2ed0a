package dev.mxray.message;

import dev.mxray.check.dmarc.DmarcPolicy;
import dev.mxray.check.dmarc.DmarcRecord;
import dev.mxray.message.signature.ArcVerdict;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;

/** What the verdicts on a message come to, in plain words. */
public final class Conclusion {
  private Conclusion() {}

  /** A few sentences; they repeat what the message and the DNS say, and so are hostile text. */
  public static List<Sentence> of(MessageVerdict verdict) {
    var sentences = new ArrayList<Sentence>();
    DmarcVerdict dmarc = verdict.dmarc();
    sentences.add(Sentence.of("message.dmarc", dmarc.result().id(), dmarc.told()));
    sentences.add(fate(dmarc));
    if (dmarc.observation() != null
        && dmarc.observation().record().filter(DmarcRecord::testing).isPresent()
        && dmarc.result() == DmarcVerdict.Result.FAIL) {
      sentences.add(Sentence.of("message.testing"));
    }
    if (verdict.spf().check() == null && dmarc.result() == DmarcVerdict.Result.FAIL) {
      sentences.add(Sentence.of("message.without-spf"));
    }
    if (dmarc.result() == DmarcVerdict.Result.FAIL
        && verdict.arc().state() == ArcVerdict.State.PASS) {
      sentences.add(
          Sentence.of(
              "message.arc-helps",
              verdict.arc().sealers().get(verdict.arc().sealers().size() - 1)));
    }
    return sentences;
  }

  private static Sentence fate(DmarcVerdict dmarc) {
    if (dmarc.result() == DmarcVerdict.Result.TEMPERROR || dmarc.disposition() == null) {
      return Sentence.of("message.fate-unknown");
    }
    if (dmarc.result() == DmarcVerdict.Result.PASS) {
      return Sentence.of("message.fate-pass");
    }
    if (dmarc.result() == DmarcVerdict.Result.NONE) {
      return Sentence.of("message.fate-none");
    }
    return switch (dmarc.disposition()) {
      case REJECT -> Sentence.of("message.fate-reject", by(dmarc));
      case QUARANTINE -> Sentence.of("message.fate-quarantine", by(dmarc));
      case NONE -> Sentence.of("message.fate-policy-none", by(dmarc));
    };
  }

  private static String by(DmarcVerdict dmarc) {
    DmarcPolicy policy = dmarc.policy();
    return policy == null ? "" : " (" + policy.id() + ")";
  }
}
