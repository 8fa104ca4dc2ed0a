package dev.mxray.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.address.IpAddress;
import dev.mxray.lab.LabInternet.Nothing;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

@Timeout(20)
class LabInternetTest {
  private static final Zones ZONES =
      Zones.parse(
          """
          $ORIGIN example.
          @   MX 10 mx
          mx  A  25.0.0.1
          """);

  @Test
  void a_server_is_reached_at_its_addresses_by_the_route() throws IOException {
    try (LabInternet internet =
        LabInternet.builder(ZONES)
            .smtp(LabSmtpBehaviour.of("mx.example"), 25, "25.0.0.1", "2e00:25::1")
            .smtp(LabSmtpBehaviour.of("mx.example").heloOnly(), 587, "25.0.0.1")
            .start()) {
      assertThat(greeting(internet, "25.0.0.1", 25)).isEqualTo("220 mx.example ESMTP\r\n");
      assertThat(greeting(internet, "2e00:25::1", 25)).isEqualTo("220 mx.example ESMTP\r\n");
      assertThat(greeting(internet, "25.0.0.1", 587)).isEqualTo("220 mx.example ESMTP\r\n");

      assertThat(internet.smtp("25.0.0.1", 25).connections()).isEqualTo(2);
      assertThat(internet.smtp("25.0.0.1", 587).connections()).isEqualTo(1);
      assertThatThrownBy(() -> internet.smtp("25.0.0.1", 465))
          .hasMessage("no SMTP server at 25.0.0.1 port 465");
    }
  }

  @Test
  void a_web_server_is_reached_at_port_443() throws IOException {
    var certificate = LabCertificates.at(Instant.now()).good("mta-sts.example");
    try (LabInternet internet =
            LabInternet.builder(ZONES).https(certificate, Map.of(), "25.0.0.2").start();
        var client = SmtpClient.connect(at(internet, "25.0.0.2", 443))) {
      assertThat(client.secure()).isEqualTo(certificate.chain());
      client.send("GET / HTTP/1.1\r\nHost: mta-sts.example\r\n\r\n");
      assertThat(client.line()).isEqualTo("HTTP/1.1 404 Not Found\r\n");
      assertThat(internet.https("25.0.0.2").requests())
          .containsExactly(new LabHttps.Request("GET", "mta-sts.example", "/"));
      assertThatThrownBy(() -> internet.https("25.0.0.1"))
          .hasMessage("no HTTPS server at 25.0.0.1");
    }
  }

  @Test
  void its_zones_are_served() throws IOException {
    try (LabInternet internet = LabInternet.builder(ZONES).start()) {
      var client = new LabClient(internet.dns());
      assertThat(client.udp("mx.example", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
    }
  }

  @Test
  void where_there_is_no_server_connections_are_refused() throws IOException {
    try (LabInternet internet = LabInternet.builder(ZONES).start()) {
      assertThatThrownBy(() -> greeting(internet, "25.0.0.1", 25))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("refused");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void connections_may_be_swallowed_at_a_place_or_everywhere() throws IOException {
    try (LabInternet here =
            LabInternet.builder(ZONES).nothing(Nothing.SWALLOWS, 25, "25.0.0.1").start();
        LabInternet everywhere =
            LabInternet.builder(ZONES)
                .elsewhere(Nothing.SWALLOWS)
                .nothing(Nothing.REFUSES, 25, "25.0.0.1")
                .start()) {
      assertThatThrownBy(() -> connect(here, "25.0.0.1", 25, 300))
          .isInstanceOf(SocketTimeoutException.class);
      assertThatThrownBy(() -> connect(here, "25.0.0.1", 26, 300))
          .isInstanceOf(ConnectException.class);
      assertThatThrownBy(() -> connect(everywhere, "25.0.0.2", 25, 300))
          .isInstanceOf(SocketTimeoutException.class);
      assertThatThrownBy(() -> connect(everywhere, "25.0.0.1", 25, 300))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void everything_is_on_the_loopback() throws IOException {
    try (LabInternet internet =
        LabInternet.builder(ZONES)
            .smtp(LabSmtpBehaviour.of("mx.example"), 25, "25.0.0.1")
            .start()) {
      for (String address : new String[] {"25.0.0.1", "25.0.0.2", "2e00:25::1"}) {
        for (int port : new int[] {25, 465, 80}) {
          assertThat(at(internet, address, port).getAddress().isLoopbackAddress()).isTrue();
        }
      }
    }
  }

  private static String greeting(LabInternet internet, String address, int port)
      throws IOException {
    try (var client = SmtpClient.connect(at(internet, address, port))) {
      return String.valueOf(client.line());
    }
  }

  private static void connect(LabInternet internet, String address, int port, int patience)
      throws IOException {
    try (var socket = new Socket()) {
      socket.connect(at(internet, address, port), patience);
    }
  }

  private static InetSocketAddress at(LabInternet internet, String address, int port)
      throws UnknownHostException {
    byte[] octets = IpAddress.parse(address).orElseThrow().octets();
    return internet.route().to(InetAddress.getByAddress(octets), port);
  }
}
