package dev.mxray.fix;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Remediation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which remedy clears which finding: one visible list. Of findings that are not in it nothing can
 * be published, or what to publish cannot be computed from the outside.
 */
public final class Remedies {
  private static final Map<FindingType, Remedy> BY_TYPE = byType();

  private Remedies() {}

  private static Map<FindingType, Remedy> byType() {
    var remedies = new EnumMap<FindingType, Remedy>(FindingType.class);
    put(
        remedies,
        MxRemedies::of,
        FindingType.MX_NONE,
        FindingType.MX_IMPLICIT,
        FindingType.MX_NULL_MIXED,
        FindingType.MX_TARGET_CNAME,
        FindingType.MX_TARGET_IP_LITERAL,
        FindingType.MX_TARGET_UNRESOLVABLE,
        FindingType.MX_TARGET_UNREGISTERED,
        FindingType.MX_ADDRESS_NOT_PUBLIC);
    put(
        remedies,
        SpfRemedies::of,
        FindingType.SPF_MISSING,
        FindingType.SPF_MULTIPLE_RECORDS,
        FindingType.SPF_SYNTAX_ERROR,
        FindingType.SPF_TOO_MANY_LOOKUPS,
        FindingType.SPF_TOO_MANY_VOID_LOOKUPS,
        FindingType.SPF_INCLUDE_LOOP,
        FindingType.SPF_INCLUDE_MISSING,
        FindingType.SPF_REDIRECT_MISSING,
        FindingType.SPF_INCLUDE_UNREGISTERED,
        FindingType.SPF_MX_LIMIT,
        FindingType.SPF_PASS_ALL,
        FindingType.SPF_NEUTRAL_ALL,
        FindingType.SPF_SOFTFAIL_ALL,
        FindingType.SPF_ALL_NOT_LAST,
        FindingType.SPF_REDIRECT_IGNORED,
        FindingType.SPF_PTR_MECHANISM,
        FindingType.SPF_WIDE_RANGE,
        FindingType.SPF_PRIVATE_ADDRESS,
        FindingType.SPF_DUPLICATE_TERM,
        FindingType.SPF_RECORD_LONG,
        FindingType.SPF_TYPE_99,
        FindingType.SPF_NO_MAIL_NOT_STRICT);
    put(
        remedies,
        DkimRemedies::of,
        FindingType.DKIM_KEY_WEAK,
        FindingType.DKIM_KEY_INVALID,
        FindingType.DKIM_KEY_COMPROMISED,
        FindingType.DKIM_KEY_TESTING,
        FindingType.DKIM_SHA1_ONLY,
        FindingType.DKIM_SERVICE_MISMATCH,
        FindingType.DKIM_MULTIPLE_RECORDS,
        FindingType.DKIM_DANGLING_CNAME);
    put(
        remedies,
        DmarcRemedies::of,
        FindingType.DMARC_MISSING,
        FindingType.DMARC_MULTIPLE_RECORDS,
        FindingType.DMARC_SYNTAX_ERROR,
        FindingType.DMARC_BAD_VALUE,
        FindingType.DMARC_WRONG_LOCATION,
        FindingType.DMARC_POLICY_NONE,
        FindingType.DMARC_POLICY_MISSING,
        FindingType.DMARC_POLICY_QUARANTINE,
        FindingType.DMARC_SUBDOMAIN_WEAKER,
        FindingType.DMARC_PCT_PARTIAL,
        FindingType.DMARC_TESTING,
        FindingType.DMARC_OBSOLETE_TAG,
        FindingType.DMARC_UNKNOWN_TAG,
        FindingType.DMARC_NO_RUA,
        FindingType.DMARC_RUA_INVALID,
        FindingType.DMARC_RUA_UNAUTHORIZED,
        FindingType.DMARC_RUA_UNDELIVERABLE);
    put(
        remedies,
        TransportRemedies::ofMtaSts,
        FindingType.MTA_STS_MISSING,
        FindingType.MTA_STS_MULTIPLE_RECORDS,
        FindingType.MTA_STS_SYNTAX_ERROR,
        FindingType.MTA_STS_REDIRECT,
        FindingType.MTA_STS_POLICY_INVALID,
        FindingType.MTA_STS_CONTENT_TYPE,
        FindingType.MTA_STS_MODE_TESTING,
        FindingType.MTA_STS_MODE_NONE,
        FindingType.MTA_STS_MX_MISMATCH,
        FindingType.MTA_STS_MAX_AGE_SHORT);
    put(
        remedies,
        TransportRemedies::ofTlsRpt,
        FindingType.TLS_RPT_MISSING,
        FindingType.TLS_RPT_MULTIPLE_RECORDS,
        FindingType.TLS_RPT_SYNTAX_ERROR);
    put(
        remedies,
        DaneRemedies::of,
        FindingType.DANE_MISSING,
        FindingType.DANE_PARTIAL,
        FindingType.DANE_UNUSABLE,
        FindingType.DANE_MISMATCH);
    put(remedies, BimiRemedies::of, FindingType.BIMI_SYNTAX_ERROR);
    put(remedies, CaaRemedies::of, FindingType.CAA_MISSING);
    return remedies;
  }

  /** What clears a finding; empty where that cannot be computed. */
  public static List<Remediation> of(Finding finding, Sight seen) {
    Remedy remedy = BY_TYPE.get(finding.type());
    return remedy == null ? List.of() : remedy.of(finding, seen);
  }

  private static void put(Map<FindingType, Remedy> remedies, Remedy remedy, FindingType... types) {
    for (FindingType type : types) {
      remedies.put(type, remedy);
    }
  }
}
