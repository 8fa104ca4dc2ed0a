package dev.mxray.mcss.evidence.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Archives as collectors and attackers make them. */
public final class Archives {
  /** The folder that everything in them lies in. */
  public static final String TOP = "mailaudit_mail.example.com_20261121_103000";

  private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;

  public Archives() {
    try {
      tar = new TarArchiveOutputStream(new GZIPOutputStream(packed), "UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  /** A file below the top folder. */
  public Archives file(String path, String text) {
    return entry(TOP + "/" + path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A file with exactly this name. */
  public Archives entry(String name, byte[] octets) {
    var entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
    entry.setSize(octets.length);
    return put(entry, octets);
  }

  /** A link, a device or a folder; {@code type} is one of {@link TarConstants}. */
  public Archives special(String name, byte type, String target) {
    var entry = new TarArchiveEntry(name, type, true);
    entry.setLinkName(target);
    return put(entry, new byte[0]);
  }

  private Archives put(TarArchiveEntry entry, byte[] octets) {
    try {
      tar.putArchiveEntry(entry);
      tar.write(octets);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public byte[] octets() {
    try {
      tar.close();
      return packed.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes it as a file of its usual name. */
  public Path in(Path folder) {
    return write(folder.resolve(TOP + ".tar.gz"), octets());
  }

  public static Path write(Path file, byte[] octets) {
    try {
      return Files.write(file, octets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
