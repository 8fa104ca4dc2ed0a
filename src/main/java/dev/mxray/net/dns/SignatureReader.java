package dev.mxray.net.dns;

import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Says whether a resolver passes signatures on. Pure but for what it remembers of the resolver. */
final class SignatureReader {
  /** What such an answer is called among the attempts. */
  static final String STRIPPED = "no DNSSEC records";

  private SignatureReader() {}

  /**
   * Reads the keys of a trust anchor's zone, which are signed wherever the zone is the real one.
   */
  static AnswerReader.Reading ofAnchor(Resolver resolver, Message message) {
    if (!hasSignature(message)) {
      resolver.stripsSignatures(true);
      return new AnswerReader.Refused(STRIPPED);
    }
    resolver.stripsSignatures(false);
    return new AnswerReader.Whole(message);
  }

  /** Reads any other answer: a resolver that knows DNSSEC repeats DO (RFC 3225 §3). */
  static AnswerReader.Reading ofAny(Resolver resolver, Message message) {
    OPTRecord opt = message.getOPT();
    if (resolver.stripsSignatures() || opt == null || (opt.getFlags() & ExtendedFlags.DO) == 0) {
      return new AnswerReader.Refused(STRIPPED);
    }
    return new AnswerReader.Whole(message);
  }

  private static boolean hasSignature(Message message) {
    for (Record record : message.getSection(Section.ANSWER)) {
      if (record.getType() == Type.RRSIG) {
        return true;
      }
    }
    return false;
  }
}
