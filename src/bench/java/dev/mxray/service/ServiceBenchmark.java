import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mxray.lab.DemoServers;
import dev.mxray.lab.LabCertificates;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.LabInternet;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import dev.mxray.service.AccessLog;
import dev.mxray.service.MxrayService;
import dev.mxray.service.ServiceOptions;
import dev.mxray.store.HistoryStore;
import dev.mxray.store.StoreOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What the service adds to a scan ({@code added}), and what 200 scans at once cost ({@code many});
 * see performance.md.
 */
final class ServiceBenchmark {
  private static final int WARM = 600;
  private static final int COUNTED = 200;
  private static final int AT_ONCE = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] arguments) throws Exception {
    var certificates = LabCertificates.at(Instant.now());
    try (LabInternet internet = DemoServers.start(certificates);
        Scanner scanner =
            Scanner.builder()
                .resolvers(List.of(ResolverSpec.parse(internet.dns().spec())))
                .trust(certificates.trust())
                .route(internet.route())
                .trustAnchors(LabDns.trustAnchors())
                .timeout(Duration.ofSeconds(5))
                .build();
        HistoryStore store =
            HistoryStore.open(StoreOptions.of("jdbc:h2:mem:bench;DB_CLOSE_DELAY=-1", null, null))) {
      ServiceOptions options =
          ServiceOptions.defaults()
              .at("127.0.0.1", 0)
              .withLimits(
                  AT_ONCE, AT_ONCE, 1_000_000, 10_000_000, Duration.ofSeconds(30), Duration.ofSeconds(5));
      MxrayService service =
          MxrayService.start(
                  options, scanner, ScanOptions.defaults(), store, AccessLog.NONE, Clock.systemUTC())
              .toCompletableFuture()
              .join();
      String base = "http://127.0.0.1:" + service.port();
      HttpClient client = HttpClient.newHttpClient();
      List<String> wanted = arguments.length == 0 ? List.of("added", "many") : List.of(arguments);
      if (wanted.contains("added")) {
        added(client, base);
      }
      if (wanted.contains("many")) {
        many(client, base);
      }
      service.stop().toCompletableFuture().join();
    }
    System.exit(0);
  }

  /** The whole request less what its report says that the scan took, in whole milliseconds. */
  private static void added(HttpClient client, String base) throws Exception {
    var added = new ArrayList<Double>();
    for (int i = 0; i < WARM + COUNTED; i++) {
      long start = System.nanoTime();
      String answer = client.send(post(base, "parked.example"), BodyHandlers.ofString()).body();
      double whole = (System.nanoTime() - start) / 1e6;
      if (!answer.startsWith("{\"success\":true")) {
        throw new IllegalStateException(answer);
      }
      if (i >= WARM) {
        added.add(whole - scan(client, base));
      }
    }
    double[] sorted = added.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        "POST /api/mail-security, beyond the scan itself: median %.1f ms, 95 of 100 below %.1f ms (n=%d)%n",
        sorted[sorted.length / 2], sorted[sorted.length * 95 / 100], sorted.length);
  }

  private static long scan(HttpClient client, String base) throws Exception {
    JsonNode last = get(client, base + "/api/v1/scans?limit=1").at("/items/0/links/report");
    return get(client, base + last.asText()).at("/duration_ms").asLong();
  }

  private static JsonNode get(HttpClient client, String address) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(address)).build();
    return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
  }

  private static HttpRequest post(String base, String domain) {
    return HttpRequest.newBuilder(URI.create(base + "/api/mail-security"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"domain\": \"" + domain + "\", \"timeout\": 60}"))
        .build();
  }

  private static void many(HttpClient client, String base) throws Exception {
    List<String> domains =
        List.of("spoofable.example", "exemplary.example", "neglected.example", "parked.example");
    long start = System.nanoTime();
    var answers = new ArrayList<CompletableFuture<Integer>>();
    for (int i = 0; i < AT_ONCE; i++) {
      answers.add(
          client
              .sendAsync(post(base, domains.get(i % domains.size())), BodyHandlers.ofString())
              .thenApply(answer -> answer.statusCode()));
    }
    long fine = answers.stream().filter(answer -> answer.join() == 200).count();
    String memory =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElse("");
    System.out.printf(
        "%d scans at once: %d answered in %.1f s; %s (lab and clients included)%n",
        AT_ONCE, fine, (System.nanoTime() - start) / 1e9, memory);
  }
}
