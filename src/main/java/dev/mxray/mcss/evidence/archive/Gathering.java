package dev.mxray.mcss.evidence.archive;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files as they come, until they are the evidence of one host. */
final class Gathering {
  private static final String SUMMARY = "00_summary.txt";

  /** What lies directly below the top folder; one of it shows that this is evidence at all. */
  private static final Set<String> KNOWN =
      Set.of(
          SUMMARY,
          "aliases",
          "antispam",
          "antivirus",
          "cyrus",
          "dkim",
          "dmarc",
          "dovecot",
          "exim",
          "fail2ban",
          "firewall",
          "logs",
          "mac",
          "milter",
          "policy",
          "postfix",
          "spf",
          "system",
          "timestamps",
          "tls");

  private static final Pattern TOP_FOLDER =
      Pattern.compile("mailaudit_(.+)_([0-9]{8}_[0-9]{6})(?:\\.tar\\.gz|\\.tgz)?");

  /** {@code Collected epoch:} of our collector, {@code Epoch raccolta:} of the older one. */
  private static final Pattern EPOCH =
      Pattern.compile("(?:Collected epoch|Epoch raccolta): *([0-9]{1,11})");

  private static final Pattern HOST = Pattern.compile("Hostname: *(\\S.*)");
  private static final int MAX_HOST = 255;

  private record Content(ByteBuffer octets, boolean truncated) {}

  private final ArchiveLimits limits;
  private final Map<List<String>, Content> files = new LinkedHashMap<>();
  private int entries;
  private long kept;

  Gathering(ArchiveLimits limits) {
    this.limits = limits;
  }

  /** Counts a file, a folder or a link. */
  void entry(String name) throws UnreadableEvidenceException {
    if (++entries > limits.entries()) {
      throw new UnreadableEvidenceException(
          name + " is one too many: more than " + limits.entries() + " entries");
    }
  }

  /** How many octets of a next file may be kept, one more than that to see whether it has more. */
  int wanted() {
    return limits.fileBytes() + 1;
  }

  /**
   * Takes a file.
   *
   * @param octets its beginning, at most {@link #wanted()}
   */
  void add(String name, List<String> parts, byte[] octets) throws UnreadableEvidenceException {
    boolean truncated = octets.length > limits.fileBytes();
    byte[] beginning = truncated ? wholeLines(octets) : octets;
    kept += beginning.length;
    if (kept > limits.keptBytes()) {
      throw new UnreadableEvidenceException(
          name + " is too much: the files have more than " + limits.keptBytes() + " octets");
    }
    put(name, parts, new Content(ByteBuffer.wrap(beginning).asReadOnlyBuffer(), truncated));
  }

  /** Takes a second name of a file; without effect when that file is not there. */
  void addLink(String name, List<String> parts, List<String> target)
      throws UnreadableEvidenceException {
    Content content = files.get(target);
    if (content != null) {
      put(name, parts, content);
    }
  }

  private void put(String name, List<String> parts, Content content)
      throws UnreadableEvidenceException {
    if (parts.isEmpty()) {
      throw new UnreadableEvidenceException("a file has no name");
    }
    if (files.putIfAbsent(parts, content) != null) {
      throw new UnreadableEvidenceException(name + " is in it twice");
    }
  }

  /** The line that is cut in two says something else than what it said. */
  private byte[] wholeLines(byte[] octets) {
    int end = limits.fileBytes();
    while (end > 0 && octets[end - 1] != '\n') {
      end--;
    }
    return Arrays.copyOf(octets, end);
  }

  /**
   * The evidence.
   *
   * @param archive its file name, which tells host and time where nothing else does
   */
  Evidence evidence(String archive) throws UnreadableEvidenceException {
    if (files.isEmpty()) {
      throw new UnreadableEvidenceException("no file is in it");
    }
    Optional<String> top = topFolder();
    int depth = top.isPresent() ? 1 : 0;
    List<EvidenceFile> read =
        files.entrySet().parallelStream()
            .map(
                file ->
                    file(
                        String.join("/", file.getKey().subList(depth, file.getKey().size())),
                        file.getValue()))
            .toList();
    List<String> summary =
        read.stream()
            .filter(file -> file.path().equals(SUMMARY))
            .findFirst()
            .map(EvidenceFile::lines)
            .orElse(List.of());
    Matcher name = TOP_FOLDER.matcher(top.orElse(archive));
    boolean named = name.matches() || name.reset(archive).matches();
    return new Evidence(
        host(summary, named ? name.group(1) : top.orElse(archive)),
        collected(summary, named ? name.group(2) : null),
        read);
  }

  private EvidenceFile file(String path, Content content) {
    List<String> lines = TextLines.of(content.octets().duplicate(), limits.fileLines() + 1);
    boolean tooMany = lines.size() > limits.fileLines();
    return new EvidenceFile(
        path,
        tooMany ? lines.subList(0, limits.fileLines()) : lines,
        content.truncated() || tooMany);
  }

  /** The one folder that holds everything; absent when the files lie in the archive itself. */
  private Optional<String> topFolder() throws UnreadableEvidenceException {
    List<String> firsts = files.keySet().stream().map(parts -> parts.get(0)).distinct().toList();
    if (firsts.stream().anyMatch(KNOWN::contains)) {
      return Optional.empty();
    }
    boolean holdsEvidence =
        files.keySet().stream().anyMatch(parts -> parts.size() > 1 && KNOWN.contains(parts.get(1)));
    if (!holdsEvidence) {
      throw new UnreadableEvidenceException(
          "it is not the evidence of a mail host: it has no " + SUMMARY + " and no known folder");
    }
    if (firsts.size() > 1) {
      throw new UnreadableEvidenceException(
          firsts.get(1) + " lies beside " + firsts.get(0) + ": there has to be one top folder");
    }
    return Optional.of(firsts.get(0));
  }

  private static String host(List<String> summary, String otherwise) {
    String host = firstOf(summary, HOST).orElse(otherwise);
    return host.length() > MAX_HOST ? host.substring(0, MAX_HOST) : host;
  }

  /** By the summary; else by the name, whose time is of an unknown zone and taken for UTC. */
  private static @Nullable Instant collected(List<String> summary, @Nullable String name) {
    try {
      Optional<String> epoch = firstOf(summary, EPOCH);
      if (epoch.isPresent()) {
        return Instant.ofEpochSecond(Long.parseLong(epoch.get()));
      }
      return name == null
          ? null
          : LocalDateTime.parse(name, DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss", Locale.ROOT))
              .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Optional<String> firstOf(List<String> lines, Pattern pattern) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1).strip())
        .findFirst();
  }
}
