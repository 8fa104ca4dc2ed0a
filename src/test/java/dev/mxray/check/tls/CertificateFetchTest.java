package dev.mxray.check.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mxray.TestCertificate;
import dev.mxray.check.ZoneClient;
import dev.mxray.check.web.CertificateFetch;
import dev.mxray.net.EventLoops;
import dev.mxray.net.guard.AddressPolicy;
import dev.mxray.net.guard.ConnectionBudget;
import dev.mxray.net.guard.Dialer;
import dev.mxray.net.http.PlainClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.TBSCertList;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is fetched from where certificates point to, over real sockets. */
class CertificateFetchTest {
  private static final Instant NOW = StapledOcspTest.NOW;
  private static final TestCertificate ROOT = TestCertificate.authority("Root");
  private static final TestCertificate MIDDLE =
      TestCertificate.of("Middle")
          .authority()
          .extension(Extension.authorityInfoAccess, false, access("caIssuers", "/root.cer"))
          .signedBy(ROOT);
  private static final TestCertificate LONELY =
      TestCertificate.of("mx.example.com")
          .names("mx.example.com")
          .extension(Extension.authorityInfoAccess, false, access("caIssuers", "/middle.cer"))
          .signedBy(MIDDLE);
  private static final TestCertificate ISSUER = StapledOcspTest.ISSUER;
  private static final TestCertificate ASKED =
      TestCertificate.of("mx.example.com")
          .names("mx.example.com")
          .extension(Extension.authorityInfoAccess, false, access("ocsp", "/ocsp"))
          .signedBy(ISSUER);
  private static final TestCertificate LISTED =
      TestCertificate.of("mx.example.com")
          .names("mx.example.com")
          .extension(Extension.cRLDistributionPoints, false, list("/list.crl"))
          .signedBy(ISSUER);

  private static final Map<String, byte[]> FILES = new ConcurrentHashMap<>();
  private static final List<String> ASKED_FOR = new ArrayList<>();
  private static HttpServer server;
  private static EventLoops loops;

  @BeforeAll
  static void open() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          synchronized (ASKED_FOR) {
            ASKED_FOR.add(path);
          }
          byte[] file =
              FILES.entrySet().stream()
                  .filter(one -> path.startsWith(one.getKey()))
                  .map(Map.Entry::getValue)
                  .findFirst()
                  .orElse(null);
          exchange.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : file.length);
          if (file != null) {
            exchange.getResponseBody().write(file);
          }
          exchange.close();
        });
    server.start();
    loops = EventLoops.open();
  }

  @AfterAll
  static void close() {
    server.stop(0);
    loops.close();
  }

  @BeforeEach
  void empty() {
    FILES.clear();
    ASKED_FOR.clear();
  }

  @Test
  void a_certificate_that_was_not_sent_is_fetched_and_completes_the_chain() throws Exception {
    FILES.put("/middle.cer", MIDDLE.der());

    TlsObservation seen = completed(ROOT, LONELY);

    assertThat(certificate(seen).trust()).isEqualTo(Trust.INCOMPLETE);
    assertThat(ASKED_FOR).containsExactly("/middle.cer");
  }

  @Test
  void what_was_fetched_counts_only_by_its_signature() throws Exception {
    FILES.put("/middle.cer", TestCertificate.authority("Middle").der());

    assertThat(certificate(completed(ROOT, LONELY)).trust()).isEqualTo(Trust.UNTRUSTED);
  }

  @Test
  void what_is_not_there_or_is_garbage_changes_nothing() throws Exception {
    assertThat(certificate(completed(ROOT, LONELY)).trust()).isEqualTo(Trust.UNTRUSTED);

    FILES.put("/middle.cer", new byte[100_000]);
    assertThat(certificate(completed(ROOT, LONELY)).trust()).isEqualTo(Trust.UNTRUSTED);
  }

  @Test
  void nothing_is_fetched_for_a_chain_that_is_complete() throws Exception {
    completed(ROOT, LONELY, MIDDLE);

    assertThat(ASKED_FOR).isEmpty();
  }

  @Test
  void a_responder_says_that_a_certificate_was_revoked() throws Exception {
    FILES.put("/ocsp/", StapledOcspTest.response(ASKED, StapledOcspTest.REVOKED, ISSUER));

    CertificateObservation told = certificate(asked(ASKED));

    assertThat(Objects.requireNonNull(told.revocation()).reason()).isEqualTo("keyCompromise");
    assertThat(told.revocationUnseen()).isNull();
  }

  @Test
  void a_responder_says_that_a_certificate_is_good() throws Exception {
    FILES.put("/ocsp/", StapledOcspTest.response(ASKED, new CertStatus(), ISSUER));

    CertificateObservation told = certificate(asked(ASKED));

    assertThat(told.revocation()).isNull();
    assertThat(told.revocationUnseen()).isNull();
  }

  @Test
  void without_an_answer_that_can_be_believed_it_is_unknown() throws Exception {
    assertThat(certificate(asked(ASKED)).revocationUnseen()).isNotNull();

    FILES.put(
        "/ocsp/",
        StapledOcspTest.response(
            ASKED, StapledOcspTest.REVOKED, TestCertificate.authority("Issuer")));
    CertificateObservation told = certificate(asked(ASKED));
    assertThat(told.revocation()).isNull();
    assertThat(told.revocationUnseen()).isNotNull();
  }

  @Test
  void a_list_names_the_certificates_that_were_revoked() throws Exception {
    FILES.put("/list.crl", list(ISSUER, LISTED, NOW.plusSeconds(3600)));
    assertThat(Objects.requireNonNull(certificate(asked(LISTED)).revocation()).reason())
        .isEqualTo("keyCompromise");

    FILES.put("/list.crl", list(ISSUER, ASKED, NOW.plusSeconds(3600)));
    assertThat(certificate(asked(LISTED)).revocation()).isNull();
    assertThat(certificate(asked(LISTED)).revocationUnseen()).isNull();
  }

  @Test
  void a_list_that_is_out_of_date_or_of_somebody_else_does_not_count() throws Exception {
    FILES.put("/list.crl", list(ISSUER, LISTED, NOW.minusSeconds(3600)));
    assertThat(certificate(asked(LISTED)).revocationUnseen()).isNotNull();

    FILES.put(
        "/list.crl", list(TestCertificate.authority("Issuer"), LISTED, NOW.plusSeconds(3600)));
    assertThat(certificate(asked(LISTED)).revocation()).isNull();
    assertThat(certificate(asked(LISTED)).revocationUnseen()).isNotNull();
  }

  @Test
  void of_a_certificate_that_points_nowhere_nothing_is_asked() throws Exception {
    TestCertificate own =
        TestCertificate.of("mx.example.com").names("mx.example.com").signedBy(ISSUER);

    assertThat(certificate(asked(own)).revocationUnseen()).isNull();
    assertThat(ASKED_FOR).isEmpty();
  }

  private static TlsObservation completed(TestCertificate root, TestCertificate... chain)
      throws Exception {
    TlsProbe probe = probe(root);
    return fetch(probe).completed(List.of(shown(probe, chain))).get(10, TimeUnit.SECONDS).get(0);
  }

  private static TlsObservation asked(TestCertificate... chain) throws Exception {
    TlsProbe probe = probe(ISSUER);
    return fetch(probe).asked(List.of(shown(probe, chain))).get(10, TimeUnit.SECONDS).get(0);
  }

  private static TlsObservation shown(TlsProbe probe, TestCertificate... chain) {
    var session =
        new dev.mxray.net.tls.TlsSession(
            "TLSv1.3",
            "TLS_AES_256_GCM_SHA384",
            "x25519",
            List.of(chain).stream().map(TestCertificate::der).toList(),
            null,
            true,
            true);
    return probe.observe(session, "mx.example.com", "25.0.0.1", 25).join();
  }

  private static TlsProbe probe(TestCertificate root) {
    return new TlsProbe(
        () -> TrustAnchors.of(List.of(root.x509())),
        Clock.fixed(NOW, ZoneOffset.UTC),
        Runnable::run);
  }

  private static CertificateFetch fetch(TlsProbe probe) {
    var dialer =
        new Dialer(
            loops,
            AddressPolicy.PUBLIC_ONLY,
            new ConnectionBudget(4, 16),
            (address, port) ->
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), server.getAddress().getPort()),
            Duration.ofSeconds(5));
    return new CertificateFetch(
        new PlainClient(dialer, Duration.ofSeconds(5)),
        new ZoneClient("$ORIGIN example.net.\npki A 25.0.0.9\n"),
        probe,
        new CompletableFuture<>());
  }

  private static CertificateObservation certificate(TlsObservation seen) {
    return Objects.requireNonNull(seen.certificate());
  }

  private static AuthorityInformationAccess access(String method, String path) {
    return new AuthorityInformationAccess(
        new AccessDescription(
            method.equals("ocsp")
                ? AccessDescription.id_ad_ocsp
                : AccessDescription.id_ad_caIssuers,
            uri(path)));
  }

  private static CRLDistPoint list(String path) {
    return new CRLDistPoint(
        new DistributionPoint[] {
          new DistributionPoint(new DistributionPointName(new GeneralNames(uri(path))), null, null)
        });
  }

  private static GeneralName uri(String path) {
    return new GeneralName(
        GeneralName.uniformResourceIdentifier, new DERIA5String("http://pki.example.net" + path));
  }

  private static byte[] list(TestCertificate signer, TestCertificate revoked, Instant until)
      throws Exception {
    var algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    var generator = new V2TBSCertListGenerator();
    generator.setIssuer(new X500Name(signer.subject()));
    generator.setThisUpdate(new Time(Date.from(NOW.minusSeconds(7200))));
    generator.setNextUpdate(new Time(Date.from(until)));
    generator.setSignature(algorithm);
    generator.addCRLEntry(
        new ASN1Integer(revoked.x509().getSerialNumber()),
        new Time(Date.from(StapledOcspTest.SINCE)),
        CRLReason.keyCompromise);
    TBSCertList contents = generator.generateTBSCertList();
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(signer.keys().getPrivate());
    signature.update(contents.getEncoded("DER"));
    return new DERSequence(
            new org.bouncycastle.asn1.ASN1Encodable[] {
              contents, algorithm, new DERBitString(signature.sign())
            })
        .getEncoded();
  }
}
