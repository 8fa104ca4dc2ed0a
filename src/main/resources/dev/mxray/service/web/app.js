"use strict";
// Everything that comes from the network is put into the page as text, never as markup.

const $ = (id) => document.getElementById(id);
const checks = ["mx", "spf", "dkim", "dmarc", "mta_sts", "tls_rpt", "bimi", "dnssec", "smtp", "mailbox", "reputation"];
const names = { mx: "MX", spf: "SPF", dkim: "DKIM", dmarc: "DMARC", mta_sts: "MTA-STS", tls_rpt: "TLS-RPT", bimi: "BIMI", dnssec: "DNSSEC, DANE, CAA",
  smtp: "Mail servers", mailbox: "Mailboxes", reputation: "Block lists", ptr: "Reverse DNS", general: "General", tls: "TLS" };

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

async function ask(path, options = {}) {
  const headers = new Headers(options.headers || {});
  const token = sessionStorage.getItem("token");
  if (token) headers.set("Authorization", "Bearer " + token);
  const response = await fetch(path, { ...options, headers });
  if (!response.ok) {
    let detail = response.status + " " + response.statusText;
    try { const problem = await response.json(); detail = problem.detail || problem.error || detail; } catch { /* no document came with it */ }
    if (response.status === 401) detail += " (use the button Token)";
    throw new Error(detail);
  }
  return response;
}

const json = async (path, options) => (await ask(path, options)).json();

function send(path, method, body) {
  return ask(path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

// ---- a scan, live

let current = 0;

$("scan-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const mine = ++current;
  $("scan-trouble").textContent = "";
  $("result").hidden = true;
  $("live").hidden = true;
  try {
    const job = await (await send("/api/v1/scans", "POST", { domain: $("domain").value, tls: $("tls").value, timeout: 60 })).json();
    $("live").hidden = false;
    $("live-title").textContent = job.domain;
    $("live-state").textContent = "waiting for its turn";
    $("probes").replaceChildren(...checks.map((check) => element("li", { id: "probe-" + check }, names[check] || check)));
    await follow(job, mine);
    if (mine === current) show(await json(job.links.self), job);
  } catch (trouble) {
    if (mine === current) $("scan-trouble").textContent = trouble.message;
  }
});

/** Reads the events of a job until it has ended. EventSource cannot send a token. */
async function follow(job, mine) {
  const response = await ask(job.links.events, { headers: { Accept: "text/event-stream" } });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    if (mine !== current) { await reader.cancel(); return; }
    text += value;
    const blocks = text.split("\n\n");
    text = blocks.pop();
    for (const block of blocks) happened(block);
  }
}

function happened(block) {
  let kind = "", data = null;
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) kind = line.slice(7);
    if (line.startsWith("data: ")) data = JSON.parse(line.slice(6));
  }
  if (!data) return;
  if (kind === "check") {
    let probe = $("probe-" + data.check);
    if (!probe) {
      probe = element("li", { id: "probe-" + data.check }, names[data.check] || data.check);
      $("probes").append(probe);
    }
    probe.dataset.state = data.state;
    probe.title = data.state;
  }
  if (kind === "running") $("live-state").textContent = "asking";
  if (kind === "failed") $("live-state").textContent = "the scan failed";
  if (data.questions !== undefined) {
    $("live-state").textContent = `${data.answers} of ${data.questions} questions answered, ${data.conversations} conversations with servers`;
  }
}

function verdict(report) {
  const grade = report.grade || "–";
  return element("div", { class: "verdict" },
    element("div", { class: "grade " + grade.charAt(0), "aria-hidden": "true" }, grade),
    element("div", {},
      element("strong", {}, report.security_score === null ? "No score" : `${report.security_score} of 100, grade ${grade}`),
      element("div", {}, `${report.outcome}; ${report.score.coverage_pct} % of what counts was seen, between ${report.score.low} and ${report.score.high}`),
      element("div", {}, `scanned ${report.scanned_at} in ${(report.duration_ms / 1000).toFixed(1)} s`)));
}

function finding(one) {
  const fixes = (one.remediation || []).map((fix) => element("pre", { tabindex: "0" }, [fix.name, fix.type, fix.value].filter(Boolean).join("  ")));
  const evidence = element("details", {}, element("summary", {}, "Evidence"),
    element("pre", { tabindex: "0" }, Object.entries(one.evidence || {}).map(([key, value]) => key + ": " + value).join("\n")));
  return element("li", { class: one.severity },
    element("h4", {}, element("span", { class: "severity " + one.severity }, one.severity), one.title),
    element("p", {}, element("code", {}, one.id), " · " + one.subject),
    element("p", {}, one.description),
    element("p", {}, element("strong", {}, "→ "), one.recommendation),
    ...fixes, evidence);
}

const forms = [["text/html", "HTML", "html"], ["application/json", "JSON", "json"], ["application/xml", "XML", "xml"], ["text/csv", "CSV", "csv"],
  ["text/markdown", "Markdown", "md"], ["application/sarif+json", "SARIF", "sarif"], ["text/plain", "Text", "txt"]];

/** Links cannot say which form they want, or carry a token; buttons can. */
function downloads(path, domain) {
  return element("ul", { class: "forms", "aria-label": "The report as a file" }, ...forms.map(([type, name, extension]) => {
    const button = element("button", { type: "button" }, name);
    button.addEventListener("click", async () => {
      try {
        const blob = await (await ask(path, { headers: { Accept: type } })).blob();
        const link = element("a", { href: URL.createObjectURL(blob), download: domain + "." + extension });
        link.click();
        URL.revokeObjectURL(link.href);
      } catch (trouble) {
        $("scan-trouble").textContent = trouble.message;
      }
    });
    return element("li", {}, button);
  }));
}

function reportView(report, path) {
  const findings = report.findings || [];
  return [verdict(report), downloads(path, report.domain),
    element("h3", {}, findings.length === 1 ? "1 finding" : findings.length + " findings"),
    element("ul", { class: "findings" }, ...findings.map(finding))];
}

function show(job) {
  $("live-state").textContent = "done";
  const result = $("result");
  result.hidden = false;
  if (!job.report) {
    result.replaceChildren(element("p", { class: "trouble" }, "The scan ended without a report."));
    return;
  }
  const heading = element("h3", { tabindex: "-1" }, "Report of " + job.report.domain_unicode);
  result.replaceChildren(heading, ...reportView(job.report, job.links.report));
  heading.focus();
}

// ---- history

$("history-form").addEventListener("submit", (event) => {
  event.preventDefault();
  location.hash = $("history-domain").value.trim() ? "#history/" + encodeURIComponent($("history-domain").value.trim()) : "#history";
  if (location.hash === "#history") history_("");
});

function trend(runs) {
  const scored = runs.filter((run) => run.security_score !== null).reverse();
  const width = 600, height = 130, left = 30, bottom = 20;
  const x = (i) => left + (scored.length < 2 ? (width - left) / 2 : (i * (width - left - 10)) / (scored.length - 1));
  const y = (score) => 6 + ((100 - score) * (height - bottom - 6)) / 100;
  const chart = svg("svg", { class: "trend", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": "Score over time: " + scored.map((run) => run.security_score).join(", ") });
  for (const score of [0, 50, 100]) {
    chart.append(svg("line", { x1: left, x2: width, y1: y(score), y2: y(score) }), svg("text", { x: 2, y: y(score) + 4 }, String(score)));
  }
  chart.append(svg("polyline", { points: scored.map((run, i) => x(i) + "," + y(run.security_score)).join(" ") }));
  scored.forEach((run, i) => chart.append(svg("circle", { cx: x(i), cy: y(run.security_score), r: 3 }, svg("title", {}, run.scanned_at + ": " + run.security_score))));
  return chart;
}

function runRow(run, named) {
  const open = element("button", { type: "button" }, "Report");
  open.addEventListener("click", async () => {
    try {
      const report = await json(run.links.report);
      const heading = element("h3", { tabindex: "-1" }, `Report of ${run.domain}, ${run.scanned_at}`);
      $("history-list").append(element("div", { id: "old-report" }, heading, ...reportView(report, run.links.report)));
      heading.focus();
    } catch (trouble) {
      $("history-trouble").textContent = trouble.message;
    }
  });
  const first = named ? element("a", { href: "#history/" + encodeURIComponent(run.domain) }, run.domain) : run.scanned_at;
  return element("tr", {}, element("td", {}, first), element("td", {}, named ? run.scanned_at : run.profile),
    element("td", {}, run.security_score === null ? "–" : `${run.security_score} (${run.grade})`),
    element("td", {}, `${run.findings.critical} / ${run.findings.high} / ${run.findings.medium}`),
    element("td", {}, String(run.listings)), element("td", {}, open));
}

async function history_(domain) {
  $("history-trouble").textContent = "";
  $("history-domain").value = domain;
  try {
    const path = domain ? `/api/v1/domains/${encodeURIComponent(domain)}/history?limit=100` : "/api/v1/domains?limit=200";
    const page = await json(path);
    const table = element("div", { class: "table" }, element("table", {},
      element("thead", {}, element("tr", {}, ...(domain ? ["Scanned", "Profile"] : ["Domain", "Last scanned"]).concat(["Score", "Critical / high / medium", "Listings", ""]).map((text) => element("th", { scope: "col" }, text)))),
      element("tbody", {}, ...page.items.map((run) => runRow(run, !domain)))));
    const many = page.total > page.items.length ? `the last ${page.items.length} of ${page.total}` : String(page.total);
    $("history-list").replaceChildren(
      ...(domain && page.items.length ? [trend(page.items)] : []),
      element("p", {}, page.total === 0 ? "Nothing was scanned yet." : (domain ? "Runs: " : "Domains: ") + many),
      ...(page.items.length ? [table] : []));
  } catch (trouble) {
    $("history-list").replaceChildren();
    $("history-trouble").textContent = trouble.message;
  }
}

// ---- watches

$("watch-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  $("watch-trouble").textContent = "";
  try {
    await send("/api/v1/watches", "POST", { subject: $("watch-subject").value, cron: $("watch-cron").value, zone: $("watch-zone").value, profile: $("watch-profile").value });
    $("watch-subject").value = "";
    await watches();
  } catch (trouble) {
    $("watch-trouble").textContent = trouble.message;
  }
});

function watchRow(watch) {
  const remove = element("button", { type: "button" }, "Remove");
  remove.setAttribute("aria-label", "Remove the watch of " + watch.subject);
  remove.addEventListener("click", async () => {
    try {
      await ask(watch.links.self, { method: "DELETE" });
      await watches();
    } catch (trouble) {
      $("watch-trouble").textContent = trouble.message;
    }
  });
  return element("tr", {}, element("td", {}, watch.subject), element("td", {}, watch.profile), element("td", {}, element("code", {}, watch.cron)),
    element("td", {}, watch.zone), element("td", {}, watch.source === "file" ? "configuration file" : remove));
}

async function watches() {
  try {
    const page = await json("/api/v1/watches?limit=200");
    $("watch-list").replaceChildren(page.total === 0 ? element("p", {}, "There are no watches yet.")
      : element("div", { class: "table" }, element("table", {},
        element("thead", {}, element("tr", {}, ...["Subject", "What", "When", "Zone", ""].map((text) => element("th", { scope: "col" }, text)))),
        element("tbody", {}, ...page.items.map(watchRow)))));
  } catch (trouble) {
    $("watch-list").replaceChildren();
    $("watch-trouble").textContent = trouble.message;
  }
}

// ---- token and pages

$("token-button").addEventListener("click", () => { $("token").value = sessionStorage.getItem("token") || ""; $("token-dialog").showModal(); });
$("token-form").addEventListener("submit", (event) => {
  if (event.submitter && event.submitter.value === "save") sessionStorage.setItem("token", $("token").value.trim());
});

function route() {
  const [page, argument] = location.hash.replace(/^#/, "").split("/");
  const chosen = ["history", "watches"].includes(page) ? page : "scan";
  for (const one of ["scan", "history", "watches"]) $("view-" + one).hidden = one !== chosen;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === "#" + chosen) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (chosen === "history") history_(argument ? decodeURIComponent(argument) : "");
  if (chosen === "watches") watches();
  if (chosen === "scan") $("domain").focus();
}

window.addEventListener("hashchange", route);
route();
