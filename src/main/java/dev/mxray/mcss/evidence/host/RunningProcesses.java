package dev.mxray.mcss.evidence.host;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The processes that the collector saw: {@code process: master pid=7 user=root
 * program=/usr/lib/postfix/sbin/master started=…} in the list of services.
 */
public final class RunningProcesses {
  private static final Pattern PROCESS =
      Pattern.compile("process: (\\S+) pid=[0-9]+ .*?program=(\\S+).*");

  private static final String LOOKED = "## processes";
  private final List<Seen> processes;
  private final Optional<Quote> looked;

  private RunningProcesses(List<Seen> processes, Optional<Quote> looked) {
    this.processes = processes;
    this.looked = looked;
  }

  private record Seen(String name, String program, Quote quote) {}

  /** Those in {@code system/services.txt}. */
  public static RunningProcesses of(Evidence evidence) {
    var processes = new ArrayList<Seen>();
    Optional<EvidenceFile> file = evidence.file(Services.LIST);
    Optional<Quote> looked = Optional.empty();
    for (int line = 1; line <= file.map(f -> f.lines().size()).orElse(0); line++) {
      String text = file.orElseThrow().lines().get(line - 1);
      Matcher process = PROCESS.matcher(text);
      if (process.matches()) {
        processes.add(new Seen(process.group(1), process.group(2), file.orElseThrow().quote(line)));
      } else if (text.equals(LOOKED)) {
        looked = Optional.of(file.orElseThrow().quote(line));
      }
    }
    return new RunningProcesses(List.copyOf(processes), looked);
  }

  /**
   * What is known with the processes besides: one that runs outweighs a list of services that does
   * not tell; that there is none decides only where the list does not.
   *
   * @param part of the path of the program, to tell processes of the same name apart
   */
  public HostVerdict decide(String title, Set<String> names, String part, HostVerdict byServices) {
    Optional<Quote> running =
        processes.stream()
            .filter(process -> names.contains(process.name))
            .filter(process -> process.program.contains(part) || process.program.equals("unknown"))
            .map(Seen::quote)
            .findFirst();
    if (byServices.status() == dev.mxray.mcss.Status.PASS
        || byServices.status() == dev.mxray.mcss.Status.PARTIAL) {
      return byServices;
    }
    if (running.isPresent()) {
      return HostVerdict.pass(running.get(), Sentence.of("host.running-boot-untold", title))
          .indicative();
    }
    return byServices.quote() == null && looked.isPresent()
        ? HostVerdict.fail(looked.get(), Sentence.of("host.not-among-processes", title))
        : byServices;
  }
}
