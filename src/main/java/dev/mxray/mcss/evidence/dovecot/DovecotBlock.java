package dev.mxray.mcss.evidence.dovecot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands between braces: {@code service imap-login { … }}, or the whole file.
 *
 * @param type its first word; empty for the whole file
 * @param name what follows the first word, without quotation marks; empty without one
 * @param line where it begins, counted from 1; 0 for the whole file
 */
record DovecotBlock(
    String type, String name, int line, List<DovecotSetting> settings, List<DovecotBlock> blocks) {
  DovecotBlock {
    settings = List.copyOf(settings);
    blocks = List.copyOf(blocks);
  }

  /** The last line with this name: a later one replaces an earlier one. */
  Optional<DovecotSetting> setting(String wanted) {
    return settings.stream()
        .filter(setting -> setting.name().equals(wanted))
        .reduce((first, second) -> second);
  }

  Stream<DovecotBlock> blocks(String wantedType) {
    return blocks.stream().filter(block -> block.type().equals(wantedType));
  }

  Optional<DovecotBlock> block(String wantedType, String wantedName) {
    return blocks(wantedType).filter(block -> block.name().equals(wantedName)).findFirst();
  }

  /** All blocks below this one, outer before inner. */
  List<DovecotBlock> all() {
    List<DovecotBlock> found = new ArrayList<>();
    collect(found);
    return found;
  }

  private void collect(List<DovecotBlock> found) {
    for (DovecotBlock block : blocks) {
      found.add(block);
      block.collect(found);
    }
  }
}
