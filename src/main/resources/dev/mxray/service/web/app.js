"use strict";
// The page: a scan live, the history, the watches, the token.

const checks = ["mx", "spf", "dkim", "dmarc", "mta_sts", "tls_rpt", "bimi", "dnssec", "smtp", "mailbox", "reputation"];
const views = ["scan", "history", "watches", "report"];

// ---- a scan, live

/** Counts what is shown; what belongs to something older is dropped when it arrives. */
let current = 0;
let running = null;

$("scan-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const mine = beginning();
  const domain = $("domain").value.trim();
  if (!domain) {
    complain("scan-trouble", new Trouble(say("trouble.empty")));
    $("domain").focus();
    return;
  }
  try {
    const job = await (await send("/api/v1/scans", "POST", { domain, tls: $("tls").value, timeout: 60, lang: language })).json();
    if (mine !== current) return;
    history.pushState(null, "", "#scan/" + job.id);
    switches();
    await attend(job, mine);
  } catch (trouble) {
    failed(trouble, mine);
  }
});

$("live-stop").addEventListener("click", async () => {
  const job = running;
  history.replaceState(null, "", "#scan");
  switches();
  welcome();
  try {
    if (job) await ask(job.links.self, { method: "DELETE" });
  } catch { /* it has ended meanwhile */ }
});

function beginning() {
  complain("scan-trouble", null);
  $("about").hidden = true;
  $("result").hidden = true;
  $("live").hidden = true;
  return ++current;
}

function failed(trouble, mine) {
  if (mine !== current) return;
  $("live").hidden = true;
  const nothing = trouble.status === 400 && trouble.detail.startsWith("domain:");
  complain("scan-trouble", nothing ? new Trouble(say("trouble.domain"), trouble.detail) : trouble);
  if (trouble.status === 401) askToken();
}

/** Shows a job of which only the id is known: after a reload, or from a bookmark. */
async function reopen(id) {
  const mine = beginning();
  try {
    const job = await json(inLanguage("/api/v1/scans/" + encodeURIComponent(id)));
    if (mine !== current) return;
    $("domain").value = job.domain;
    if (job.report) show(job);
    else await attend(job, mine);
  } catch (trouble) {
    failed(trouble, mine);
  }
}

/** Watches a job until it has ended, and shows its report. */
async function attend(job, mine) {
  running = job;
  $("live").hidden = false;
  $("live-title").textContent = job.domain;
  $("live-state").textContent = say("live.queued");
  $("live-progress").removeAttribute("value");
  $("probes").replaceChildren(...checks.map(probe));
  await follow(job, mine);
  if (mine !== current) return;
  const ended = await json(inLanguage(job.links.self));
  if (mine === current) show(ended);
}

function probe(check) {
  return element("li", { id: "probe-" + check }, word("check.", check), element("span", { class: "unseen" }, ", " + say("state.waiting")));
}

/** Reads the events of a job until it has ended. EventSource cannot send a token. */
async function follow(job, mine) {
  const response = await ask(job.links.events, { headers: { Accept: "text/event-stream" } });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    let part;
    try { part = await reader.read(); } catch { throw new Trouble(say("trouble.network")); }
    if (part.done) return;
    if (mine !== current) { await reader.cancel(); return; }
    text += part.value;
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
  if (kind === "check") checked(data);
  if (kind === "running") $("live-state").textContent = say("live.running");
  if (data.questions !== undefined) {
    $("live-state").textContent = [count("live.answers", data.questions, data.answers.toLocaleString(locale)), count("live.conversations", data.conversations)].join(" ");
  }
}

function checked(data) {
  let shown = $("probe-" + data.check);
  if (!shown) {
    shown = probe(data.check);
    $("probes").append(shown);
  }
  shown.dataset.state = data.state;
  shown.querySelector(".unseen").textContent = ", " + word("state.", data.state);
  const all = $("probes").children.length;
  $("live-progress").max = all;
  $("live-progress").value = $("probes").querySelectorAll("[data-state=finished]").length;
}

function show(job) {
  $("live").hidden = true;
  const result = $("result");
  result.hidden = false;
  const heading = element("h3", { tabindex: "-1" }, job.report ? say("report.of", subjectOf(job.report)) : say("live." + job.state));
  result.replaceChildren(heading, ...(job.report ? reportView(job.report, job.links.report, "scan-trouble") : []));
  heading.focus();
}

// ---- history

$("history-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const subject = $("history-domain").value.trim();
  const hash = subject ? "#history/" + encodeURIComponent(subject) : "#history";
  if (location.hash === hash) past(subject);
  else location.hash = hash;
});

function trend(runs) {
  const scored = runs.filter((run) => run.security_score !== null).reverse();
  const width = 640, height = 170, left = 34, right = 14, top = 10, bottom = 26;
  const first = Date.parse(scored[0].scanned_at), last = Date.parse(scored[scored.length - 1].scanned_at);
  const x = (run) => left + (first === last ? (width - left - right) / 2 : ((Date.parse(run.scanned_at) - first) * (width - left - right)) / (last - first));
  const y = (score) => top + ((100 - score) * (height - top - bottom)) / 100;
  const label = say("history.trend", scored.map((run) => run.security_score).join(", "));
  const chart = svg("svg", { class: "trend", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
  for (const score of [0, 50, 100]) {
    chart.append(svg("line", { x1: left, x2: width - right, y1: y(score), y2: y(score) }), svg("text", { x: left - 6, y: y(score) + 4, "text-anchor": "end" }, String(score)));
  }
  chart.append(svg("text", { x: left, y: height - 6 }, days.format(first)));
  if (days.format(first) !== days.format(last)) chart.append(svg("text", { x: width - right, y: height - 6, "text-anchor": "end" }, days.format(last)));
  chart.append(svg("polyline", { points: scored.map((run) => x(run) + "," + y(run.security_score)).join(" ") }));
  for (const run of scored) {
    chart.append(svg("circle", { cx: x(run), cy: y(run.security_score), r: 4 }, svg("title", {}, moments.format(new Date(run.scanned_at)) + ": " + run.security_score)));
  }
  return element("figure", {}, chart, element("figcaption", { class: "hint" }, say("history.caption")));
}

function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function runRow(run, named) {
  const open = element("a", { href: "#report/" + run.id, "aria-label": say("history.open", run.domain, moments.format(new Date(run.scanned_at))) }, say("history.report"));
  const found = run.findings.critical + run.findings.high + run.findings.medium;
  return row(named ? element("a", { href: "#history/" + encodeURIComponent(run.domain) }, run.domain) : moment(run.scanned_at),
    named ? moment(run.scanned_at) : word("profile.", run.profile),
    run.security_score === null ? "–" : element("span", { class: "grade-word " + run.grade.charAt(0) }, `${run.security_score} (${run.grade})`),
    found === 0 ? "–" : `${run.findings.critical} / ${run.findings.high} / ${run.findings.medium}`,
    run.listings === 0 ? "–" : String(run.listings), open);
}

async function past(subject) {
  const mine = ++current;
  complain("history-trouble", null);
  $("history-domain").value = subject;
  try {
    const path = subject ? `/api/v1/domains/${encodeURIComponent(subject)}/history?limit=100` : "/api/v1/domains?limit=200";
    const page = await json(path);
    if (mine === current) $("history-list").replaceChildren(...runs(page, subject));
  } catch (trouble) {
    if (mine !== current) return;
    $("history-list").replaceChildren();
    complain("history-trouble", trouble);
    if (trouble.status === 401) askToken();
  }
}

function runs(page, subject) {
  if (page.total === 0) {
    return [element("p", { class: "empty" }, subject ? say("history.none", subject) : say("history.empty"), " ", element("a", { href: "#scan" }, say("history.begin")))];
  }
  const heads = (subject ? [say("history.scanned"), say("history.profile")] : [say("history.subject"), say("history.last")])
    .concat([say("history.score"), say("history.findings"), say("history.listings"), say("history.report")]);
  const scored = page.items.some((run) => run.security_score !== null);
  const many = count(subject ? "history.runs" : "history.subjects", page.total);
  return [subject && scored ? trend(page.items) : null,
    element("p", {}, page.total > page.items.length ? say("history.part", many, page.items.length) : many,
      subject ? " " : null, subject ? element("a", { href: "#history" }, say("history.back")) : null),
    table(say("history.title"), heads, page.items.map((run) => runRow(run, !subject)))].filter(Boolean);
}

async function stored(id) {
  const mine = ++current;
  complain("report-trouble", null);
  $("report-title").textContent = say("history.report");
  $("report").replaceChildren();
  const path = "/api/v1/reports/" + encodeURIComponent(id);
  try {
    const report = await json(inLanguage(path));
    if (mine !== current) return;
    $("report-title").textContent = say("report.of", subjectOf(report));
    $("report").replaceChildren(element("p", {}, element("a", { href: "#history/" + encodeURIComponent(report.domain || report.address) }, say("report.history"))),
      ...reportView(report, path, "report-trouble"));
    $("report-title").focus();
  } catch (trouble) {
    if (mine !== current) return;
    complain("report-trouble", trouble);
    if (trouble.status === 401) askToken();
  }
}

// ---- watches

$("watch-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  complain("watch-trouble", null);
  $("watch-state").textContent = "";
  const subject = $("watch-subject").value.trim();
  if (!subject) {
    complain("watch-trouble", new Trouble(say("trouble.empty")));
    $("watch-subject").focus();
    return;
  }
  try {
    const answer = await send("/api/v1/watches", "POST", { subject, cron: $("watch-cron").value, zone: $("watch-zone").value, profile: $("watch-profile").value });
    const watch = await answer.json();
    $("watch-subject").value = "";
    await watches();
    $("watch-state").textContent = say(answer.status === 201 ? "watches.added" : "watches.changed", watch.subject);
  } catch (trouble) {
    complain("watch-trouble", trouble);
  }
});

function watchRow(watch) {
  const remove = button(say("watches.remove"), async () => {
    complain("watch-trouble", null);
    try {
      await ask(watch.links.self, { method: "DELETE" });
    } catch (trouble) {
      if (trouble.status !== 404) complain("watch-trouble", trouble);
    }
    await watches();
    $("watch-state").textContent = say("watches.removed", watch.subject);
    $("watches-title").focus();
  }, { class: "small", "aria-label": say("watches.remove.one", watch.subject) });
  return row(element("a", { href: "#history/" + encodeURIComponent(watch.subject) }, watch.subject), word("profile.", watch.profile), element("code", {}, watch.cron), watch.zone,
    watch.source === "file" ? say("watches.file") : remove);
}

async function watches() {
  const mine = ++current;
  try {
    const page = await json("/api/v1/watches?limit=200");
    if (mine !== current) return;
    $("watch-list").replaceChildren(page.total === 0 ? element("p", { class: "empty" }, say("watches.none"))
      : table(say("watches.title"), [say("history.subject"), say("watches.what"), say("watches.when"), say("watches.zone"), say("watches.remove")], page.items.map(watchRow)));
  } catch (trouble) {
    if (mine !== current) return;
    $("watch-list").replaceChildren();
    complain("watch-trouble", trouble);
    if (trouble.status === 401) askToken();
  }
}

// ---- token and places

function askToken() {
  $("token").value = sessionStorage.getItem("token") || "";
  if (!$("token-dialog").open) $("token-dialog").showModal();
}

$("token-button").addEventListener("click", askToken);
$("token-form").addEventListener("submit", (event) => {
  if (event.submitter && event.submitter.value === "cancel") return;
  sessionStorage.setItem("token", $("token").value.trim());
  route();
});

function welcome() {
  beginning();
  $("about").hidden = false;
  $("domain").focus();
}

function decoded(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

function route() {
  const [page, argument] = location.hash.replace(/^#/, "").split("/");
  const chosen = views.includes(page) ? page : "scan";
  for (const one of views) $("view-" + one).hidden = one !== chosen;
  for (const link of document.querySelectorAll("#pages a")) {
    const here = link.getAttribute("href") === "#" + (chosen === "report" ? "history" : chosen);
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = "mxray: " + say("nav." + (chosen === "report" ? "history" : chosen));
  if (chosen === "history") past(argument ? decoded(argument) : "");
  if (chosen === "watches") watches();
  if (chosen === "report") stored(argument || "");
  if (chosen === "scan" && argument) reopen(decoded(argument));
  if (chosen === "scan" && !argument) welcome();
}

$("watch-zone").value = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
window.addEventListener("hashchange", route);
route();
