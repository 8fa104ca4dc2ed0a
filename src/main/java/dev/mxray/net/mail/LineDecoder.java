package dev.mxray.net.mail;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes lines of what a server sends, and keeps what is wrong with them. When it is taken out of
 * the pipeline it passes on what it has not yet read as it came, so that whoever takes it out sees
 * it.
 */
final class LineDecoder extends ByteToMessageDecoder {
  /** Octets of a line that are kept; four times what RFC 5321 allows. */
  static final int MAX_KEPT = 4 * Line.MAX_OCTETS;

  private final int maxKept;
  private boolean ended;

  /** For SMTP. */
  LineDecoder() {
    this(MAX_KEPT);
  }

  /**
   * @param maxKept octets of a line that are kept; nothing is read behind a longer one
   */
  LineDecoder(int maxKept) {
    this.maxKept = maxKept;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (ended) {
      in.skipBytes(in.readableBytes());
      return;
    }
    int length = in.bytesBefore((byte) '\n');
    if (length < 0 ? in.readableBytes() > maxKept : length > maxKept) {
      out.add(new Line(text(in, maxKept), Line.End.CUT));
      ended = true; // nobody can tell where the next line begins
    } else if (length >= 0) {
      String text = text(in, length);
      in.skipBytes(1);
      out.add(
          text.endsWith("\r")
              ? new Line(text.substring(0, length - 1), Line.End.CRLF)
              : new Line(text, Line.End.BARE_LF));
    }
  }

  @Override
  protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    decode(context, in, out);
    if (out.isEmpty() && in.isReadable()) {
      out.add(new Line(text(in, in.readableBytes()), Line.End.NONE));
    }
  }

  private static String text(ByteBuf in, int length) {
    return in.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
  }
}
