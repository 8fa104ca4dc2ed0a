package dev.mxray.report.html;

import java.util.List;

record ReportView(String title, List<String> lines) {}
