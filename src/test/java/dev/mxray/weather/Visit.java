package dev.mxray.weather;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.mxray.net.mail.MailboxProtocol;
import dev.mxray.net.tls.OddHandshake;
import dev.mxray.weather.Spell.Stage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection to a server that keeps to its protocol up to where its spell begins. */
final class Visit extends SimpleChannelInboundHandler<ByteBuf> {
  private static final long DRIP_MILLIS = 20;

  private final Spell spell;
  private final @Nullable MailboxProtocol protocol;
  private final boolean implicit;
  private final Random random;
  private final StringBuilder line = new StringBuilder();

  private @Nullable ChannelHandlerContext context;
  private @Nullable OddHandshake tls;
  private byte[] flight = new byte[0];
  private boolean secured;
  private boolean cast;

  /**
   * @param protocol null for SMTP
   */
  Visit(Spell spell, @Nullable MailboxProtocol protocol, boolean implicit, long seed) {
    this.spell = spell;
    this.protocol = protocol;
    this.implicit = implicit;
    this.random = new Random(seed);
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    context = active;
    if (spell.stage() == Stage.CONNECT) {
      cast();
    } else if (implicit) {
      tls = spell.handshake();
    } else {
      greet();
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext active, ByteBuf bytes) {
    if (cast) {
      return;
    }
    byte[] octets = ByteBufUtil.getBytes(bytes);
    if (tls == null) {
      lines(new String(octets, ISO_8859_1));
      return;
    }
    byte[] answer = tls.answer(octets);
    if (spell.stage() == Stage.HELLO) {
      flight = answer;
      cast();
      return;
    }
    sayRaw(answer);
    if (tls.isUp() && !secured) {
      secured = true;
      if (spell.stage() == Stage.SECURED) {
        cast();
        return;
      }
      if (implicit || protocol == MailboxProtocol.SIEVE) {
        greet();
      }
    }
    lines(tls.heard());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext active, Throwable cause) {
    close();
  }

  @Override
  public String toString() {
    return spell.name() + " with " + (protocol == null ? "SMTP" : protocol) + " " + context;
  }

  private void lines(String text) {
    line.append(text);
    for (int end = line.indexOf("\r\n"); end >= 0 && !cast; end = line.indexOf("\r\n")) {
      String whole = line.substring(0, end);
      line.delete(0, end + 2);
      line(whole);
    }
  }

  private void line(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    boolean start = upper.endsWith("STARTTLS") || upper.endsWith("STLS");
    if ((spell.stage() == Stage.INSIDE && secured)
        || spell.stage() == Stage.FIRST_LINE
        || (spell.stage() == Stage.GOODBYE && (upper.equals("QUIT") || upper.endsWith("LOGOUT")))
        || (spell.stage() == Stage.STARTTLS && start)) {
      cast();
      return;
    }
    say(answer(upper, text).getBytes(ISO_8859_1));
    if (start) {
      line.setLength(0);
      tls = spell.handshake();
    }
  }

  private String answer(String upper, String text) {
    if (protocol == null) {
      return upper.startsWith("EHLO")
          ? secured ? "250-mx\r\n250 AUTH PLAIN\r\n" : "250-mx\r\n250 STARTTLS\r\n"
          : upper.equals("STARTTLS") ? "220 go\r\n" : "250 yes\r\n";
    }
    return switch (protocol) {
      case IMAP -> {
        String tag = text.substring(0, Math.max(0, text.indexOf(' ')));
        yield (upper.endsWith("CAPABILITY") ? "* CAPABILITY IMAP4rev1 ID STARTTLS\r\n" : "")
            + tag
            + " OK yes\r\n";
      }
      case POP3 -> upper.equals("CAPA") ? "+OK\r\nUSER\r\nSTLS\r\n.\r\n" : "+OK\r\n";
      case SIEVE -> "OK\r\n";
    };
  }

  private void greet() {
    say(
        (protocol == null
                ? "220 mx ESMTP\r\n"
                : switch (protocol) {
                  case IMAP -> "* OK ready\r\n";
                  case POP3 -> "+OK ready\r\n";
                  case SIEVE -> "\"SASL\" \"PLAIN\"\r\n\"STARTTLS\"\r\nOK\r\n";
                })
            .getBytes(ISO_8859_1));
  }

  private void cast() {
    cast = true;
    spell.act().accept(this);
  }

  /* What spells do. */

  Random random() {
    return random;
  }

  byte[] octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  /** What the server would now say in its handshake. */
  byte[] flight() {
    return flight;
  }

  byte[] alert() {
    return new byte[] {21, 3, 3, 0, 2, (byte) (1 + random.nextInt(2)), (byte) random.nextInt(256)};
  }

  /** Inside TLS when that is up. */
  void say(byte[] octets) {
    if (octets.length > 0) {
      sayRaw(secured && tls != null ? tls.inside(octets) : octets);
    }
  }

  void sayRaw(byte[] octets) {
    if (octets.length > 0) {
      var unused = context().writeAndFlush(Unpooled.wrappedBuffer(octets));
    }
  }

  void sayAndClose(byte[] octets) {
    say(octets);
    close();
  }

  void sayForEver(byte[] octets) {
    byte[] said = secured && tls != null ? tls.inside(octets) : octets;
    context()
        .writeAndFlush(Unpooled.wrappedBuffer(said))
        .addListener(
            done -> {
              if (done.isSuccess()) {
                sayForEver(octets);
              }
            });
  }

  void drip(String text) {
    if (text.isEmpty() || !context().channel().isActive()) {
      return;
    }
    say(text.substring(0, 1).getBytes(ISO_8859_1));
    var unused =
        context()
            .executor()
            .schedule(() -> drip(text.substring(1)), DRIP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A part of the handshake, and then this. */
  void cut(Consumer<Visit> then) {
    sayRaw(Arrays.copyOf(flight, random.nextInt(flight.length + 1)));
    then.accept(this);
  }

  void mutate() {
    byte[] mutated = flight.clone();
    for (int i = 0; i < 3 && mutated.length > 0; i++) {
      mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
    }
    sayRaw(mutated);
  }

  void storm(int requests) {
    if (tls != null) {
      sayRaw(tls.storm(requests));
    }
  }

  void close() {
    context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  void reset() {
    context().channel().config().setOption(ChannelOption.SO_LINGER, 0);
    var unused = context().close();
  }

  private ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("nobody is there yet");
    }
    return context;
  }
}
