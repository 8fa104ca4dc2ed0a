package dev.mxray.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, by keyboard; skipped where there is no Chromium. */
class PageTest {
  private static final Path PICTURES = Path.of("target", "pages");

  private static ServiceLab lab;
  private static Browser browser;

  @TempDir private static Path directory;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Browser.CHROMIUM), "chromium is not installed");
    lab = ServiceLab.start();
    browser = Browser.start(directory.resolve("profile"));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void a_domain_is_scanned_watched_and_read_by_keyboard() throws Exception {
    browser.go(at("/"));
    browser.await("document.activeElement.id === 'domain'");

    browser.type("spoofable.example");
    browser.press("Enter");

    browser.await("document.querySelectorAll('#probes [data-state=finished]').length > 8");
    browser.await("document.querySelectorAll('#result .findings > li').length > 3");
    assertThat(browser.value("document.querySelector('#result').innerText"))
        .contains("Report of spoofable.example")
        .contains("spf-")
        .contains("grade");
    assertThat(browser.value("document.activeElement.textContent")).startsWith("Report of");
    browser.picture(PICTURES.resolve("scan.png"));
    assertThat(browser.trouble()).isEmpty();
  }

  @Test
  void the_page_speaks_italian_and_keeps_its_place_when_the_language_is_chosen() throws Exception {
    browser.go(at("/?lang=it"));
    browser.await("document.activeElement.id === 'domain'");
    assertThat(browser.value("document.documentElement.lang")).isEqualTo("it");
    assertThat(browser.value("document.title")).isEqualTo("mxray: Analisi");

    browser.type("spoofable.example");
    browser.press("Enter");

    browser.await("document.querySelectorAll('#result .findings > li').length > 3");
    assertThat(browser.value("document.querySelector('#result').innerText"))
        .contains("Rapporto su spoofable.example")
        .contains("Che cosa fare:")
        .doesNotContain("What to do");
    browser.picture(PICTURES.resolve("scan-it.png"));

    browser.value("document.querySelector('#languages [lang=en]').click()");
    browser.await("document.documentElement.lang === 'en'");
    browser.await("document.querySelectorAll('#result .findings > li').length > 3");
    assertThat(browser.value("document.querySelector('#result').innerText"))
        .contains("Report of spoofable.example")
        .contains("What to do:");
    assertThat(browser.trouble()).isEmpty();
  }

  @Test
  void nonsense_is_told_beside_the_field() {
    browser.go(at("/"));
    browser.await("document.activeElement.id === 'domain'");

    browser.type("<img src=x onerror=alert(1)>");
    browser.press("Enter");

    browser.await("document.querySelector('#scan-trouble').textContent.length > 0");
    assertThat(browser.value("document.querySelectorAll('#scan-trouble img').length"))
        .isEqualTo("0");
  }

  @Test
  void the_history_shows_runs_and_their_trend() throws Exception {
    lab.scanned("{\"domain\": \"parked.example\"}");
    lab.scanned("{\"domain\": \"parked.example\"}");

    // A report is kept a moment after the client has it.
    while (lab.store().count("parked.example", null) < 2) {
      Thread.sleep(20);
    }
    browser.go(at("/#history/parked.example"));

    browser.await("document.querySelectorAll('#history-list tbody tr').length >= 2");
    browser.await("document.querySelectorAll('#history-list .trend circle').length >= 2");
    browser.picture(PICTURES.resolve("history.png"));
  }

  @Test
  void a_watch_is_added_and_removed_by_keyboard() throws Exception {
    browser.go(at("/#watches"));
    browser.await("!document.querySelector('#view-watches').hidden");
    browser.value("document.querySelector('#watch-subject').focus()");

    browser.type("watched.example");
    browser.press("Enter");

    browser.await("document.querySelector('#watch-list').innerText.includes('watched.example')");
    browser.picture(PICTURES.resolve("watches.png"));
    browser.value("document.querySelector('#watch-list button').focus()");
    browser.press("Enter");
    browser.await("!document.querySelector('#watch-list').innerText.includes('watched.example')");
  }

  @Test
  void every_operation_of_the_api_is_shown() throws Exception {
    browser.go(at("/docs"));

    browser.await("document.querySelectorAll('.operation').length > 15");
    browser.picture(PICTURES.resolve("docs.png"));
    assertThat(browser.value("document.querySelector('#api').innerText"))
        .contains("POST")
        .contains("/api/v1/scans")
        .contains("Begin a scan");
  }

  private static String at(String path) {
    // Another query each time: only a fragment would not load the page again.
    return "http://127.0.0.1:"
        + lab.service().port()
        + path.replaceFirst("^/(?=[?#]|$)\\??", "/?" + System.nanoTime() + "&");
  }
}
