package dev.mxray.service;

import dev.mxray.report.Report;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends reports in the form and the language that a client likes best. */
final class ReportAnswer {
  private final Languages languages;

  ReportAnswer(Languages languages) {
    this.languages = languages;
  }

  /**
   * Sends a report.
   *
   * @param told the language in which its findings are told; null when it is not known: then what
   *     people read is told in the client's language, and documents come as they were kept
   */
  void send(RoutingContext context, Report report, @Nullable String told) {
    context.response().putHeader("Vary", told == null ? "Accept, Accept-Language" : "Accept");
    Optional<Representation> accepted = Representation.of(context.request().getHeader("Accept"));
    if (accepted.isEmpty()) {
      new Problem(406, "Not acceptable", "a report can be had as " + Representation.all())
          .send(context);
      return;
    }
    Representation form = accepted.get();
    boolean asKept;
    String language;
    try {
      Optional<String> asked = languages.asked(context);
      language = asked.orElseGet(() -> told == null ? languages.accepted(context) : told);
      asKept = language.equals(told) || (asked.isEmpty() && form.isData());
    } catch (BadRequestException e) {
      Problem.badRequest(e).send(context);
      return;
    }
    headers(context, report, form);
    if (told != null || !asKept) {
      context.response().putHeader("Content-Language", language);
    }
    context
        .vertx()
        .executeBlocking(
            () -> form.of(asKept ? report : retold(report, language), languages.findings(language)),
            /* ordered= */ false)
        .onSuccess(body -> Tagged.send(context, form.mediaType(), body))
        .onFailure(context::fail);
  }

  /**
   * The report in the language of {@code ?lang=}, or as it was told.
   *
   * @throws BadRequestException when there is no such language
   */
  Report told(RoutingContext context, Report report, String told) throws BadRequestException {
    String language = languages.asked(context).orElse(told);
    return language.equals(told) ? report : retold(report, language);
  }

  private Report retold(Report report, String language) {
    return Retelling.of(report, languages.findings(language));
  }

  private static void headers(RoutingContext context, Report report, Representation form) {
    context
        .response()
        .putHeader(
            "Content-Disposition",
            "inline; filename=\"" + report.domain() + "." + form.extension() + "\"");
    if (form == Representation.HTML) {
      // The page has a stricter policy in itself, by the digests of its style and script.
      context.response().putHeader("Content-Security-Policy", "frame-ancestors 'none'");
    }
  }
}
