package dev.mxray.mcss.evidence.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads a folder into a {@link Gathering}. */
final class FolderReader {
  /** Deeper than any collector writes. */
  private static final int MAX_DEPTH = 32;

  private final Path top;
  private final Gathering gathering;

  FolderReader(Path top, Gathering gathering) {
    this.top = top;
    this.gathering = gathering;
  }

  /** Reads it all, in the order of the names. */
  void read() throws UnreadableEvidenceException {
    folder(top, 0);
  }

  private void folder(Path folder, int depth) throws UnreadableEvidenceException {
    if (depth > MAX_DEPTH) {
      throw new UnreadableEvidenceException(
          name(folder) + " lies deeper than " + MAX_DEPTH + " folders");
    }
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path child : stream) {
        gathering.entry(name(child));
        children.add(child);
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      throw new UnreadableEvidenceException(name(folder) + " cannot be read", e);
    }
    children.sort(Comparator.comparing(Path::toString));
    for (Path child : children) {
      try {
        take(child, depth);
      } catch (IOException e) {
        throw new UnreadableEvidenceException(name(child) + " cannot be read", e);
      }
    }
  }

  private void take(Path child, int depth) throws IOException, UnreadableEvidenceException {
    var attributes =
        Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    List<String> parts = EntryName.parts(name(child));
    if (attributes.isSymbolicLink()) {
      // As if in an archive: what the folder is called is the first part of every name.
      var place = new ArrayList<>(List.of("."));
      place.addAll(parts);
      String target = Files.readSymbolicLink(child).toString();
      if (!EntryName.staysInside(place, target)) {
        throw new UnreadableEvidenceException(
            name(child) + " is a link out of the folder, to " + target);
      }
    } else if (attributes.isOther()) {
      throw new UnreadableEvidenceException(name(child) + " is a device, a pipe or a socket");
    } else if (attributes.isDirectory()) {
      folder(child, depth + 1);
    } else {
      try (InputStream in = Files.newInputStream(child, LinkOption.NOFOLLOW_LINKS)) {
        gathering.add(name(child), parts, in.readNBytes(gathering.wanted()));
      }
    }
  }

  private String name(Path path) {
    return top.relativize(path).toString();
  }
}
