"use strict";
// How a report is shown.

/** Media types in which a report can be had, their names and the extensions of their files. */
const forms = [["text/html", "HTML", "html"], ["application/json", "JSON", "json"], ["application/xml", "XML", "xml"], ["text/csv", "CSV", "csv"],
  ["text/markdown", "Markdown", "md"], ["application/sarif+json", "SARIF", "sarif"], ["application/junit+xml", "JUnit", "junit.xml"], ["text/plain", "TXT", "txt"]];

function seconds(millis) {
  const digits = millis < 100 ? 2 : 1;
  return (millis / 1000).toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function verdict(report) {
  const grade = report.grade || "–";
  const score = report.score;
  const scored = report.security_score !== null;
  const whole = report.outcome === "complete";
  return element("div", { class: "verdict panel" },
    element("div", { class: "grade " + grade.charAt(0), "aria-hidden": "true" }, grade),
    element("div", {},
      element("strong", { class: "score" }, scored ? say("report.score", report.security_score, grade) : say("report.no-score")),
      element("div", {}, word("outcome.", report.outcome)),
      scored && !whole ? element("div", {}, say("report.range", score.low, score.high, Number(score.coverage_pct).toLocaleString(locale))) : null,
      element("div", { class: "hint" }, ...when(report))));
}

/** The words around a moment, the moment itself as an element. */
function when(report) {
  const [before, after] = say("report.scanned", "\u0000", seconds(report.duration_ms)).split("\u0000");
  return [before, moment(report.scanned_at), after];
}

function copying(text) {
  const made = button(say("copy"), async () => {
    try {
      await navigator.clipboard.writeText(text);
      made.textContent = say("copied");
    } catch {
      made.textContent = say("copy.failed");
    }
    setTimeout(() => { made.textContent = say("copy"); }, 2000);
  }, { class: "small" });
  return made;
}

function remedy(fix) {
  const text = [fix.name, fix.type, fix.value].filter(Boolean).join("  ");
  return element("div", { class: "remedy" }, element("p", { class: "hint" }, say("remedy." + (["dns-delete", "file"].includes(fix.kind) ? fix.kind : "dns"))),
    element("pre", { tabindex: "0" }, text), copying(fix.value || text));
}

function evidenceOf(one) {
  const evidence = Object.entries(one.evidence || {});
  return evidence.length === 0 ? null : element("details", {}, element("summary", {}, say("report.evidence")),
    element("dl", {}, ...evidence.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)])));
}

/** Findings of which the same is said are one card, with the places of the others folded. */
function grouped(findings) {
  const groups = new Map();
  for (const one of findings) {
    const same = JSON.stringify([one.id, one.severity, one.description, one.recommendation, one.remediation]);
    if (groups.has(same)) groups.get(same).push(one);
    else groups.set(same, [one]);
  }
  return [...groups.values()];
}

function finding([one, ...others]) {
  return element("li", { class: one.severity },
    element("h4", {}, element("span", { class: "severity " + one.severity }, word("severity.", one.severity)), " ", one.title),
    element("p", { class: "hint" }, element("code", {}, one.id), " · ", one.subject),
    element("p", {}, one.description),
    one.recommendation ? element("p", {}, element("strong", {}, say("report.do")), " ", one.recommendation) : null,
    ...(one.remediation || []).map(remedy),
    evidenceOf(one),
    others.length === 0 ? null : element("details", { class: "others" }, element("summary", {}, count("report.also", others.length)),
      element("ul", {}, ...others.map((other) => element("li", {}, other.title, evidenceOf(other))))),
    (one.references || []).length === 0 ? null : element("p", { class: "hint" }, one.references.join(" · ")));
}

/** Links cannot carry a token or say which form they want; buttons can. */
function downloads(path, name, kinds, troubleId) {
  return element("ul", { class: "forms", "aria-label": say("report.files") }, element("li", { class: "hint", "aria-hidden": "true" }, say("report.files")),
    ...kinds.map(([type, title, extension]) => element("li", {}, button(title, async () => {
      complain(troubleId, null);
      try {
        const blob = await (await ask(inLanguage(path), { headers: { Accept: type } })).blob();
        const link = element("a", { href: URL.createObjectURL(blob), download: name + "." + extension });
        link.click();
        URL.revokeObjectURL(link.href);
      } catch (trouble) {
        complain(troubleId, trouble);
      }
    }, { class: "small" }))));
}

/** The page of the whole report, which a browser gets by itself where no token is needed. */
function wholeReport(path) {
  return document.documentElement.dataset.tokens === "yes" ? null
    : element("p", {}, element("a", { href: inLanguage(path), target: "_blank", rel: "noopener" }, say("report.whole")));
}

/** How many findings of each severity there are, the worst first. */
function tally(findings) {
  const kinds = ["critical", "high", "medium", "low", "info"].filter((kind) => findings.some((one) => one.severity === kind));
  return element("ul", { class: "tally" }, ...kinds.map((kind) => element("li", { class: kind },
    String(findings.filter((one) => one.severity === kind).length), " ", word("severity.", kind))));
}

function domainReport(report, path, troubleId) {
  const findings = report.findings || [];
  return [verdict(report), wholeReport(path), downloads(path, report.domain, forms, troubleId),
    element("h3", {}, count("report.findings", findings.length)),
    ...(findings.length === 0 ? [element("p", {}, say("report.none"))]
      : [tally(findings), element("ul", { class: "findings" }, ...grouped(findings).map(finding))])].filter(Boolean);
}

/** What lists say of a single address. */
function addressReport(report, path, troubleId) {
  return [element("p", { class: "hint" }, ...when(report)), downloads(path, report.address, [forms[1]], troubleId),
    table(say("report.lists"), [say("report.list"), say("report.answer"), say("report.meaning")],
      report.reputation.map((answer) => row(answer.list, word("listing.", answer.state), answer.meaning || answer.reason || "")))];
}

function reportView(report, path, troubleId) {
  return report.address ? addressReport(report, path, troubleId) : domainReport(report, path, troubleId);
}

const subjectOf = (report) => report.domain_unicode || report.domain || report.address;
