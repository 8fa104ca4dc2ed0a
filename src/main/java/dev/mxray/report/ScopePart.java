package dev.mxray.report;

import java.util.List;

/**
 * What a scan was asked to look at: where two reports differ in it, what one of them does not show
 * need not be gone.
 *
 * @param checks that were made, by section: {@code mx}, {@code spf}, …
 * @param active whether it was tried at the mail servers what strangers may do
 * @param tls how much was found out about TLS: {@code none}, {@code basic} or {@code full}
 */
public record ScopePart(List<String> checks, boolean active, String tls) {}
