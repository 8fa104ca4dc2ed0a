package dev.mxray.mcss.evidence.alias;

import dev.mxray.mcss.evidence.Assessor;
import java.util.Map;

/** The controls on the addresses of RFC 2142. */
public final class AliasAssessors {
  private AliasAssessors() {}

  /** By the id of the control. */
  public static Map<String, Assessor> all() {
    return Map.of(
        "RFC2142-001", evidence -> RoleAddresses.judge(evidence, "postmaster"),
        "RFC2142-002", evidence -> RoleAddresses.judge(evidence, "abuse"),
        "RFC2142-003", evidence -> RoleAddresses.judge(evidence, "security"),
        "RFC2142-004", evidence -> RoleAddresses.judge(evidence, "hostmaster"));
  }
}
