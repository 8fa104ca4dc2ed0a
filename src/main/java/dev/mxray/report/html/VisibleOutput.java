package dev.mxray.report.html;

import dev.mxray.report.Printable;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is data with every character by its number that is not {@linkplain
 * Printable#isVisible visible}, line feeds apart, and escapes it by where in the page it stands.
 */
final class VisibleOutput implements HtmlTemplateOutput {
  private final OwaspHtmlTemplateOutput out;

  VisibleOutput(TemplateOutput out) {
    this.out = new OwaspHtmlTemplateOutput(out);
  }

  @Override
  public void setContext(String tag, @Nullable String attribute) {
    out.setContext(tag, attribute);
  }

  @Override
  public void writeContent(String markup) {
    out.writeContent(markup);
  }

  @Override
  public void writeContent(String markup, int begin, int end) {
    out.writeContent(markup, begin, end);
  }

  @Override
  public void writeUserContent(@Nullable String data) {
    if (data != null) {
      out.writeUserContent(
          Arrays.stream(data.split("\n", -1)).map(Printable::of).collect(Collectors.joining("\n")));
    }
  }
}
