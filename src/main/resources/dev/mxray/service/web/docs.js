"use strict";
// Shows /openapi.json for people. The description itself is in English.

function resolved(api, part) {
  return part && part.$ref ? part.$ref.split("/").slice(1).reduce((at, key) => at[key], api) : part;
}

const english = (name, text) => element(name, { lang: "en" }, text);

function parameters(api, list) {
  if (!list || list.length === 0) return null;
  return table(say("docs.parameters"), [say("docs.parameter"), say("docs.in"), say("docs.what")],
    list.map((one) => resolved(api, one)).map((one) => row(element("code", {}, one.name), one.in, english("span", one.description || ""))));
}

function schemaName(schema) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").pop();
  return schema.type || "";
}

function body(api, request) {
  if (!request) return null;
  const [type, content] = Object.entries(resolved(api, request).content)[0];
  const schema = resolved(api, content.schema) || {};
  const example = content.example || schema.example;
  const fields = Object.entries(schema.properties || {});
  return element("div", {}, element("p", {}, say("docs.body", type, schemaName(content.schema))),
    fields.length === 0 ? null : table(say("docs.fields"), [say("docs.field"), say("docs.type"), say("docs.what")],
      fields.map(([name, one]) => row(element("code", {}, name), one.enum ? one.enum.join(" | ") : one.type || "", english("span", one.description || "")))),
    example ? element("pre", { tabindex: "0" }, JSON.stringify(example, null, 2)) : null);
}

function responses(api, all) {
  return table(say("docs.answers"), [say("docs.status"), say("docs.what"), say("docs.as")],
    Object.entries(all).map(([status, given]) => {
      const one = resolved(api, given);
      return row(status, english("span", one.description), Object.keys(one.content || {}).join(", "));
    }));
}

function operation(api, path, method, one, shared) {
  return element("details", { class: "operation" },
    element("summary", {}, element("span", { class: "method " + method }, method.toUpperCase()), " ", element("code", {}, path), " ", english("span", one.summary)),
    one.description ? english("p", one.description) : null,
    parameters(api, (shared || []).concat(one.parameters || [])),
    body(api, one.requestBody), responses(api, one.responses));
}

json("/openapi.json").then((api) => {
  const root = $("api");
  root.append(...api.info.description.split("\n\n").map((text) => english("p", text)));
  for (const tag of api.tags) {
    root.append(element("h3", { lang: "en" }, tag.description));
    for (const [path, operations] of Object.entries(api.paths)) {
      for (const [method, one] of Object.entries(operations)) {
        if (method !== "parameters" && one.tags.includes(tag.name)) root.append(operation(api, path, method, one, operations.parameters));
      }
    }
  }
}).catch((trouble) => complain("docs-trouble", trouble));
