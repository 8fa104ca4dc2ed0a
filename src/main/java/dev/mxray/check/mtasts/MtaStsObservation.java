package dev.mxray.check.mtasts;

import dev.mxray.check.web.WebObservation;
import dev.mxray.check.web.WebObservation.Answer;
import dev.mxray.observe.Observed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a domain says about TLS to its exchanges, as senders see it.
 *
 * @param domain the scanned domain
 * @param records the texts that senders take for records; where there is none, those that were
 *     meant to be one; absent when there is neither
 * @param aliases the CNAME targets on the way to the record
 * @param file the policy file; null unless there is one record, and that is valid
 * @param policy what the file says, right or wrong; null when it was not served
 * @param hostAliases the CNAME targets on the way to the policy host's addresses; empty when it was
 *     not looked for
 */
public record MtaStsObservation(
    String domain,
    Observed<List<StsRecord>> records,
    List<String> aliases,
    @Nullable WebObservation file,
    @Nullable StsPolicy policy,
    List<String> hostAliases) {

  public MtaStsObservation {
    aliases = List.copyOf(aliases);
    hostAliases = List.copyOf(hostAliases);
  }

  /** The one record that senders use. */
  public Optional<StsRecord> record() {
    return records
        .found()
        .filter(found -> found.size() == 1 && found.get(0).faults().isEmpty())
        .map(found -> found.get(0));
  }

  /** True when the policy is served as what it has to be (RFC 8461 §3.2). */
  boolean isPlainText() {
    return file instanceof Answer answer
        && answer.contentType() != null
        && answer
            .contentType()
            .split(";", 2)[0]
            .strip()
            .toLowerCase(Locale.ROOT)
            .equals("text/plain");
  }

  /** True when it could be told whether there is a policy that senders can use. */
  public boolean seen() {
    return !records.isUnknown() && !(file instanceof WebObservation.Unseen);
  }

  /** True when senders refuse to deliver to this exchange without a verified certificate. */
  public boolean enforcesFor(String host) {
    return isEnforced() && policy != null && policy.matches(host);
  }

  /** True when there is a policy that senders follow, in enforce mode. */
  public boolean isEnforced() {
    return isPlainText()
        && policy != null
        && policy.isValid()
        && policy.mode() == StsPolicy.Mode.ENFORCE;
  }
}
