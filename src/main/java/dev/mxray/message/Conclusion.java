package dev.mxray.message;

import dev.mxray.check.dmarc.DmarcPolicy;
import dev.mxray.check.dmarc.DmarcRecord;
import dev.mxray.message.signature.ArcVerdict;
import java.util.ArrayList;
import java.util.List;

/** What the verdicts on a message come to, in plain words. */
public final class Conclusion {
  private Conclusion() {}

  /** A few sentences; they repeat what the message and the DNS say, and so are hostile text. */
  public static List<String> of(MessageVerdict verdict) {
    var sentences = new ArrayList<String>();
    DmarcVerdict dmarc = verdict.dmarc();
    sentences.add("DMARC " + dmarc.result().id() + ": " + dmarc.reason() + ".");
    sentences.add(fate(dmarc));
    if (dmarc.observation() != null
        && dmarc.observation().record().filter(DmarcRecord::testing).isPresent()
        && dmarc.result() == DmarcVerdict.Result.FAIL) {
      sentences.add(
          "The policy is one level lower than published, since it is in test mode (t=y).");
    }
    if (verdict.spf().check() == null && dmarc.result() == DmarcVerdict.Result.FAIL) {
      sentences.add(
          "SPF was not part of this: with the connecting address and the envelope sender"
              + " (--ip, --mail-from) the result may be another one.");
    }
    if (dmarc.result() == DmarcVerdict.Result.FAIL
        && verdict.arc().state() == ArcVerdict.State.PASS) {
      sentences.add(
          "The ARC chain passes: a receiver that trusts "
              + verdict.arc().sealers().get(verdict.arc().sealers().size() - 1)
              + " may deliver the message all the same.");
    }
    return sentences;
  }

  private static String fate(DmarcVerdict dmarc) {
    if (dmarc.result() == DmarcVerdict.Result.TEMPERROR || dmarc.disposition() == null) {
      return "What a receiver does cannot be said; many ask the sender to try again later.";
    }
    if (dmarc.result() == DmarcVerdict.Result.PASS) {
      return "A receiver takes the author's domain as authenticated; no policy stands against delivery.";
    }
    if (dmarc.result() == DmarcVerdict.Result.NONE) {
      return "There is no policy to follow: the receiver's own filters decide.";
    }
    return switch (dmarc.disposition()) {
      case REJECT -> "A receiver that follows the policy refuses the message" + by(dmarc) + ".";
      case QUARANTINE ->
          "A receiver that follows the policy treats the message as suspicious, as by putting it"
              + " into the spam folder"
              + by(dmarc)
              + ".";
      case NONE ->
          "The policy asks for nothing" + by(dmarc) + ": the receiver's own filters decide.";
    };
  }

  private static String by(DmarcVerdict dmarc) {
    DmarcPolicy policy = dmarc.policy();
    return policy == null ? "" : " (" + policy.id() + ")";
  }
}
