package dev.mxray.report.change;

import java.util.List;

/**
 * Something published that is not what it was. Both sides were seen.
 *
 * @param kind {@code mx}, {@code address}, {@code spf}, {@code dkim}, {@code dmarc}, {@code
 *     mta_sts}, {@code mta_sts_policy}, {@code tls_rpt}, {@code bimi}, {@code dnssec}, {@code caa},
 *     {@code ptr} or {@code tlsa}
 * @param name where it stands: a DNS name, an address, a URL
 * @param before its values; empty when there was none
 * @param after its values; empty when there is none any more
 */
public record RecordChange(String kind, String name, List<String> before, List<String> after) {}
