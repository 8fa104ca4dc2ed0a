package dev.mxray.cli;

import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which controls of the catalogue are meant. */
final class ControlSelection {
  @Option(
      names = "--area",
      paramLabel = "AREA",
      description = "Only those of an area: MTA, MDA, TLS, Authentication, …")
  private @Nullable String area;

  @Option(
      names = "--component",
      paramLabel = "COMPONENT",
      description = "Only those of a component: Postfix, Dovecot, Certificates, …")
  private @Nullable String component;

  @Option(
      names = "--extensions",
      description = "Those of mxray's own (X-…) too, beside the 169 of MCSS.")
  private boolean extensions;

  /** The controls, in the catalogue's order. */
  List<Control> controls() throws UsageException {
    Catalogue catalogue = Catalogue.english();
    List<Control> all =
        extensions
            ? Stream.concat(catalogue.controls().stream(), catalogue.extensions().stream()).toList()
            : catalogue.controls();
    return only(
        "--component",
        "component",
        component,
        Control::component,
        only("--area", "area", area, Control::area, all));
  }

  private static List<Control> only(
      String option,
      String what,
      @Nullable String wanted,
      Function<Control, String> property,
      List<Control> controls)
      throws UsageException {
    if (wanted == null) {
      return controls;
    }
    List<Control> found =
        controls.stream()
            .filter(control -> property.apply(control).equalsIgnoreCase(wanted.strip()))
            .toList();
    if (found.isEmpty()) {
      throw new UsageException(
          option
              + ": there is no "
              + what
              + " '"
              + wanted
              + "' among "
              + controls.stream().map(property).distinct().collect(Collectors.joining(", ")));
    }
    return found;
  }
}
