package dev.mxray.service;

import dev.mxray.lab.DemoServers;
import dev.mxray.lab.LabCertificates;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.LabInternet;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import dev.mxray.store.HistoryStore;
import dev.mxray.store.StoreException;
import dev.mxray.store.StoreOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** The service on the loopback, in front of the internet of the demo. */
final class ServiceLab implements AutoCloseable {
  /** What is scanned where the scan itself is not the point: the DNS side only. */
  static final String QUICK =
      "{\"domain\": \"spoofable.example\", \"checks\": [\"mx\", \"spf\", \"dmarc\"]}";

  /** One internet and one scanner for all tests: certificates take long to make. */
  private static final class Shared {
    @SuppressWarnings("TimeInStaticInitializer") // They are good for longer than tests run.
    private static final LabCertificates CERTIFICATES = LabCertificates.at(Instant.now());

    private static final LabInternet INTERNET = DemoServers.start(CERTIFICATES);
    static final Scanner SCANNER =
        Scanner.builder()
            .resolvers(List.of(ResolverSpec.parse(INTERNET.dns().spec())))
            .trust(CERTIFICATES.trust())
            .route(INTERNET.route())
            .trustAnchors(LabDns.trustAnchors())
            .timeout(Duration.ofSeconds(5))
            .build();
  }

  private final ServiceOptions options;
  private final Scanner scanner;
  private final HistoryStore store;
  private final List<AccessLog.Entry> log = Collections.synchronizedList(new ArrayList<>());
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private MxrayService service;

  private ServiceLab(ServiceOptions options, Scanner scanner) throws StoreException {
    this.options = options;
    this.scanner = scanner;
    store =
        HistoryStore.open(
            StoreOptions.of("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", null, null));
    service = begin();
  }

  private MxrayService begin() {
    return MxrayService.start(
            options.at("127.0.0.1", 0),
            scanner,
            ScanOptions.defaults(),
            store,
            log::add,
            Clock.systemUTC())
        .toCompletableFuture()
        .join();
  }

  static ServiceLab start() throws StoreException {
    return start(ServiceOptions.defaults());
  }

  static ServiceLab start(ServiceOptions options) throws StoreException {
    return new ServiceLab(options, Shared.SCANNER);
  }

  /** In front of an internet of the test's own. */
  static ServiceLab start(ServiceOptions options, Scanner scanner) throws StoreException {
    return new ServiceLab(options, scanner);
  }

  /** Ends the service and begins another one on the same database. */
  void restart() {
    service.stop().toCompletableFuture().join();
    service = begin();
  }

  MxrayService service() {
    return service;
  }

  HistoryStore store() {
    return store;
  }

  List<AccessLog.Entry> log() {
    return log;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
        .timeout(Duration.ofSeconds(60));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).GET();
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** What comes, as it comes. */
  InputStream stream(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofInputStream()).body();
  }

  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .POST(BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  /** Begins a scan and waits for its end. */
  JsonObject scanned(String body) throws IOException, InterruptedException {
    JsonObject job = new JsonObject(post("/api/v1/scans", body).body());
    // The events end with the scan.
    get(job.getJsonObject("links").getString("events"));
    return new JsonObject(get(job.getJsonObject("links").getString("self")).body());
  }

  @Override
  public void close() {
    service.stop().toCompletableFuture().join();
    store.close();
  }
}
