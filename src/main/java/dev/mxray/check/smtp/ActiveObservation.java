package dev.mxray.check.smtp;

import dev.mxray.check.smtp.ServerObservation.Said;
import dev.mxray.net.mail.ActiveDialogue;
import dev.mxray.net.mail.Reply;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered to what was tried out; null for what was not asked or not answered.
 *
 * @param exchange true when it takes mail for the domain, and its recipients were tried
 * @param mailBeforeHelo to MAIL FROM before EHLO
 * @param mailBeforeTls to MAIL FROM in the clear on a submission port, without a login
 * @param vrfyKnown to VRFY of postmaster, vrfyUnknown to that of a random address
 * @param expnKnown the same with EXPN
 * @param postmaster to RCPT of postmaster; the other roles and a random address likewise
 * @param relayed to RCPT of addresses elsewhere
 * @param brokenOff how it ended, when not everything could be tried
 */
public record ActiveObservation(
    boolean exchange,
    @Nullable Said mailBeforeHelo,
    @Nullable Said mailBeforeTls,
    @Nullable Said vrfyKnown,
    @Nullable Said vrfyUnknown,
    @Nullable Said expnKnown,
    @Nullable Said expnUnknown,
    @Nullable Said postmaster,
    @Nullable Said abuse,
    @Nullable Said security,
    @Nullable Said hostmaster,
    @Nullable Said random,
    List<Relayed> relayed,
    @Nullable Ending brokenOff,
    List<String> transcript) {

  /**
   * An address elsewhere, and what was answered.
   *
   * @param hidden true when it hides in a local part
   */
  public record Relayed(
      Sentence form, String sender, String recipient, boolean hidden, Said reply) {}

  private static final int OKAY = 250;

  /** RFC 5321 §3.4: not local, and sent on. */
  private static final int FORWARDS = 251;

  /** Replies that say that a command is not there, which tell nothing about an address. */
  private static final Set<Integer> NOT_IMPLEMENTED = Set.of(500, 501, 502, 503, 504);

  public ActiveObservation {
    relayed = List.copyOf(relayed);
    transcript = List.copyOf(transcript);
  }

  /** The first address elsewhere that was accepted as such. */
  Optional<Relayed> proof() {
    // Whoever takes any local part may have delivered a hidden form to a mailbox of its own.
    boolean takesEverything = random == null || random.code() / 100 != 5;
    return relayed.stream()
        .filter(one -> one.reply().code() == OKAY || one.reply().code() == FORWARDS)
        .filter(one -> !one.hidden() || !takesEverything)
        .findFirst();
  }

  /** Whether it relays; empty when that could not be told. */
  public Optional<Boolean> relays() {
    if (proof().isPresent()) {
      return Optional.of(true);
    }
    boolean refused =
        brokenOff == null
            && !relayed.isEmpty()
            && relayed.stream().noneMatch(one -> one.reply().code() / 100 == 4);
    return refused ? Optional.of(false) : Optional.empty();
  }

  /** Whether mail may begin in the clear and without a login; empty when that could not be told. */
  public Optional<Boolean> takesMailBeforeTls() {
    return mailBeforeTls == null || mailBeforeTls.code() / 100 == 4
        ? Optional.empty()
        : Optional.of(mailBeforeTls.code() / 100 == 2);
  }

  /** Whether VRFY or EXPN tells who exists; empty when that could not be told. */
  public Optional<Boolean> tellsRecipients() {
    if (vrfyKnown == null && expnKnown == null) {
      return Optional.empty();
    }
    return Optional.of(tells(vrfyKnown, vrfyUnknown) || tells(expnKnown, expnUnknown));
  }

  /** Whether the two replies part an address that exists from one that does not. */
  static boolean tells(@Nullable Said known, @Nullable Said unknown) {
    return known != null
        && unknown != null
        && known.code() / 100 == 2
        && unknown.code() / 100 == 5
        && !NOT_IMPLEMENTED.contains(unknown.code());
  }

  static ActiveObservation of(boolean exchange, ActiveDialogue said) {
    Optional<Ending> broken =
        said.endings().stream().filter(ending -> ending.how() != How.DONE).findFirst();
    return new ActiveObservation(
        exchange,
        said(said.mailBeforeHelo()),
        said(said.mailBeforeTls()),
        said(said.vrfyKnown()),
        said(said.vrfyUnknown()),
        said(said.expnKnown()),
        said(said.expnUnknown()),
        said(said.postmaster()),
        said(said.abuse()),
        said(said.security()),
        said(said.hostmaster()),
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
