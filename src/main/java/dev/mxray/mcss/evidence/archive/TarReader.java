package dev.mxray.mcss.evidence.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a {@code .tar.gz} once, from beginning to end, into a {@link Gathering}. */
final class TarReader {
  private static final int BUFFER = 1 << 16;

  private final ArchiveLimits limits;
  private final Gathering gathering;
  private final MeteredStream packed;
  private final MeteredStream unpacked;
  private final TarArchiveInputStream tar;
  private final byte[] buffer = new byte[BUFFER];

  /** What an error is about. */
  private String place = "the first header";

  private TarReader(MeteredStream packed, ArchiveLimits limits, Gathering gathering)
      throws IOException {
    this.limits = limits;
    this.gathering = gathering;
    this.packed = packed;
    this.unpacked = new MeteredStream(new GZIPInputStream(packed, BUFFER));
    this.tar = new TarArchiveInputStream(unpacked, StandardCharsets.UTF_8.name());
  }

  /** Reads it all. */
  static void read(InputStream in, ArchiveLimits limits, Gathering gathering)
      throws UnreadableEvidenceException {
    TarReader reader;
    try {
      reader = new TarReader(new MeteredStream(in), limits, gathering);
    } catch (IOException e) {
      throw new UnreadableEvidenceException("its gzip header is broken", e);
    }
    reader.read();
  }

  // The library has more ways of refusing a broken header than the one it declares.
  private void read() throws UnreadableEvidenceException {
    try {
      readEntries();
    } catch (EOFException e) {
      throw new UnreadableEvidenceException("it is truncated: it ends within " + place, e);
    } catch (MeteredStream.ExcessException e) {
      throw new UnreadableEvidenceException(place + " " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableEvidenceException(
          isTruncation(e)
              ? "it is truncated: it ends within " + place
              : "it is corrupted, or not a tar archive, at " + place + ": " + e.getMessage(),
          e);
    }
  }

  private static boolean isTruncation(Exception e) {
    return String.valueOf(e.getMessage()).contains("runcated");
  }

  private void readEntries() throws IOException, UnreadableEvidenceException {
    while (true) {
      unpacked.allow(limits.headerBytes(), "is followed by a header that is too long");
      TarArchiveEntry entry = nextEntry();
      if (entry == null) {
        readRest();
        return;
      }
      place = entry.getName();
      take(entry);
    }
  }

  /** Names what is wrong by the header itself: an entry that cannot be read has no name yet. */
  private @Nullable TarArchiveEntry nextEntry() throws IOException, UnreadableEvidenceException {
    try {
      return tar.getNextEntry();
    } catch (IOException | RuntimeException e) {
      if (unpacked.isSparseHeader()) {
        throw new UnreadableEvidenceException(unpacked.headerName() + " is a sparse file", e);
      }
      if (!unpacked.headerName().isEmpty() && !(e instanceof MeteredStream.ExcessException)) {
        place = unpacked.headerName();
      }
      throw e;
    }
  }

  private void take(TarArchiveEntry entry) throws IOException, UnreadableEvidenceException {
    String name = entry.getName();
    gathering.entry(name);
    List<String> parts = EntryName.parts(name);
    allowFile();
    if (entry.isSymbolicLink() || entry.isLink()) {
      takeLink(entry, parts);
    } else if (entry.isSparse()) {
      throw new UnreadableEvidenceException(name + " is a sparse file");
    } else if (entry.isCharacterDevice() || entry.isBlockDevice()) {
      throw new UnreadableEvidenceException(name + " is a device");
    } else if (entry.isFIFO()) {
      throw new UnreadableEvidenceException(name + " is a named pipe");
    } else if (!entry.isDirectory()) {
      if (entry.getSize() > limits.unpackedBytes()) {
        throw new UnreadableEvidenceException(
            name + " is too long: " + entry.getSize() + " octets");
      }
      gathering.add(name, parts, tar.readNBytes(gathering.wanted()));
    }
    passOver();
  }

  private void takeLink(TarArchiveEntry entry, List<String> parts)
      throws UnreadableEvidenceException {
    String name = entry.getName();
    String target = entry.getLinkName();
    if (entry.isLink()) {
      List<String> other = EntryName.parts(target);
      if (other.isEmpty() || parts.isEmpty() || !other.get(0).equals(parts.get(0))) {
        throw new UnreadableEvidenceException(name + " is a link out of the archive, to " + target);
      }
      gathering.addLink(name, parts, other);
    } else if (!EntryName.staysInside(parts, target)) {
      throw new UnreadableEvidenceException(name + " is a link out of the archive, to " + target);
    }
  }

  /** What of the whole archive is left; a file may have that much and its padding. */
  private void allowFile() {
    unpacked.allow(
        Math.max(0, limits.unpackedBytes() - unpacked.count()),
        "is too much: the archive unpacks to more than " + limits.unpackedBytes() + " octets");
  }

  /** To the end of the entry, in pieces: a bomb shows by what it unpacks to. */
  private void passOver() throws IOException, UnreadableEvidenceException {
    checkRatio();
    while (tar.read(buffer) >= 0) {
      checkRatio();
    }
  }

  /** To the end of the file, where gzip has its checksum. */
  private void readRest() throws IOException, UnreadableEvidenceException {
    allowFile();
    place = "what follows the last file";
    while (unpacked.read(buffer) >= 0) {
      checkRatio();
    }
  }

  private void checkRatio() throws UnreadableEvidenceException {
    if (unpacked.count() > limits.freeOfRatio()
        && unpacked.count() / Math.max(1, packed.count()) > limits.ratio()) {
      throw new UnreadableEvidenceException(
          place + " unpacks to more than " + limits.ratio() + " times its size");
    }
  }
}
