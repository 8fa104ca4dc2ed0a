package dev.mxray.mcss.evidence;

/** Decides one control by the evidence of a host. Pure, and defined for any evidence whatever. */
@FunctionalInterface
public interface Assessor {
  HostVerdict assess(Evidence evidence);
}
