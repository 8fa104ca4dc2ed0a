package dev.mxray.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The description of the API is valid, and describes what is there. */
class OpenApiTest {
  @Test
  void the_description_is_valid() {
    SwaggerParseResult result =
        new OpenAPIV3Parser().readContents(Pages.openApi(), null, new ParseOptions());

    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
  }

  @Test
  void it_describes_every_route_and_nothing_else() throws Exception {
    OpenAPI api = new OpenAPIV3Parser().readContents(Pages.openApi()).getOpenAPI();
    Set<String> described = new TreeSet<>();
    api.getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap().keySet().stream()
                    .map(PathItem.HttpMethod::name)
                    .forEach(method -> described.add(method + " " + path)));

    try (ServiceLab lab = ServiceLab.start()) {
      Set<String> routed = new TreeSet<>(lab.service().routes());
      // Files of the page are no API.
      Pages.PATHS.forEach(path -> assertThat(routed.remove("GET " + path)).as(path).isTrue());
      assertThat(described).containsExactlyElementsOf(routed);
    }
  }
}
