package dev.mxray.net.dns;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS to one resolver: who it must prove to be (RFC 8310 §8.1). A certificate must carry the name
 * that the user gave, or, when only an address was given, that address.
 */
final class Secrecy {
  private static final long HANDSHAKE_SECONDS = 5;

  private final SslContext context;
  private final InetSocketAddress address;
  private final @Nullable String name;

  Secrecy(SslContext context, ResolverSpec spec) {
    this.context = context;
    this.address = spec.address();
    this.name = spec.name();
  }

  /**
   * What all connections to a resolver share. Reads the JDK's trust store: not for an event loop.
   *
   * @param trust whom to trust; null for the JDK's authorities
   * @param protocols what to offer by ALPN, the preferred first; may be empty
   */
  static SslContext context(@Nullable TrustManagerFactory trust, List<String> protocols) {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.JDK)
              .protocols("TLSv1.3", "TLSv1.2");
      if (trust != null) {
        builder.trustManager(trust);
      }
      if (!protocols.isEmpty()) {
        builder.applicationProtocolConfig(
            new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                protocols));
      }
      return builder.build();
    } catch (SSLException e) {
      throw new IllegalStateException("this JDK cannot do TLS", e);
    }
  }

  /** A handler for a new connection. */
  SslHandler handler(Channel channel) {
    String peer = name == null ? address.getAddress().getHostAddress() : name;
    // Chains are checked in the common pool: the loop has better things to do.
    SslHandler handler =
        context.newHandler(channel.alloc(), peer, address.getPort(), ForkJoinPool.commonPool());
    SSLParameters parameters = handler.engine().getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (name != null) {
      parameters.setServerNames(List.of(new SNIHostName(name)));
    }
    handler.engine().setSSLParameters(parameters);
    handler.setHandshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
    return handler;
  }
}
