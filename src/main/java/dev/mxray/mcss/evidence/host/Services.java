package dev.mxray.mcss.evidence.host;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which services run, by the list of the service manager (systemd's units, or the states of {@code
 * service --status-all}), or by a service's own state as {@code systemctl} tells it.
 */
public final class Services {
  public static final String LIST = "system/services.txt";

  private final List<State> states;
  private final List<EvidenceFile> files;

  private Services(List<State> states, List<EvidenceFile> files) {
    this.states = states;
    this.files = files;
  }

  /**
   * One service.
   *
   * @param running null when the line does not tell
   * @param enabled whether it is started at boot; null when the line does not tell
   */
  record State(String name, @Nullable Boolean running, @Nullable Boolean enabled, Quote quote) {}

  /** What these files say, those that are there. */
  public static Services of(Evidence evidence, String... paths) {
    List<State> states = new ArrayList<>();
    List<EvidenceFile> files = new ArrayList<>();
    for (String path : paths) {
      Optional<EvidenceFile> file = evidence.file(path);
      if (file.isPresent()) {
        files.add(file.get());
        states.addAll(ServiceLines.read(file.get()));
      }
    }
    return new Services(List.copyOf(states), List.copyOf(files));
  }

  /** The line that shows one of them running. */
  public Optional<Quote> running(Set<String> names) {
    return told(names, true).map(State::quote);
  }

  /** The line that shows one of them not running, and none that shows one running. */
  public Optional<Quote> stopped(Set<String> names) {
    return running(names).isPresent() ? Optional.empty() : told(names, false).map(State::quote);
  }

  private Optional<State> told(Set<String> names, boolean running) {
    return states.stream()
        .filter(state -> matches(names, state))
        .filter(state -> state.running() != null && state.running() == running)
        .findFirst();
  }

  private Optional<State> enabled(Set<String> names, boolean enabled) {
    return states.stream()
        .filter(state -> matches(names, state))
        .filter(state -> state.enabled() != null && state.enabled() == enabled)
        .findFirst();
  }

  private static boolean matches(Set<String> names, State state) {
    String name = state.name().toLowerCase(Locale.ROOT);
    int at = name.indexOf('@');
    return names.contains(at < 0 ? name : name.substring(0, at));
  }

  /**
   * Whether one of these services runs and is started at boot.
   *
   * @param title as people call it
   */
  public HostVerdict runs(String title, Set<String> names, String missing) {
    return runs(Sentence.verbatim(title), names, missing);
  }

  /** The same of a service that has no name of its own. */
  public HostVerdict runs(Sentence title, Set<String> names, String missing) {
    Optional<Quote> running = running(names);
    Optional<State> disabled = enabled(names, false);
    Optional<State> enabled = enabled(names, true);
    if (running.isPresent()) {
      if (enabled.isPresent()) {
        return HostVerdict.pass(running.get(), Sentence.of("host.running-from-boot", title));
      }
      return disabled.isPresent()
          ? HostVerdict.partial(
              disabled.get().quote(), Sentence.of("host.running-not-from-boot", title))
          : HostVerdict.pass(running.get(), Sentence.of("host.running-boot-untold", title))
              .indicative();
    }
    Optional<Quote> stopped = stopped(names);
    if (stopped.isPresent()) {
      return HostVerdict.fail(stopped.get(), Sentence.of("host.not-running", title));
    }
    return files.stream()
        .filter(file -> ServiceLines.wouldShow(file, names))
        .findFirst()
        .map(file -> HostVerdict.fail(file.quote(), Sentence.of("host.not-among-services", title)))
        .orElseGet(() -> unknown(title, missing));
  }

  private HostVerdict unknown(Sentence title, String missing) {
    return files.isEmpty()
        ? HostVerdict.missing(missing)
        : HostVerdict.notAssessed(Sentence.of("host.running-untold", files.get(0).path(), title));
  }
}
