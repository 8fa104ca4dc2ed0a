package dev.mxray.check.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.TestCertificate;
import dev.mxray.net.tls.TlsSession;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TlsProbeTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
  private static final TestCertificate ROOT = TestCertificate.authority("Root");
  private static final TestCertificate LEAF =
      TestCertificate.of("mx.example.com").names("mx.example.com").signedBy(ROOT);

  @Test
  void what_the_handshake_showed_is_kept() {
    var probe = new TlsProbe(() -> TrustAnchors.of(List.of(ROOT.x509())), CLOCK, Runnable::run);

    TlsObservation seen =
        probe.observe(session(LEAF.der(), ROOT.der()), "mx.example.com", "192.0.2.1", 25).join();

    assertThat(seen.subject()).isEqualTo("mx.example.com[192.0.2.1]:25");
    assertThat(seen.version()).isEqualTo("TLSv1.3");
    assertThat(seen.cipherSuite()).isEqualTo("TLS_AES_256_GCM_SHA384");
    assertThat(seen.group()).isEqualTo("x25519");
    assertThat(seen.chain())
        .extracting(SentCertificate::subject)
        .containsExactly("CN=mx.example.com", "CN=Root");
    CertificateObservation certificate = Objects.requireNonNull(seen.certificate());
    assertThat(certificate.trust()).isEqualTo(Trust.TRUSTED);
    assertThat(certificate.seenAt()).isEqualTo(CLOCK.instant());
  }

  @Test
  void anchors_are_read_once_and_everything_is_done_by_the_executor() {
    var reads = new AtomicInteger();
    Queue<Runnable> tasks = new ArrayDeque<>();
    var probe =
        new TlsProbe(
            () -> {
              reads.incrementAndGet();
              return TrustAnchors.of(List.of());
            },
            CLOCK,
            tasks::add);

    var one = probe.observe(session(LEAF.der()), "mx.example.com", "192.0.2.1", 25);
    var two = probe.observe(session(LEAF.der()), "mx.example.com", "192.0.2.2", 25);
    assertThat(reads).hasValue(0);
    assertThat(one).isNotDone();
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }

    assertThat(reads).hasValue(1);
    assertThat(one).isCompleted();
    assertThat(two).isCompleted();
  }

  @Test
  void anchors_that_cannot_be_read_leave_trust_unknown() {
    var probe =
        new TlsProbe(
            () -> {
              throw new IllegalStateException("no anchors");
            },
            CLOCK,
            Runnable::run);

    TlsObservation seen =
        probe.observe(session(LEAF.der()), "mx.example.com", "192.0.2.1", 25).join();

    assertThat(Objects.requireNonNull(seen.certificate()).trust()).isEqualTo(Trust.UNKNOWN);
  }

  @Test
  void a_handshake_without_certificate_has_none() {
    var probe = new TlsProbe(() -> TrustAnchors.of(List.of()), CLOCK, Runnable::run);

    TlsObservation seen = probe.observe(session(), "mx.example.com", "192.0.2.1", 25).join();

    assertThat(seen.chain()).isEmpty();
    assertThat(seen.certificate()).isNull();
  }

  @SuppressWarnings("NullAway") // It does not see in class files that the array may be null.
  private static TlsSession session(byte[]... chain) {
    return new TlsSession(
        "TLSv1.3",
        "TLS_AES_256_GCM_SHA384",
        "x25519",
        List.of(chain),
        null,
        /* secureRenegotiation= */ true,
        /* extendedMasterSecret= */ true);
  }
}
