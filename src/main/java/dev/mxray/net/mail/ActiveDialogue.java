package dev.mxray.net.mail;

import dev.mxray.observe.Ending;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered to what was tried out; null for what was not asked or not answered.
 *
 * @param mailBeforeHelo to MAIL FROM before EHLO
 * @param mailBeforeTls to MAIL FROM in the clear, where mail is submitted
 * @param vrfyKnown to VRFY of postmaster at the domain, which everybody has to have
 * @param vrfyUnknown to VRFY of a random address at the domain
 * @param expnKnown the same with EXPN
 * @param expnUnknown the same with EXPN
 * @param postmaster to RCPT of postmaster at the domain
 * @param abuse to RCPT of abuse at the domain
 * @param security to RCPT of security at the domain
 * @param hostmaster to RCPT of hostmaster at the domain
 * @param random to RCPT of a random address at the domain
 * @param relayed to RCPT of addresses elsewhere, in the order in which they were tried
 * @param endings how the conversations ended, in order
 * @param transcript what was said, line by line
 */
public record ActiveDialogue(
    @Nullable Reply mailBeforeHelo,
    @Nullable Reply mailBeforeTls,
    @Nullable Reply vrfyKnown,
    @Nullable Reply vrfyUnknown,
    @Nullable Reply expnKnown,
    @Nullable Reply expnUnknown,
    @Nullable Reply postmaster,
    @Nullable Reply abuse,
    @Nullable Reply security,
    @Nullable Reply hostmaster,
    @Nullable Reply random,
    List<RelayAnswer> relayed,
    List<Ending> endings,
    List<String> transcript) {

  /** What was answered to one address elsewhere. */
  public record RelayAnswer(RelayForm form, Reply reply) {}

  public ActiveDialogue {
    relayed = List.copyOf(relayed);
    endings = List.copyOf(endings);
    transcript = List.copyOf(transcript);
  }
}
