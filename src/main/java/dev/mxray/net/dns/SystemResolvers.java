package dev.mxray.net.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The resolvers that are asked when the user names none. */
final class SystemResolvers {
  /** More than any resolv.conf has; the file is not trusted to end. */
  private static final int MAX_OCTETS = 64 * 1024;

  /** resolv.conf(5): MAXNS. */
  private static final int MAX_SYSTEM = 3;

  /** Google, Cloudflare, OpenDNS, Quad9. */
  private static final List<String> PUBLIC =
      List.of("8.8.8.8", "1.1.1.1", "208.67.222.222", "9.9.9.9");

  private SystemResolvers() {}

  static List<ResolverSpec> thenPublic(Path resolvConf) {
    Map<InetSocketAddress, ResolverSpec> found = new LinkedHashMap<>();
    for (String address : system(resolvConf)) {
      var spec = ResolverSpec.parse(address);
      found.putIfAbsent(spec.address(), spec);
    }
    for (String address : PUBLIC) {
      var spec = ResolverSpec.parse(address);
      found.putIfAbsent(spec.address(), spec);
    }
    return List.copyOf(found.values());
  }

  private static List<String> system(Path resolvConf) {
    String text;
    try (var in = Files.newInputStream(resolvConf)) {
      text = new String(in.readNBytes(MAX_OCTETS), StandardCharsets.ISO_8859_1);
    } catch (IOException | SecurityException e) {
      return List.of(); // no such file here: the public resolvers remain
    }
    List<String> addresses = new ArrayList<>();
    for (String line : text.split("\n")) {
      String[] words = line.strip().split("[ \t]+");
      if (words.length >= 2
          && words[0].equals("nameserver")
          && addresses.size() < MAX_SYSTEM
          && ResolverSpec.address(words[1], 53) != null) {
        addresses.add(words[1]);
      }
    }
    return addresses;
  }
}
