package dev.mxray.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/** One side of a conversation in lines, which may go over to TLS; on the channel's event loop. */
interface LabTalk {
  /** The connection is there. */
  void begin();

  /** The client said something, ISO 8859-1. */
  void received(String octets);

  /** The handshake is complete. */
  void secured();

  /** Ends the connection. */
  void close();

  /** What brings it what happens on a channel. */
  static ChannelInboundHandlerAdapter handler(LabTalk talk) {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelActive(ChannelHandlerContext context) {
        talk.begin();
      }

      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        var in = (ByteBuf) message;
        try {
          talk.received(new String(ByteBufUtil.getBytes(in), ISO_8859_1));
        } finally {
          in.release();
        }
      }

      @Override
      public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent completion && completion.isSuccess()) {
          talk.secured();
        }
      }

      @Override
      public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // Clients that hang up or dislike a certificate are what this server is for.
        talk.close();
      }
    };
  }
}
