"use strict";
// What the pages have in common: their words, elements, requests. Everything that comes from the
// network is put into a page as text, never as markup. The words come from words.js.

const $ = (id) => document.getElementById(id);
const language = document.documentElement.lang;

/** The reader's own way to write dates and numbers, where it is of the page's language. */
const locale = (navigator.languages || []).find((one) => one.split("-")[0] === language) || language;

/** A text of the page's language, with values in place of {0}, {1}… */
function say(key, ...values) {
  const text = words[key];
  if (text === undefined) return key;
  return text.replace(/\{(\d)\}/g, (place, index) => (index < values.length ? String(values[index]) : place));
}

/** A text that says how many. */
const count = (key, number, ...values) => say(key + (number === 1 ? ".one" : ".many"), number.toLocaleString(locale), ...values);

/** A word of the service's in the page's language; one that the page does not know stays. */
const word = (kind, name) => words[kind + name] || name;

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function button(text, act, attributes) {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}

/** A table; in a narrow window its rows become cards, which say the heads again and stay a table to those who hear it. */
function table(caption, heads, rows) {
  for (const one of rows) [...one.children].forEach((cell, column) => { cell.dataset.head = heads[column]; });
  return element("table", { role: "table", "aria-label": caption },
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...heads.map((text) => element("th", { scope: "col", role: "columnheader" }, text)))),
    element("tbody", { role: "rowgroup" }, ...rows));
}

const row = (...cells) => element("tr", { role: "row" }, ...cells.map((cell) => element("td", { role: "cell" }, cell)));

const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
const moments = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

/** A moment in the reader's own time; the exact one as a hint. */
function moment(text) {
  return element("time", { datetime: text, title: text }, moments.format(new Date(text)));
}

// ---- requests

/** What went wrong: in the page's words, and what the service says, in English. */
class Trouble extends Error {
  constructor(message, detail, status) {
    super(message);
    this.detail = detail || "";
    this.status = status || 0;
  }
}

async function refused(response) {
  let detail = "";
  try { const problem = await response.json(); detail = problem.detail || problem.error || ""; } catch { /* no document came with it */ }
  const key = "trouble." + response.status;
  if (response.status === 429 || response.status === 401 || response.status === 404) detail = "";
  return new Trouble(words[key] ? say(key, response.headers.get("Retry-After") || "60") : say("trouble.other", response.status), detail, response.status);
}

async function ask(path, options = {}) {
  const headers = new Headers(options.headers || {});
  const token = sessionStorage.getItem("token");
  if (token) headers.set("Authorization", "Bearer " + token);
  let response;
  try {
    response = await fetch(path, { ...options, headers });
  } catch {
    throw new Trouble(say("trouble.network"));
  }
  if (!response.ok) throw await refused(response);
  return response;
}

const json = async (path, options) => (await ask(path, options)).json();

function send(path, method, body) {
  return ask(path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

/** The same path with the page's language asked for. */
const inLanguage = (path) => path + (path.includes("?") ? "&" : "?") + "lang=" + language;

/** Tells of trouble where it belongs; of none when there is none. */
function complain(id, trouble) {
  const place = $(id);
  if (!trouble) {
    place.replaceChildren();
    return;
  }
  place.replaceChildren(trouble.message, ...(trouble.detail ? [" ", element("span", { lang: "en", class: "detail" }, trouble.detail)] : []));
}

// ---- the choice of the language keeps the place

function switches() {
  for (const link of document.querySelectorAll("#languages a")) {
    const chosen = new URLSearchParams(link.search).get("lang");
    link.setAttribute("href", "?lang=" + chosen + location.hash);
    if (chosen === language) link.setAttribute("aria-current", "true");
  }
}

window.addEventListener("hashchange", switches);
switches();
