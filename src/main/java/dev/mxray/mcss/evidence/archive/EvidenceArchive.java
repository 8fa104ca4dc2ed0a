package dev.mxray.mcss.evidence.archive;

import dev.mxray.mcss.evidence.Evidence;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What {@code mxray collect} or {@code mailserver-audit-collect} 2.x wrote on a mail host.
 *
 * <p>An archive is read once, as a stream; nothing is written, no link is followed. Of a file of
 * more than 8 MiB or 200,000 lines only the beginning is kept. Refused are, with the entry's name:
 * archives that are truncated, corrupted, encrypted or of another format; names that are absolute
 * or hold {@code ..}; links out of the archive, devices, pipes, sparse files; two files of one
 * name; more than 20,000 entries, 128 MiB of text, 512 MiB unpacked, or 200 times the packed size.
 */
public final class EvidenceArchive {
  private static final int BUFFER = 1 << 16;
  private static final int BEGINNING = 32;

  private final Path path;
  private final ArchiveLimits limits;

  EvidenceArchive(Path path, ArchiveLimits limits) {
    this.path = path;
    this.limits = limits;
  }

  /**
   * Reads it.
   *
   * @param path a {@code .tar.gz}, or a folder: that of one unpacked, or the one it lies in
   * @throws UnreadableEvidenceException with a sentence that begins with the path
   */
  public static Evidence read(Path path) throws UnreadableEvidenceException {
    return new EvidenceArchive(path, ArchiveLimits.USUAL).read();
  }

  Evidence read() throws UnreadableEvidenceException {
    try {
      var gathering = new Gathering(limits);
      if (Files.isDirectory(path)) {
        new FolderReader(path, gathering).read();
      } else {
        unpack(gathering);
      }
      return gathering.evidence(String.valueOf(path.toAbsolutePath().normalize().getFileName()));
    } catch (UnreadableEvidenceException e) {
      throw new UnreadableEvidenceException(path + ": " + e.getMessage(), e);
    }
  }

  private void unpack(Gathering gathering) throws UnreadableEvidenceException {
    try (var in = new BufferedInputStream(opened(), BUFFER)) {
      in.mark(BEGINNING);
      byte[] beginning = in.readNBytes(BEGINNING);
      in.reset();
      if (!PackedKind.isGzip(beginning)) {
        throw new UnreadableEvidenceException("it " + PackedKind.of(beginning));
      }
      TarReader.read(in, limits, gathering);
    } catch (NoSuchFileException e) {
      throw new UnreadableEvidenceException("there is no such file", e);
    } catch (IOException e) {
      throw new UnreadableEvidenceException("it cannot be read: " + e.getMessage(), e);
    }
  }

  private InputStream opened() throws IOException, UnreadableEvidenceException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new UnreadableEvidenceException("it is neither a file nor a folder");
    }
    return Files.newInputStream(path);
  }
}
