"use strict";
// Shows /openapi.json for people.

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function resolved(api, part) {
  return part && part.$ref ? part.$ref.split("/").slice(1).reduce((at, key) => at[key], api) : part;
}

function parameters(api, list) {
  if (!list || list.length === 0) return null;
  return element("table", {},
    element("thead", {}, element("tr", {}, ...["Parameter", "In", "What"].map((text) => element("th", { scope: "col" }, text)))),
    element("tbody", {}, ...list.map((one) => resolved(api, one)).map((one) => element("tr", {},
      element("td", {}, element("code", {}, one.name)), element("td", {}, one.in), element("td", {}, one.description || "")))));
}

function schemaName(schema) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").pop();
  return schema.type || "";
}

function body(api, request) {
  if (!request) return null;
  const [type, content] = Object.entries(resolved(api, request).content)[0];
  const example = content.example || (resolved(api, content.schema) || {}).example;
  return element("div", {}, element("p", {}, "Body: " + type + ", " + schemaName(content.schema)),
    example ? element("pre", { tabindex: "0" }, JSON.stringify(example, null, 2)) : null);
}

function responses(api, all) {
  return element("table", {},
    element("thead", {}, element("tr", {}, ...["Status", "What", "As"].map((text) => element("th", { scope: "col" }, text)))),
    element("tbody", {}, ...Object.entries(all).map(([status, given]) => {
      const one = resolved(api, given);
      return element("tr", {}, element("td", {}, status), element("td", {}, one.description), element("td", {}, Object.keys(one.content || {}).join(", ")));
    })));
}

fetch("/openapi.json").then((response) => response.json()).then((api) => {
  const root = document.getElementById("api");
  root.append(element("h2", {}, api.info.title + " " + api.info.version), ...api.info.description.split("\n\n").map((text) => element("p", {}, text)));
  for (const [path, operations] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      if (method === "parameters") continue;
      root.append(element("details", { class: "operation" },
        element("summary", {}, element("span", { class: "method" }, method.toUpperCase()), element("code", {}, path), " – " + operation.summary),
        operation.description ? element("p", {}, operation.description) : null,
        parameters(api, (operations.parameters || []).concat(operation.parameters || [])),
        body(api, operation.requestBody), responses(api, operation.responses)));
    }
  }
}).catch((trouble) => document.getElementById("api").append(element("p", { class: "trouble" }, String(trouble))));
