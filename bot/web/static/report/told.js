// What the guidelines say of the matter itself, where that helps more than a report: the answer, the rule, whom to ask.

import { contacts } from "../shared/contacts.js";
import { element } from "../shared/element.js";
import { citation } from "../shared/quote.js";

const plain = (text) => text.replace(/^\s*- /gm, "").replace(/\s+/g, " ").trim();

export function told(answer) {
  if (!answer) return null;
  const [best, ...others] = answer.citations;
  const isWhole = best && plain(best.quote) === plain(answer.answer);
  return element(
    "section",
    { class: "told" },
    element("h3", {}, "What the guidelines say"),
    isWhole ? null : element("p", { class: "answer" }, answer.answer),
    best ? citation(best, { large: isWhole }) : null,
    others.length ? element("details", { class: "more" }, element("summary", {}, "More passages on this"), ...others.map((cited) => citation(cited))) : null,
    contacts(answer.contacts, "Whom to ask"),
  );
}
