import dev.mxray.service.Browser;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long until the page of {@code mxray serve} can be used: from the beginning of the navigation
 * until the scripts have run, the field for the domain has the focus, and the next picture of the
 * page is about to be drawn. Cold is the first page of a service that has just become ready. See
 * performance.md.
 */
final class PageBenchmark {
  private static final int WARM = 5;

  private static final String WATCH =
      "addEventListener('DOMContentLoaded', () => requestAnimationFrame(() => {"
          + " window.usable = document.activeElement && document.activeElement.id === 'domain'"
          + " ? performance.now() : -1; }))";

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      System.err.println("PageBenchmark TIMES MXRAY...");
      System.exit(2);
    }
    var cold = new ArrayList<Double>();
    var warm = new ArrayList<Double>();
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      round(List.of(arguments).subList(1, arguments.length), cold, warm);
    }
    print("cold: the first page of a service just ready", cold);
    print("warm: fetched again, nothing from the browser's cache", warm);
    System.exit(0);
  }

  private static void round(List<String> mxray, List<Double> cold, List<Double> warm)
      throws Exception {
    Path profile = Files.createTempDirectory("mxray-page-");
    var command = new ArrayList<>(mxray);
    command.addAll(
        List.of("serve", "--port", "0", "--jdbc-url", "jdbc:h2:mem:page;DB_CLOSE_DELAY=-1", "--log", "none"));
    try (Browser browser = Browser.start(profile)) {
      browser.call("Page.addScriptToEvaluateOnNewDocument", new JsonObject().put("source", WATCH));
      browser.call("Network.enable", new JsonObject());
      browser.call("Network.setCacheDisabled", new JsonObject().put("cacheDisabled", true));
      Process service =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try {
        String address = ready(service);
        cold.add(usable(browser, address));
        for (int i = 0; i < WARM; i++) {
          warm.add(usable(browser, address));
        }
      } finally {
        service.descendants().forEach(ProcessHandle::destroy);
        service.destroy();
        service.waitFor();
      }
    }
  }

  /** Where it listens, once it takes requests. */
  private static String ready(Process service) throws IOException, InterruptedException {
    var out =
        new BufferedReader(new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null || !line.contains("http://")) {
      throw new IllegalStateException("it does not listen: " + line);
    }
    String address = line.substring(line.indexOf("http://"));
    var ask = HttpRequest.newBuilder(URI.create(address + "readyz")).build();
    while (HttpClient.newHttpClient().send(ask, BodyHandlers.discarding()).statusCode() != 200) {
      Thread.sleep(1);
    }
    return address;
  }

  private static double usable(Browser browser, String address) {
    browser.go(address);
    browser.await("window.usable !== undefined");
    double millis = Double.parseDouble(browser.value("window.usable"));
    browser.type("example.com");
    if (millis < 0 || !browser.value("document.getElementById('domain').value").equals("example.com")) {
      throw new IllegalStateException("what is typed does not arrive");
    }
    return millis;
  }

  private static void print(String what, List<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        "%s: min %.0f, median %.0f, max %.0f ms (n=%d)%n",
        what, sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1], sorted.length);
  }
}
