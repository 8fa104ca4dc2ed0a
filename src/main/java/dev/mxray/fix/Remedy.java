package dev.mxray.fix;

import dev.mxray.finding.Finding;
import dev.mxray.finding.Remediation;
import java.util.List;

/** Works out what clears findings of some types. */
interface Remedy {
  /** What clears the finding; empty where that cannot be computed from what was seen. */
  List<Remediation> of(Finding finding, Sight seen);
}
