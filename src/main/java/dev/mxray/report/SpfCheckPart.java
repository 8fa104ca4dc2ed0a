package dev.mxray.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mxray.check.spf.CheckHostResult;
import dev.mxray.text.Wording;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code mxray spf} prints about one domain: the result of check_host() for a client (RFC
 * 7208), or the audit of the whole policy when no client was given. The meaning of the fields is
 * that of {@link CheckHostResult}.
 *
 * @param ip the client; null for an audit, as are all fields down to {@code explanation}
 * @param lookups of the terms that were evaluated; for an audit, of the whole tree in the worst
 *     case, and null when there is no single record
 * @param reason why the result is an error or none; null otherwise
 * @param spf the policy as in the report; left out for a check
 * @param findings about SPF as in the report; left out for a check
 */
public record SpfCheckPart(
    String domain,
    @Nullable String ip,
    @Nullable String sender,
    @Nullable String helo,
    @Nullable String result,
    @Nullable String mechanism,
    @Nullable String explanation,
    @Nullable Integer lookups,
    @Nullable Integer voidLookups,
    List<Step> path,
    List<Asked> questions,
    @Nullable String reason,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SpfPart spf,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<FindingPart> findings) {

  /** One term on the way to the result; positions count from 1. */
  public record Step(String domain, String term, int position) {}

  /**
   * One question; the status is {@code found}, {@code nodata}, {@code nxdomain}, {@code unknown}.
   */
  public record Asked(String name, String type, String status, @Nullable String reason) {}

  /** A client that was checked, as it was given. */
  public record Client(String ip, String sender, String helo) {}

  /** The result for a client. */
  public static SpfCheckPart of(
      String domain, Client client, CheckHostResult result, Wording words) {
    return new SpfCheckPart(
        domain,
        client.ip(),
        client.sender(),
        client.helo(),
        result.result().id(),
        result.mechanism(),
        result.explanation(),
        result.lookups(),
        result.voidLookups(),
        result.path().stream()
            .map(step -> new Step(step.domain(), step.term(), step.position()))
            .toList(),
        asked(result.questions(), words),
        result.told() == null ? null : result.told().in(words),
        null,
        null);
  }

  /** The audit of a policy, out of the report of a scan. */
  public static SpfCheckPart audit(
      Report report, List<CheckHostResult.Asked> questions, Wording words) {
    return new SpfCheckPart(
        report.domain(),
        null,
        null,
        null,
        null,
        null,
        null,
        report.spf().lookups(),
        report.spf().voidLookups(),
        List.of(),
        asked(questions, words),
        null,
        report.spf(),
        report.findings().stream().filter(SpfCheckPart::isAboutSpf).toList());
  }

  private static boolean isAboutSpf(FindingPart finding) {
    return finding.section().equals("spf")
        || finding.id().equals("domain-not-found")
        || finding.evidence().getOrDefault("check", "").contains("spf");
  }

  private static List<Asked> asked(List<CheckHostResult.Asked> questions, Wording words) {
    return questions.stream()
        .map(
            one ->
                new Asked(
                    one.name(),
                    one.type(),
                    one.status(),
                    one.told() == null ? null : one.told().in(words)))
        .toList();
  }
}
