package dev.mxray.mcss;

import dev.mxray.finding.Severity;

/**
 * One control of the catalogue.
 *
 * @param id {@code TLS-001}; extensions begin with {@value #EXTENSION_PREFIX}
 * @param area the part of a mail system that it belongs to
 * @param component the software or thing that it is about
 * @param severity as declared by the catalogue; the scores have a rating of their own
 * @param vector its metrics
 * @param scores what the vector computes to
 * @param evidence the file in the evidence of a mail host that decides it; {@code scan:…} for what
 *     only the outside shows
 * @param name what is true when it passes
 */
public record Control(
    String id,
    String area,
    String component,
    Severity severity,
    Vector vector,
    Scores scores,
    String evidence,
    String name) {

  /** What the ids of mxray's own controls begin with; no control of the framework does. */
  public static final String EXTENSION_PREFIX = "X-";

  /** True for a control of mxray's own, which is none of the 169 and is counted apart. */
  public boolean extension() {
    return id.startsWith(EXTENSION_PREFIX);
  }
}
