package dev.mxray.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.mxray.text.TextFile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The web page, and the description of the API: files of the jar, each at one path. What people
 * read in them is in {@code page.properties} of every language; the files name it as {@code
 * {{key}}}, and scripts get it as {@code words}.
 */
final class Pages {
  /** All that is here. */
  static final Set<String> PATHS =
      Set.of(
          "/",
          "/docs",
          "/words.js",
          "/common.js",
          "/report.js",
          "/app.js",
          "/docs.js",
          "/style.css",
          "/icon.svg",
          "/openapi.json");

  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String PAGE = "text/html; charset=utf-8";
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z0-9._-]+)}}");

  private final Languages languages;
  private final boolean tokens;

  /**
   * @param tokens whether the service asks for tokens, so that the page has a field for one
   */
  Pages(Languages languages, boolean tokens) {
    this.languages = languages;
    this.tokens = tokens;
  }

  void routes(Router router) {
    Map<String, Properties> words = new TreeMap<>();
    TextFile.LANGUAGES.forEach(language -> words.put(language, words(language)));
    told(router, "/", PAGE, filled("web/index.html", words));
    told(router, "/docs", PAGE, filled("web/docs.html", words));
    told(router, "/words.js", SCRIPT, scripts(words));
    file(router, "/common.js", "web/common.js", SCRIPT);
    file(router, "/report.js", "web/report.js", SCRIPT);
    file(router, "/app.js", "web/app.js", SCRIPT);
    file(router, "/docs.js", "web/docs.js", SCRIPT);
    file(router, "/style.css", "web/style.css", "text/css; charset=utf-8");
    file(router, "/icon.svg", "web/icon.svg", "image/svg+xml");
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

  /** What the page says in a language. */
  static Properties words(String language) {
    return TextFile.read("/dev/mxray/service/" + language + "/page.properties");
  }

  /** A file with the words of every language in its places. */
  private Map<String, String> filled(String file, Map<String, Properties> words) {
    String text = read(file).toString(StandardCharsets.UTF_8);
    var filled = new HashMap<String, String>();
    words.forEach((language, those) -> filled.put(language, filled(text, language, those)));
    return filled;
  }

  private String filled(String text, String language, Properties words) {
    return PLACE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    switch (found.group(1)) {
                      case "lang" -> language;
                      case "tokens" -> tokens ? "yes" : "no";
                      default -> escaped(word(words, found.group(1)));
                    }));
  }

  private static Map<String, String> scripts(Map<String, Properties> words) {
    var scripts = new HashMap<String, String>();
    words.forEach(
        (language, those) -> {
          var all = new JsonObject();
          those.stringPropertyNames().stream()
              .sorted()
              .forEach(key -> all.put(key, those.getProperty(key)));
          scripts.put(language, "\"use strict\";\nconst words = " + all.encode() + ";\n");
        });
    return scripts;
  }

  private static String word(Properties words, String key) {
    String word = words.getProperty(key);
    if (word == null) {
      throw new IllegalStateException("no words for " + key);
    }
    return word;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Answers a path in the client's language. */
  private void told(Router router, String path, String mediaType, Map<String, String> texts) {
    router
        .get(path)
        .handler(
            context -> {
              String language = languages.ofPage(context);
              context
                  .response()
                  .putHeader("Content-Language", language)
                  .putHeader("Vary", "Accept-Language");
              Tagged.send(context, mediaType, String.valueOf(texts.get(language)));
            });
  }

  private static void file(Router router, String path, String file, String mediaType) {
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
