package dev.mxray.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may use the service: a name and the SHA-256 of a bearer token (RFC 6750) on each line. The
 * tokens themselves have 256 random bits, so their digests need neither salt nor slowness, and are
 * told once, when they are made. Immutable.
 */
public final class TokenFile {
  private static final int TOKEN_OCTETS = 32;
  private static final int MAX_OCTETS = 1 << 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Map<String, byte[]> digests;

  private TokenFile(Map<String, byte[]> digests) {
    this.digests = digests;
  }

  /**
   * Reads a file; empty lines and those that begin with {@code #} are skipped.
   *
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException when a line is none; the message names the file and line
   */
  public static TokenFile read(Path file) throws IOException {
    if (Files.size(file) > MAX_OCTETS) {
      throw new IllegalArgumentException(file + " is too large for a file of tokens");
    }
    var digests = new LinkedHashMap<String, byte[]>();
    List<String> lines = Files.readString(file, StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.split("\\s+");
      if (words.length != 2
          || !NAME.matcher(words[0]).matches()
          || !DIGEST.matcher(words[1].toLowerCase(Locale.ROOT)).matches()) {
        throw new IllegalArgumentException(
            file + ":" + (i + 1) + ": a line is a name and the SHA-256 of its token in hex");
      }
      if (digests.put(words[0], HexFormat.of().parseHex(words[1].toLowerCase(Locale.ROOT)))
          != null) {
        throw new IllegalArgumentException(
            file + ":" + (i + 1) + ": '" + words[0] + "' stands in an earlier line");
      }
    }
    return new TokenFile(digests);
  }

  /**
   * Makes a token and adds its digest to a file, which is made when it is not there, for its owner
   * only.
   *
   * @return the token, which is kept nowhere
   * @throws IOException when the file cannot be read or written
   * @throws IllegalArgumentException when the name is none, or is there already, or a line of the
   *     file is none
   */
  public static String add(Path file, String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a token has up to 64 letters, digits, dots, hyphens and underscores");
    }
    boolean there = Files.exists(file);
    if (there && read(file).digests.containsKey(name)) {
      throw new IllegalArgumentException(file + " has a token of that name: '" + name + "'");
    }
    if (!there) {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(file);
      }
    }
    var octets = new byte[TOKEN_OCTETS];
    new SecureRandom().nextBytes(octets);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    String before =
        there && !Files.readString(file).endsWith("\n") && Files.size(file) > 0 ? "\n" : "";
    Files.writeString(
        file,
        before + name + " " + HexFormat.of().formatHex(digest(token)) + "\n",
        StandardOpenOption.APPEND);
    return token;
  }

  /** The name of a token; empty when it is none. Takes as long for every token. */
  Optional<String> nameOf(String token) {
    byte[] digest = digest(token);
    String found = null;
    for (Map.Entry<String, byte[]> entry : digests.entrySet()) {
      if (MessageDigest.isEqual(entry.getValue(), digest)) {
        found = entry.getKey();
      }
    }
    return Optional.ofNullable(found);
  }

  /** How many there are. */
  public int size() {
    return digests.size();
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
