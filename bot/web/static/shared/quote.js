// A quote and where it stands.

import { element, label, link } from "./element.js";
import { writtenDate } from "./when.js";

const CAPACITIES = { official: "Official use", personal: "Personal use", both: "Official and personal use" };

export function foreignLabel(citation) {
  return label(`Rule of ${citation.org_name}, not your own`, "warning");
}

// The quote's lines: paragraphs, and list items that begin with "- ", nested ones indented by two spaces.
export function quoteLines(text) {
  const root = document.createElement("div");
  const lists = [];
  for (const line of text.split("\n")) {
    const item = /^( *)- (.*)$/.exec(line);
    if (!item) {
      lists.length = 0;
      root.append(element("p", {}, line));
      continue;
    }
    const depth = Math.min(item[1].length / 2, lists.length);
    lists.length = Math.min(lists.length, depth + 1);
    if (lists.length <= depth) {
      const list = element("ul");
      const above = depth ? lists[depth - 1].lastElementChild : root;
      (above || root).append(list);
      lists.push(list);
    }
    lists[depth].append(element("li", {}, item[2]));
  }
  return [...root.childNodes];
}

const plain = (text) => text.replace(/^\s*- /gm, "").replace(/\s+/g, " ").trim();
// Whether an answer is its best passage as it stands: then it is shown once.
export const isWhole = ({ answer, citations: [best] }) => Boolean(best) && plain(best.quote) === plain(answer);

// `leads`: the answer above has said already whose rule it is. `large`: the quote is the answer itself.
export function citation(cited, { leads = false, large = false } = {}) {
  const date = cited.date ? writtenDate(cited.date) : "no date in the text";
  const labels = [cited.foreign && !leads ? foreignLabel(cited) : null, label(CAPACITIES[cited.capacity])];
  if (cited.status === "superseded") labels.push(label("Superseded", "warning"));
  return element(
    "figure",
    { class: "citation" },
    element("p", { class: "labels" }, ...labels),
    cited.lead_in ? element("p", { class: "lead-in" }, cited.lead_in) : null,
    element("blockquote", { class: large ? "answer" : null }, ...quoteLines(cited.quote)),
    element(
      "figcaption",
      {},
      element("cite", {}, cited.title),
      cited.section ? element("span", { class: "section" }, cited.section) : null,
      element("span", { class: "origin" }, `${cited.org_name} · ${date}`),
      cited.status_note ? element("span", { class: cited.status === "superseded" ? "note warning" : "note" }, cited.status_note) : null,
      cited.url ? link(cited.url, "Open the section", { class: "open", target: "_blank", rel: "noopener" }) : null,
    ),
  );
}
