package dev.mxray.check.reputation;

import dev.mxray.check.reputation.ListEntry.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lists that are asked, in order.
 *
 * @param lists each zone once
 */
public record BlockLists(List<BlockList> lists) {
  /** Lists that are asked at most; each is asked about every address. */
  public static final int MAX_LISTS = 50;

  /** Octets of a user's file. */
  static final int MAX_FILE = 256 * 1024;

  private static final String RESOURCE = "/blacklists/lists.yaml";

  private static final class Bundled {
    static final List<ListEntry> ENTRIES = entries();
    static final BlockLists INSTANCE =
        new BlockLists(
            ENTRIES.stream()
                .filter(entry -> entry.status() == Status.DEFAULT)
                .flatMap(entry -> Optional.ofNullable(entry.list()).stream())
                .toList());

    private static List<ListEntry> entries() {
      try (InputStream in = BlockLists.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException("the program is incomplete: " + RESOURCE + " is missing");
        }
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return List.copyOf(BlockListFile.read(RESOURCE.substring(1), text, null));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public BlockLists {
    lists = List.copyOf(lists);
  }

  /** No lists at all: nothing is asked. */
  public static BlockLists none() {
    return new BlockLists(List.of());
  }

  /** The default lists of those that come with the program; read at the first call. */
  public static BlockLists bundled() {
    return Bundled.INSTANCE;
  }

  /** A question to one of the lists as it may be shown: without the user's key. */
  public String shown(String question) {
    return lists.stream()
        .filter(list -> list.zone().length() > list.name().length())
        .map(list -> list.shown(question))
        .filter(name -> !name.equals(question))
        .findFirst()
        .orElse(question);
  }

  /** True when a block list of addresses is among them. */
  public boolean countsAddresses() {
    return lists.stream()
        .anyMatch(list -> !list.allow() && list.kinds().stream().anyMatch(ListKind::isAddress));
  }

  /** Everything that the bundled file knows, for its tests. */
  static List<ListEntry> catalogue() {
    return Bundled.ENTRIES;
  }

  /**
   * Reads a user's file, of the same form as the bundled one. An entry that only names a zone that
   * the bundled file knows has all that is said there. Lists that are known to be dead are refused,
   * and so are lists beside another one that holds the same data.
   *
   * @throws InvalidBlockListsException with one line that names file and line
   * @throws IOException when the file cannot be read
   */
  public static BlockLists read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAX_FILE + 1);
      if (octets.length > MAX_FILE) {
        throw new InvalidBlockListsException(file + ": larger than " + MAX_FILE / 1024 + " KiB");
      }
      return parse(file.toString(), new String(octets, StandardCharsets.UTF_8));
    }
  }

  /** Reads lists from text, as {@link #read} does from a file. */
  public static BlockLists parse(String file, String text) {
    List<ListEntry> given =
        BlockListFile.read(
            file, text, raw -> known(raw.zone()) != null || dead(raw.zone()) != null);
    var chosen = new LinkedHashMap<BlockList, ListEntry>();
    for (ListEntry entry : given) {
      if (!isAsked(entry)) {
        continue;
      }
      ListEntry complete = complete(file, entry);
      BlockList list = complete.list();
      if (list != null && chosen.putIfAbsent(list, complete) != null) {
        throw wrong(file, entry, list.name() + " is named twice");
      }
    }
    refuseParts(file, chosen);
    if (chosen.isEmpty()) {
      throw new InvalidBlockListsException(file + ": no list to ask in it");
    }
    if (chosen.size() > MAX_LISTS) {
      throw new InvalidBlockListsException(
          file + ": " + chosen.size() + " lists to ask; at most " + MAX_LISTS);
    }
    return new BlockLists(List.copyOf(chosen.keySet()));
  }

  private static boolean isAsked(ListEntry entry) {
    return switch (entry.status()) {
      case DEFAULT -> true;
      case KEY_NEEDED -> entry.key() != null;
      case OPTIONAL, DEAD -> false;
    };
  }

  /** An entry with its key, and with what the bundled file knows of it if it only names a zone. */
  private static ListEntry complete(String file, ListEntry entry) {
    refuseDead(file, entry);
    ListEntry known = known(entry.zone());
    ListEntry full = entry.list() == null && known != null ? known : entry;
    BlockList list = full.list();
    if (list == null) {
      throw wrong(file, entry, entry.name() + " is not a list that is known");
    }
    if (entry.zone().startsWith(BlockListFile.KEY)) {
      if (entry.key() == null) {
        throw wrong(
            file, entry, entry.name() + " needs a key from its operator: add a line 'key: ...'");
      }
      list = list.withKey(entry.key());
    }
    return new ListEntry(
        full.zone(),
        full.status(),
        full.reason(),
        full.since(),
        full.parts(),
        list,
        entry.key(),
        entry.line());
  }

  private static void refuseDead(String file, ListEntry entry) {
    ListEntry dead = dead(entry.name());
    if (dead != null) {
      String since = dead.since() == null ? "" : " (" + dead.since() + ")";
      throw wrong(file, entry, entry.name() + " is dead: " + dead.reason() + since);
    }
  }

  /** The dead list that a zone is, or is below. */
  private static @Nullable ListEntry dead(String zone) {
    return Bundled.ENTRIES.stream()
        .filter(
            known ->
                known.status() == Status.DEAD
                    && (zone.equals(known.zone()) || zone.endsWith("." + known.zone())))
        .findFirst()
        .orElse(null);
  }

  /** One listing must not count twice because a list is asked beside one that holds it. */
  private static void refuseParts(String file, Map<BlockList, ListEntry> chosen) {
    Map<String, ListEntry> byZone = new LinkedHashMap<>();
    chosen.values().forEach(entry -> byZone.put(entry.zone(), entry));
    for (ListEntry whole : chosen.values()) {
      var parts = new ArrayList<>(whole.parts());
      ListEntry known = known(whole.zone());
      if (known != null) {
        parts.addAll(known.parts());
      }
      for (String part : parts) {
        ListEntry beside = byZone.get(part);
        if (beside != null) {
          throw wrong(
              file,
              beside,
              beside.name()
                  + " is part of "
                  + whole.name()
                  + " (line "
                  + whole.line()
                  + "): one listing would count twice");
        }
      }
    }
  }

  private static @Nullable ListEntry known(String zone) {
    return Bundled.ENTRIES.stream()
        .filter(entry -> entry.zone().equals(zone))
        .findFirst()
        .orElse(null);
  }

  private static InvalidBlockListsException wrong(String file, ListEntry entry, String what) {
    return new InvalidBlockListsException(file + ":" + entry.line() + ": " + what);
  }
}
