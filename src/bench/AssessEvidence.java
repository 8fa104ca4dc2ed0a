import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Assessors;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.archive.EvidenceArchive;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * How long it takes to read an archive of 20 MB and to decide all controls by it: the one that is
 * named, with logs beside its files.
 */
public final class AssessEvidence {
  private static final int ROUNDS = 15;

  public static void main(String[] arguments) throws Exception {
    Path archive = padded(Path.of(arguments[0]));
    long[] times = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      Evidence evidence = EvidenceArchive.read(archive);
      int decided = 0;
      for (Assessor assessor : Assessors.all().values()) {
        decided += assessor.assess(evidence).quote() == null ? 0 : 1;
      }
      times[i] = (System.nanoTime() - begin) / 1_000_000;
      System.out.printf("%d ms, %d files, %d decided%n", times[i], evidence.under("").size(), decided);
    }
    long[] warm = Arrays.copyOfRange(times, 5, ROUNDS);
    Arrays.sort(warm);
    System.out.printf(
        "%s: %d octets, first %d ms, warm median %d ms%n",
        archive.getFileName(), Files.size(archive), times[0], warm[warm.length / 2]);
  }

  /** Logs of 72 MB, which are packed to some 20 MB. */
  private static Path padded(Path real) throws Exception {
    Path archive = Files.createTempFile("mailaudit_bench_", ".tar.gz");
    archive.toFile().deleteOnExit();
    var random = new Random(1);
    String[] words = "postfix/smtpd connect from unknown reject RCPT 450 cannot find your hostname lost after".split(" ");
    try (OutputStream out = Files.newOutputStream(archive);
        var tar = new TarArchiveOutputStream(new GZIPOutputStream(out));
        var in = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(real)))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      String top = "";
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        top = entry.getName().substring(0, entry.getName().indexOf('/') + 1);
        tar.putArchiveEntry(entry);
        in.transferTo(tar);
        tar.closeArchiveEntry();
      }
      for (int file = 0; file < 40; file++) {
        var text = new StringBuilder();
        while (text.length() < 1_800_000) {
          text.append("Nov 21 10:").append(random.nextInt(60)).append(" mail ");
          for (int i = 0; i < 4; i++) {
            text.append(words[random.nextInt(words.length)]).append(' ');
          }
          text.append(Long.toHexString(random.nextLong())).append('\n');
        }
        byte[] octets = text.toString().getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(top + "logs/padding" + file + ".txt");
        entry.setSize(octets.length);
        tar.putArchiveEntry(entry);
        tar.write(octets);
        tar.closeArchiveEntry();
      }
    }
    return archive;
  }
}
