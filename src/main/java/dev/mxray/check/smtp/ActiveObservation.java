package dev.mxray.check.smtp;

import dev.mxray.check.smtp.ServerObservation.Said;
import dev.mxray.net.mail.ActiveDialogue;
import dev.mxray.net.mail.Reply;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered to what was tried out; null for what was not asked or not answered.
 *
 * @param exchange true when it takes mail for the domain, and its recipients were tried
 * @param mailBeforeHelo to MAIL FROM before EHLO
 * @param vrfyKnown to VRFY of postmaster, vrfyUnknown to that of a random address
 * @param expnKnown the same with EXPN
 * @param postmaster to RCPT of postmaster; abuse and random likewise
 * @param relayed to RCPT of addresses elsewhere
 * @param brokenOff how it ended, when not everything could be tried
 */
public record ActiveObservation(
    boolean exchange,
    @Nullable Said mailBeforeHelo,
    @Nullable Said vrfyKnown,
    @Nullable Said vrfyUnknown,
    @Nullable Said expnKnown,
    @Nullable Said expnUnknown,
    @Nullable Said postmaster,
    @Nullable Said abuse,
    @Nullable Said random,
    List<Relayed> relayed,
    @Nullable Ending brokenOff,
    List<String> transcript) {

  /**
   * An address elsewhere, and what was answered.
   *
   * @param hidden true when it hides in a local part
   */
  public record Relayed(String form, String sender, String recipient, boolean hidden, Said reply) {}

  public ActiveObservation {
    relayed = List.copyOf(relayed);
    transcript = List.copyOf(transcript);
  }

  static ActiveObservation of(boolean exchange, ActiveDialogue said) {
    Optional<Ending> broken =
        said.endings().stream().filter(ending -> ending.how() != How.DONE).findFirst();
    return new ActiveObservation(
        exchange,
        said(said.mailBeforeHelo()),
        said(said.vrfyKnown()),
        said(said.vrfyUnknown()),
        said(said.expnKnown()),
        said(said.expnUnknown()),
        said(said.postmaster()),
        said(said.abuse()),
        said(said.random()),
        said.relayed().stream()
            .map(
                one ->
                    new Relayed(
                        one.form().words(),
                        one.form().sender(),
                        one.form().recipient(),
                        one.form().hidden(),
                        new Said(one.reply().code(), one.reply().texts(), one.reply().lines())))
            .toList(),
        broken.orElse(null),
        said.transcript());
  }

  private static @Nullable Said said(@Nullable Reply reply) {
    return reply == null ? null : new Said(reply.code(), reply.texts(), reply.lines());
  }
}
