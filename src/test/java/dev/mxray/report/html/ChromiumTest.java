package dev.mxray.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.report.HostileReports;
import dev.mxray.report.SampleReports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser; skipped where there is no Chromium. */
class ChromiumTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  /** The browser's own business, which no switch turns off. */
  private static final String OWN = ".*(google|googleapis|gstatic|gvt1)\\.com[:/].*";

  @TempDir private Path directory;

  /** What the browser made of a page. */
  private record Seen(String document, List<String> console, List<String> requests) {}

  @BeforeAll
  static void chromium() {
    Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), "chromium is not installed");
  }

  @Test
  void the_page_renders_without_an_error_and_without_a_request() throws Exception {
    Seen page = open(new HtmlWriter("en").text(SampleReports.full()));

    assertThat(page.console()).isEmpty();
    assertThat(page.requests()).isEmpty();
    assertThat(page.document())
        .contains("id=\"controls-h\"")
        .as("the script ran: it shows the buttons")
        .containsPattern("<button type=\"button\" class=\"copy\" data-done")
        .doesNotContainPattern("class=\"copy\" hidden");
  }

  @Test
  void hostile_text_runs_nothing_and_asks_for_nothing() throws Exception {
    String text =
        "\"'></script></style><img src=http://tracker.test/1 onerror=console.error(1)>"
            + "<script>console.error(2)</script>";
    Seen page = open(new HtmlWriter("en").text(HostileReports.of(text)));

    assertThat(page.console()).isEmpty();
    assertThat(page.requests()).isEmpty();
    assertThat(page.document()).doesNotContain("<img");
  }

  @Test
  void the_check_sees_errors_and_requests_of_other_pages() throws Exception {
    Seen page =
        open(
            "<!DOCTYPE html><title>x</title><img src=\"http://tracker.test/1\">"
                + "<script>console.error('oh')</script>");

    assertThat(page.console()).anyMatch(line -> line.contains("oh"));
    assertThat(page.requests()).anyMatch(line -> line.contains("tracker.test"));
  }

  /** Everything that the browser asks for goes to a proxy of our own, which answers nothing. */
  private Seen open(String html) throws IOException, InterruptedException {
    Path page = Files.writeString(directory.resolve("page.html"), html);
    Path console = directory.resolve("console");
    Path document = directory.resolve("document");
    var requests = new ConcurrentLinkedQueue<String>();
    try (var proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var listener = new Thread(() -> listen(proxy, requests));
      listener.setDaemon(true);
      listener.start();
      Process browser =
          new ProcessBuilder(
                  CHROMIUM.toString(),
                  "--headless",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-background-networking",
                  "--disable-component-update",
                  "--disable-sync",
                  "--no-first-run",
                  "--proxy-server=127.0.0.1:" + proxy.getLocalPort(),
                  "--proxy-bypass-list=<-loopback>",
                  "--user-data-dir=" + directory.resolve("profile"),
                  "--enable-logging=stderr",
                  "--timeout=20000",
                  "--dump-dom",
                  page.toUri().toString())
              .redirectOutput(document.toFile())
              .redirectError(console.toFile())
              .start();
      try {
        assertThat(browser.waitFor(60, TimeUnit.SECONDS)).as("the browser ends").isTrue();
      } finally {
        browser.destroyForcibly();
      }
    }
    return new Seen(
        Files.readString(document),
        new String(Files.readAllBytes(console), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("CONSOLE"))
            .toList(),
        requests.stream().filter(line -> !line.matches(OWN)).toList());
  }

  private static void listen(ServerSocket proxy, ConcurrentLinkedQueue<String> requests) {
    while (!proxy.isClosed()) {
      try (Socket client = proxy.accept();
          var in =
              new BufferedReader(
                  new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
        client.setSoTimeout(2000);
        String line = in.readLine();
        if (line != null) {
          requests.add(line);
        }
        client
            .getOutputStream()
            .write(
                "HTTP/1.1 502 no\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // The browser hung up, or the test is over.
      }
    }
  }
}
