package dev.mxray.net.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;

/**
 * Counts what comes in, before anybody looks into it: framing can make a small body endless. Ends
 * with a {@link TooLongFrameException}.
 */
final class OctetLimit extends ChannelInboundHandlerAdapter {
  private final long limit;
  private long seen;

  OctetLimit(long limit) {
    this.limit = limit;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf octets) {
      seen += octets.readableBytes();
      if (seen > limit) {
        octets.release();
        context.fireExceptionCaught(new TooLongFrameException("more than " + limit + " octets"));
        return;
      }
    }
    context.fireChannelRead(message);
  }
}
