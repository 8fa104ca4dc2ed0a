package dev.mxray.service;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A headless Chromium, driven over its DevTools port as a person drives it: by keys. */
public final class Browser implements AutoCloseable {
  public static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> trouble = new ConcurrentLinkedQueue<>();

  private Browser(Path profile) throws IOException, InterruptedException {
    process =
        new ProcessBuilder(
                CHROMIUM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--window-size=1000,1300",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("out").toFile())
            .start();
    HttpClient client = HttpClient.newHttpClient();
    socket =
        client
            .newWebSocketBuilder()
            .buildAsync(URI.create(page(client, port(profile))), new Listener())
            .join();
    call("Page.enable", new JsonObject());
    call("Runtime.enable", new JsonObject());
    call("Log.enable", new JsonObject());
  }

  public static Browser start(Path profile) throws IOException, InterruptedException {
    Files.createDirectories(profile);
    return new Browser(profile);
  }

  /** Errors of scripts, refused resources, whatever the console told. */
  public List<String> trouble() {
    return List.copyOf(trouble);
  }

  public void go(String address) {
    call("Page.navigate", new JsonObject().put("url", address));
    await("document.readyState === 'complete'");
  }

  public void type(String text) {
    call("Input.insertText", new JsonObject().put("text", text));
  }

  /** Presses a key: {@code Tab}, {@code Enter}. */
  public void press(String key) {
    int code = key.equals("Tab") ? 9 : 13;
    var event =
        new JsonObject()
            .put("key", key)
            .put("code", key)
            .put("windowsVirtualKeyCode", code)
            .put("text", key.equals("Enter") ? "\r" : "");
    call("Input.dispatchKeyEvent", event.copy().put("type", "keyDown"));
    call("Input.dispatchKeyEvent", event.copy().put("type", "keyUp"));
  }

  /** What an expression gives, as text. */
  public String value(String expression) {
    JsonObject result =
        call(
            "Runtime.evaluate",
            new JsonObject()
                .put("expression", "String(" + expression + ")")
                .put("returnByValue", true));
    return String.valueOf(result.getJsonObject("result").getValue("value"));
  }

  /** Waits until an expression is true. */
  public void await(String expression) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!value(expression).equals("true")) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "never true: " + expression + "\n" + value("document.body.innerText"));
      }
      pause();
    }
  }

  /** Shows the page in a window of this size, in light or dark colours. */
  public void look(int width, int height, boolean dark) {
    call(
        "Emulation.setDeviceMetricsOverride",
        new JsonObject()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", false));
    call(
        "Emulation.setEmulatedMedia",
        new JsonObject()
            .put(
                "features",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("name", "prefers-color-scheme")
                            .put("value", dark ? "dark" : "light"))));
  }

  /** A picture of the page, for people. */
  public void picture(Path file) throws IOException {
    String data =
        call("Page.captureScreenshot", new JsonObject().put("captureBeyondViewport", true))
            .getString("data");
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(data));
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Calls a method of the DevTools protocol. */
  public JsonObject call(String method, JsonObject parameters) {
    int number = numbers.incrementAndGet();
    var answer = new CompletableFuture<JsonObject>();
    answers.put(number, answer);
    String text =
        new JsonObject().put("id", number).put("method", method).put("params", parameters).encode();
    return socket
        .sendText(text, true)
        .thenCompose(sent -> answer)
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private static int port(Path profile) throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(file) || Files.readString(file).lines().count() < 2) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "Chromium does not start: " + Files.readString(profile.resolve("out")));
      }
      pause();
    }
    return Integer.parseInt(Files.readString(file).lines().findFirst().orElseThrow());
  }

  private static String page(HttpClient client, int port) throws IOException, InterruptedException {
    String list =
        client
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                    .build(),
                BodyHandlers.ofString())
            .body();
    JsonArray targets = new JsonArray(list);
    for (int i = 0; i < targets.size(); i++) {
      if (targets.getJsonObject(i).getString("type").equals("page")) {
        return targets.getJsonObject(i).getString("webSocketDebuggerUrl");
      }
    }
    throw new AssertionError("no page in " + list);
  }

  private static void pause() {
    try {
      Thread.sleep(30);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        received(new JsonObject(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void received(JsonObject message) {
      Integer number = message.getInteger("id");
      if (number != null) {
        CompletableFuture<JsonObject> answer = answers.remove(number);
        if (answer != null) {
          answer.complete(message.getJsonObject("result", new JsonObject()));
        }
        return;
      }
      String method = message.getString("method", "");
      if (method.equals("Runtime.exceptionThrown") || method.equals("Log.entryAdded")) {
        trouble.add(message.getJsonObject("params").encode());
      }
    }
  }
}
