package dev.mxray.report;

import java.util.List;
import java.util.Map;

/** One finding with its texts. */
public record FindingPart(
    String id,
    String severity,
    String section,
    String category,
    String subject,
    String title,
    String description,
    String recommendation,
    Map<String, String> evidence,
    List<String> references) {}
