package dev.mxray.mcss;

import static dev.mxray.finding.FindingType.*;
import static dev.mxray.mcss.DecisionCases.row;
import static dev.mxray.mcss.DecisionCases.topic;
import static dev.mxray.mcss.Views.essential;
import static dev.mxray.mcss.Views.keys;
import static dev.mxray.mcss.Views.keysNotFound;
import static dev.mxray.mcss.Views.noKeys;
import static dev.mxray.mcss.Views.nothing;
import static dev.mxray.mcss.Views.rsa;
import static dev.mxray.mcss.Views.whole;

import dev.mxray.mcss.DecisionCases.Case;
import dev.mxray.mcss.OutsideView.Topic;
import java.util.List;

/** The cases of rows about the DNS: keys, records, policies, reputation. */
final class RecordCases {
  private RecordCases() {}

  static List<Case> all() {
    return List.of(
        row("DKIM-001", keys(rsa("s1", 2048)), noKeys(), keysNotFound()),
        row(
            "DKIM-002",
            keys(rsa("s1", 2048), Views.ed25519("s2")),
            keys(rsa("s1", 1024)).with(DKIM_KEY_SHORT),
            keysNotFound()),
        row(
            "DKIM-004",
            keys(rsa("s1", 1024)),
            keys().unreadable("s1._domainkey.example.com").with(DKIM_KEY_INVALID),
            keysNotFound()),
        row("X-DKIM-001", keys(rsa("s1", 2048)), noKeys(), keysNotFound()),
        row(
            "X-DKIM-002",
            keys(rsa("s1", 2048)),
            keys(rsa("s1", 2048)).with(DKIM_DANGLING_CNAME),
            keysNotFound()),
        row(
            "X-DKIM-003",
            keys(rsa("s1", 2048)),
            keys(rsa("s1", 2048)).with(DKIM_KEY_COMPROMISED),
            keysNotFound()),
        row(
            "X-DKIM-004",
            keys(rsa("s1", 2048)).with(DKIM_KEY_REVOKED),
            keys(rsa("s1", 2048)).with(DKIM_KEY_TESTING),
            keysNotFound()),
        topic("X-MX-001", Topic.MX, essential(Topic.MX).with(MX_NONE), essential(Topic.MX)),
        topic(
            "X-MX-002",
            Topic.MX,
            essential(Topic.MX).with(MX_TARGET_UNREGISTERED),
            essential(Topic.MX)),
        topic("X-MX-003", Topic.MX, essential(Topic.MX).with(MX_TARGET_CNAME), nothing()),
        topic("X-SPF-001", Topic.SPF, essential(Topic.SPF).with(SPF_MISSING), nothing()),
        topic(
            "X-SPF-002",
            Topic.SPF,
            essential(Topic.SPF).with(SPF_INCLUDE_LOOP),
            essential(Topic.SPF)),
        topic("X-SPF-003", Topic.SPF, whole(Topic.SPF).with(SPF_PASS_ALL), essential(Topic.SPF)),
        topic(
            "X-SPF-004",
            Topic.SPF,
            whole(Topic.SPF).with(SPF_INCLUDE_UNREGISTERED),
            essential(Topic.SPF)),
        topic("X-SPF-005", Topic.SPF, whole(Topic.SPF).with(SPF_WIDE_RANGE), essential(Topic.SPF)),
        topic("X-SPF-006", Topic.SPF, whole(Topic.SPF).with(SPF_TYPE_99), nothing()),
        topic("X-MTASTS-001", Topic.MTA_STS, whole(Topic.MTA_STS).with(MTA_STS_MISSING), nothing()),
        topic(
            "X-MTASTS-002",
            Topic.MTA_STS,
            whole(Topic.MTA_STS).with(MTA_STS_MX_MISMATCH),
            essential(Topic.MTA_STS)),
        topic("X-TLSRPT-001", Topic.TLS_RPT, whole(Topic.TLS_RPT).with(TLS_RPT_MISSING), nothing()),
        topic("X-DNSSEC-001", Topic.DNSSEC, whole(Topic.DNSSEC).with(DNSSEC_BOGUS), nothing()),
        topic(
            "X-DNSSEC-002",
            Topic.DNSSEC,
            whole(Topic.DNSSEC).with(DNSSEC_WEAK_ALGORITHM),
            essential(Topic.DNSSEC)),
        topic(
            "X-DANE-001", Topic.DANE, whole(Topic.DANE).with(DANE_MISMATCH), essential(Topic.DANE)),
        new Case("X-CAA-001", whole(Topic.CAA), null, nothing()),
        topic(
            "X-BIMI-001",
            Topic.BIMI,
            whole(Topic.BIMI).with(BIMI_LOGO_INVALID),
            essential(Topic.BIMI)),
        topic("X-DMARC-001", Topic.DMARC, whole(Topic.DMARC).with(DMARC_MISSING), nothing()),
        topic("X-DMARC-002", Topic.DMARC, whole(Topic.DMARC).with(DMARC_POLICY_NONE), nothing()),
        topic(
            "X-DMARC-003",
            Topic.DMARC,
            whole(Topic.DMARC).with(DMARC_NO_RUA),
            essential(Topic.DMARC)),
        topic("X-DMARC-004", Topic.DMARC, whole(Topic.DMARC).with(DMARC_BAD_VALUE), nothing()),
        topic(
            "X-PTR-001",
            Topic.REVERSE,
            essential(Topic.REVERSE).with(PTR_MISSING),
            essential(Topic.REVERSE)),
        topic(
            "X-PTR-002",
            Topic.REVERSE,
            essential(Topic.REVERSE).with(PTR_MISMATCH),
            essential(Topic.REVERSE)),
        topic("X-DNSBL-001", Topic.LISTS, essential(Topic.LISTS).with(DNSBL_LISTED), nothing()),
        topic(
            "X-DNSBL-002",
            Topic.DOMAIN_LISTS,
            essential(Topic.DOMAIN_LISTS).with(DOMAIN_LISTED),
            nothing()));
  }
}
