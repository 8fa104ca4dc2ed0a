package dev.mxray.service;

import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.report.CataloguePart;
import dev.mxray.report.JsonWriter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The controls of MCSS, and mxray's own. */
final class CatalogueApi {
  static final String PATH = "/api/v1/controls";

  private static final JsonWriter DOCUMENTS = new JsonWriter();

  private final Languages languages;

  CatalogueApi(Languages languages) {
    this.languages = languages;
  }

  void routes(Router router) {
    router.get(PATH).handler(this::list);
    router.get(PATH + "/:id").handler(this::get);
  }

  private void list(RoutingContext context) {
    try {
      ControlTexts texts = texts(context);
      String area = context.request().getParam("area");
      String component = context.request().getParam("component");
      List<Control> controls =
          Stream.concat(
                  Catalogue.english().controls().stream(),
                  Catalogue.english().extensions().stream())
              .filter(one -> is(area, one.area()) && is(component, one.component()))
              .toList();
      var items = new JsonArray();
      controls.forEach(one -> items.add(Json.object(DOCUMENTS, CataloguePart.of(one, texts))));
      Tagged.send(
          context,
          "application/json",
          new JsonObject().put("items", items).put("total", items.size()).encode());
    } catch (BadRequestException e) {
      Problem.badRequest(e).send(context);
    }
  }

  private void get(RoutingContext context) {
    Optional<Control> control = Catalogue.english().find(String.valueOf(context.pathParam("id")));
    if (control.isEmpty()) {
      Problem.notFound("there is no control of this id").send(context);
      return;
    }
    try {
      Tagged.send(
          context,
          "application/json",
          DOCUMENTS.line(CataloguePart.of(control.get(), texts(context))));
    } catch (BadRequestException e) {
      Problem.badRequest(e).send(context);
    }
  }

  private static boolean is(@Nullable String wanted, String value) {
    return wanted == null || wanted.equalsIgnoreCase(value);
  }

  private ControlTexts texts(RoutingContext context) throws BadRequestException {
    context.response().putHeader("Vary", "Accept-Language");
    return ControlTexts.in(languages.of(context));
  }
}
