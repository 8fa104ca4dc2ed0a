package dev.mxray.watch.config;

import dev.mxray.domain.MailAddress;
import dev.mxray.watch.ChangeType;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code alerts} of {@code watch.yaml}: who is told, of what, and how sure one must be. */
final class AlertsReader {
  private static final int IMPLICIT_TLS_PORT = 465; // RFC 8314
  private static final int SUBMISSION_PORT = 587; // RFC 6409
  private static final int MAX_PORT = 65_535;
  private static final Duration LONGEST_DIGEST = Duration.ofDays(1);
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(30);
  private static final Set<String> KINDS = Set.of("mail", "webhook", "command");

  private final Map<ChangeType, Integer> confirmations;
  private final Duration recheck;
  private final List<AlertTarget> targets = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();

  AlertsReader(@Nullable Entry alerts) throws InvalidWatchConfigException {
    Map<String, Entry> keys =
        alerts == null
            ? Map.of()
            : alerts.keys(
                Set.of(
                    "confirmations", "recheck", "mail", "webhook", "command", "targets", "routes"));
    this.confirmations = WatchConfigReader.confirmations(keys.get("confirmations"));
    this.recheck = WatchConfigReader.recheck(keys.get("recheck"));
    addTargets(keys, null);
    Entry more = keys.get("targets");
    if (more != null) {
      for (Map.Entry<String, Entry> one : more.named("targets by name").entrySet()) {
        if (KINDS.contains(one.getKey()) || !one.getKey().matches("[a-z0-9_-]{1,40}")) {
          throw one.getValue()
              .notA(
                  one.getKey(), "a name of letters, digits and dashes, not mail, webhook, command");
        }
        Map<String, Entry> kind = one.getValue().keys(KINDS);
        if (kind.size() != 1) {
          throw one.getValue().wrong("expected one of mail, webhook, command");
        }
        addTargets(kind, one.getKey());
      }
    }
    Entry given = keys.get("routes");
    if (given != null) {
      for (Entry one : given.items("routes")) {
        routes.add(route(one));
      }
    }
  }

  Map<ChangeType, Integer> confirmations() {
    return confirmations;
  }

  Duration recheck() {
    return recheck;
  }

  List<AlertTarget> targets() {
    return targets;
  }

  List<Route> routes() {
    return routes;
  }

  private void addTargets(Map<String, Entry> keys, @Nullable String name)
      throws InvalidWatchConfigException {
    Entry mail = keys.get("mail");
    if (mail != null) {
      targets.add(mail(mail, name == null ? "mail" : name));
    }
    Entry webhook = keys.get("webhook");
    if (webhook != null) {
      targets.add(webhook(webhook, name == null ? "webhook" : name));
    }
    Entry command = keys.get("command");
    if (command != null) {
      targets.add(command(command, name == null ? "command" : name));
    }
  }

  private static AlertTarget mail(Entry entry, String name) throws InvalidWatchConfigException {
    Map<String, Entry> keys =
        entry.keys(
            Set.of(
                "to", "from", "host", "port", "tls", "user", "password_file", "ca_file", "digest"));
    String tls =
        Entry.or(keys.get("tls"), "implicit", given -> given.oneOf("implicit", "starttls", "none"));
    Entry to = needed(entry, keys, "to", "addresses");
    var recipients = new ArrayList<String>();
    for (String address : to.texts("a mail address")) {
      recipients.add(address(to, address));
    }
    if (recipients.isEmpty()) {
      throw to.wrong("expected a mail address");
    }
    Entry from = needed(entry, keys, "from", "a mail address");
    String user = WatchConfigReader.text(keys.get("user"), "a user name");
    Path password = path(keys.get("password_file"));
    if ((user == null) != (password == null)) {
      throw entry.wrong("'user' and 'password_file' go together");
    }
    if (user != null && tls.equals("none")) {
      throw entry.wrong("'tls: none' would show the password to everyone on the way");
    }
    return new AlertTarget.Mail(
        name,
        recipients,
        address(from, from.text("a mail address")),
        needed(entry, keys, "host", "the name of the submission server").text("a host name"),
        Entry.or(
            keys.get("port"),
            tls.equals("implicit") ? IMPLICIT_TLS_PORT : SUBMISSION_PORT,
            given -> given.number(1, MAX_PORT)),
        tls,
        user,
        password,
        path(keys.get("ca_file")),
        Entry.or(
            keys.get("digest"),
            Duration.ZERO,
            given -> given.duration(Duration.ZERO, LONGEST_DIGEST)));
  }

  private static String address(Entry entry, String text) throws InvalidWatchConfigException {
    return MailAddress.parse(text)
        .filter(one -> one.localPart().chars().allMatch(c -> c > ' ' && c < 0x7f))
        .map(one -> one.localPart() + "@" + one.domain().ascii())
        .orElseThrow(() -> entry.notA(text, "a mail address"));
  }

  private static AlertTarget webhook(Entry entry, String name) throws InvalidWatchConfigException {
    Map<String, Entry> keys =
        entry.keys(Set.of("url", "template", "secret_file", "ca_file", "allow_private"));
    Entry given = needed(entry, keys, "url", "an http or https URL");
    String text = given.text("an http or https URL");
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw given.notA(text, "an http or https URL");
    }
    boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getUserInfo() != null) {
      throw given.notA(text, "an http or https URL with a host, without a user");
    }
    return new AlertTarget.Webhook(
        name,
        url,
        Entry.or(keys.get("template"), "generic", one -> one.oneOf("generic", "slack", "teams")),
        path(keys.get("secret_file")),
        path(keys.get("ca_file")),
        Entry.or(keys.get("allow_private"), false, Entry::flag));
  }

  private static AlertTarget command(Entry entry, String name) throws InvalidWatchConfigException {
    var arguments = new ArrayList<String>();
    for (Entry one : entry.items("a program and its arguments")) {
      arguments.add(one.text("a program or argument"));
    }
    if (arguments.isEmpty()) {
      throw entry.wrong("expected a program and its arguments");
    }
    for (String argument : arguments) {
      java.util.regex.Matcher place =
          java.util.regex.Pattern.compile("\\{([a-z_]*)}").matcher(argument);
      while (place.find()) {
        if (!CommandPlaces.NAMES.contains(place.group(1))) {
          throw entry.notA(
              place.group(), "one of " + String.join(", ", CommandPlaces.NAMES) + " in braces");
        }
      }
    }
    return new AlertTarget.Command(name, arguments, COMMAND_TIMEOUT);
  }

  private Route route(Entry entry) throws InvalidWatchConfigException {
    Map<String, Entry> keys = entry.keys(Set.of("domains", "types", "severity", "to"));
    Entry to = needed(entry, keys, "to", "names of targets");
    List<String> names = to.texts("names of targets");
    for (String name : names) {
      if (targets.stream().noneMatch(target -> target.name().equals(name))) {
        throw to.notA(
            name,
            "one of the targets: "
                + String.join(", ", targets.stream().map(AlertTarget::name).toList()));
      }
    }
    return new Route(
        WatchConfigReader.subjects(keys.get("domains")),
        Entry.or(keys.get("types"), Set.of(), given -> WatchConfigReader.types(given)),
        Entry.or(keys.get("severity"), "info", given -> WatchConfigReader.severity(given)),
        names);
  }

  private static Entry needed(Entry entry, Map<String, Entry> keys, String key, String what)
      throws InvalidWatchConfigException {
    Entry found = keys.get(key);
    if (found == null) {
      throw entry.missing(key, what);
    }
    return found;
  }

  static @Nullable Path path(@Nullable Entry given) throws InvalidWatchConfigException {
    if (given == null) {
      return null;
    }
    String text = given.text("the name of a file");
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw given.notA(text, "the name of a file");
    }
  }
}
