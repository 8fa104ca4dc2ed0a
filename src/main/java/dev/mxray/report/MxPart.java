package dev.mxray.report;

import java.util.List;

/**
 * Mail routing.
 *
 * @param state {@code present}, {@code implicit}, {@code null_mx}, {@code absent} or {@code
 *     unknown}
 */
public record MxPart(String state, List<Host> hosts) {
  /** One exchange. */
  public record Host(String host, int preference, List<String> addresses) {}
}
