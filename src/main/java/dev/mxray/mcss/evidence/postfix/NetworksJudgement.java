package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** POSTFIX-003: mynetworks, or what mynetworks_style makes of it, holds own machines only. */
final class NetworksJudgement {
  private NetworksJudgement() {}

  static HostVerdict of(PostfixConfig config) {
    Optional<Setting> own = config.setting("mynetworks");
    if (own.isPresent()) {
      return ownNetworks(config, own.get());
    }
    return config
        .setting("mynetworks_style")
        .map(style -> style.resting(byStyle(style)))
        .orElseGet(() -> config.untold("mynetworks"));
  }

  private static HostVerdict byStyle(Setting style) {
    Quote quote = style.quote();
    return switch (style.value().strip()) {
      case "host" -> HostVerdict.pass(quote, Sentence.of("postfix.networks-host", style.said()));
      case "subnet" ->
          HostVerdict.partial(quote, Sentence.of("postfix.networks-subnet", style.said()));
      case "class" -> HostVerdict.fail(quote, Sentence.of("postfix.networks-class", style.said()));
      default ->
          HostVerdict.notAssessed(
              Sentence.of("postfix.networks-style", quote.place(), style.said()));
    };
  }

  private static HostVerdict ownNetworks(PostfixConfig config, Setting setting) {
    var entries = new ArrayList<Networks.Entry>();
    var unread = new ArrayList<String>();
    Networks networks = Networks.of(setting.value());
    entries.addAll(networks.entries());
    for (String reference : networks.references()) {
      Optional<Networks> table =
          config
              .table(reference)
              .filter(file -> !file.truncated())
              .map(file -> Networks.of(leftSides(file.lines(), reference.indexOf(':') > 0)));
      table.ifPresentOrElse(found -> entries.addAll(found.entries()), () -> unread.add(reference));
    }
    return byReach(setting, entries, unread);
  }

  /** A file holds patterns; a table has a pattern and then a result in each line. */
  private static String leftSides(List<String> lines, boolean table) {
    var all = new StringBuilder();
    for (String line : lines) {
      String text = line.strip();
      if (!text.startsWith("#") && !text.isEmpty()) {
        all.append(table ? text.split("\\s+", 2)[0] : text).append(' ');
      }
    }
    return all.toString();
  }

  private static HostVerdict byReach(
      Setting setting, List<Networks.Entry> entries, List<String> unread) {
    Networks.@Nullable Entry widest = null;
    for (Networks.Entry entry : entries) {
      if (!entry.excluded() && (widest == null || entry.reach().compareTo(widest.reach()) > 0)) {
        widest = entry;
      }
    }
    if (widest != null && widest.reach() == Networks.Reach.STRANGERS) {
      return HostVerdict.fail(
          setting.quote(widest.text()), Sentence.of("postfix.networks-strangers", widest.text()));
    }
    if (!unread.isEmpty()) {
      return HostVerdict.notAssessed(
          Sentence.of(
              "postfix.networks-unread", setting.quote(unread.get(0)).place(), unread.get(0)));
    }
    if (widest != null && widest.reach() == Networks.Reach.WIDE) {
      return HostVerdict.partial(
          setting.quote(widest.text()), Sentence.of("postfix.networks-wide", widest.text()));
    }
    return setting.resting(
        HostVerdict.pass(setting.quote(), Sentence.of("postfix.networks-own", setting.value())));
  }
}
