package dev.mxray.report.change;

import dev.mxray.report.ServerPart;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a finding is about, where that is a server: {@code host[address]:port}.
 *
 * @param port null where only the address is named
 */
record Place(String host, String address, @Nullable Integer port) {
  private static final Pattern FORM =
      Pattern.compile("([^\\[\\]]{1,255})\\[([0-9a-fA-F.:]{1,45})](?::([0-9]{1,5}))?");

  /** The place that a subject names; null when it names none. */
  static @Nullable Place of(String subject) {
    Matcher form = FORM.matcher(subject);
    if (!form.matches()) {
      return null;
    }
    String port = form.group(3);
    return new Place(form.group(1), form.group(2), port == null ? null : Integer.valueOf(port));
  }

  /** Whether the server is this one. */
  boolean is(ServerPart server) {
    return server.host().equals(host)
        && server.address().equals(address)
        && (port == null || server.port() == port);
  }
}
