package dev.mxray.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Report files, {@code <prefix><domain><suffix>} in one directory. A file is written whole or not
 * at all: to a temporary file beside it, which then takes its name; a file that was there is
 * replaced. Every {@link IOException} thrown here has a message for people of one line.
 */
public final class ReportFiles {
  private static final String OPTION = "--output-dir";
  private static final String TEMPORARY = ".mxray-";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path directory;
  private final String prefix;

  /**
   * Files of one directory.
   *
   * @param prefix what every file name begins with, perhaps nothing
   * @throws IllegalArgumentException when the prefix cannot be part of a file name; the message is
   *     for people
   */
  public ReportFiles(Path directory, String prefix) {
    if (!isNamePart(prefix)) {
      throw new IllegalArgumentException(
          "--filename-prefix: '" + Printable.of(prefix) + "' cannot begin a file name");
    }
    this.directory = directory;
    this.prefix = prefix;
  }

  /**
   * Makes sure that reports can be written, before anything is scanned: makes the directory and its
   * parents when they are not there, and tries with an empty file, because permission bits say
   * little (a superuser, a read-only file system, an access list).
   *
   * @throws IOException when they cannot; the message names the option
   */
  public static void check(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
      Path probe = temporary(directory);
      Files.createFile(probe);
      Files.delete(probe);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(OPTION + ": " + shown(directory) + " is not a directory", e);
    } catch (IOException e) {
      throw new IOException(OPTION + ": cannot write to " + shown(directory) + ": " + reason(e), e);
    }
  }

  /**
   * Writes one file.
   *
   * @param name the domain, in A-labels, or what else the file is about
   * @param suffix with its dot
   * @return the file
   * @throws IOException when it could not be written; then nothing of it is there
   */
  public Path write(String name, String suffix, String text) throws IOException {
    String fileName = prefix + name + suffix;
    if (name.isEmpty() || !isNamePart(fileName)) {
      throw new IllegalArgumentException("not a file name: " + Printable.of(fileName));
    }
    Path target = directory.resolve(fileName);
    Path temporary = temporary(directory);
    try {
      Files.createDirectories(directory);
      writeWhole(temporary, text.getBytes(StandardCharsets.UTF_8));
      move(temporary, target);
      return target;
    } catch (IOException e) {
      throw new IOException("cannot write " + shown(target) + ": " + reason(e), e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Not {@link Files#createTempFile}: that makes files which only their owner can read. */
  private static Path temporary(Path directory) {
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    return directory.resolve(TEMPORARY + HexFormat.of().formatHex(random) + ".tmp");
  }

  private static void writeWhole(Path file, byte[] bytes) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      // The name must not reach the disk before the bytes do.
      channel.force(/* metaData= */ false);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean isNamePart(String text) {
    return text.chars().allMatch(c -> Printable.isVisible(c) && "/\\:*?\"<>|".indexOf(c) < 0)
        && !text.equals(".")
        && !text.equals("..");
  }

  private static String shown(Path path) {
    return Printable.of(path.toString());
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException files && files.getReason() != null) {
      return Printable.of(files.getReason());
    }
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such directory";
    }
    String message = e.getMessage();
    return message == null ? "input/output error" : Printable.of(message);
  }
}
