package dev.mxray.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The web page, and the description of the API: files of the jar, each at one path. */
final class Pages {
  void routes(Router router) {
    page(router, "/", "web/index.html", "text/html; charset=utf-8");
    page(router, "/app.js", "web/app.js", "text/javascript; charset=utf-8");
    page(router, "/style.css", "web/style.css", "text/css; charset=utf-8");
    page(router, "/icon.svg", "web/icon.svg", "image/svg+xml");
    page(router, "/docs", "web/docs.html", "text/html; charset=utf-8");
    page(router, "/docs.js", "web/docs.js", "text/javascript; charset=utf-8");
    String document = openApi();
    router
        .get("/openapi.json")
        .handler(context -> Tagged.send(context, "application/json", document));
  }

  /** The description of the API as JSON; written by hand as YAML. */
  static String openApi() {
    try {
      JsonNode document = new YAMLMapper().readTree(read("openapi.yaml").getBytes());
      return new ObjectMapper().writeValueAsString(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void page(Router router, String path, String file, String mediaType) {
    String text = read(file).toString(StandardCharsets.UTF_8);
    router.get(path).handler(context -> Tagged.send(context, mediaType, text));
  }

  private static Buffer read(String file) {
    try (InputStream in = Pages.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no file " + file);
      }
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
