// What the guidelines say of the matter itself, where that helps more than a report: the answer, the rule, whom to ask.

import { contacts } from "../shared/contacts.js";
import { element } from "../shared/element.js";
import { citation, isWhole } from "../shared/quote.js";

export function told(answer) {
  if (!answer) return null;
  const [best, ...others] = answer.citations;
  const whole = isWhole(answer);
  return element(
    "section",
    { class: "told" },
    element("h3", {}, "What the guidelines say"),
    whole ? null : element("p", { class: "answer" }, answer.answer),
    best ? citation(best, { large: whole }) : null,
    others.length ? element("details", { class: "more" }, element("summary", {}, "More passages on this"), ...others.map((cited) => citation(cited))) : null,
    contacts(answer.contacts, "Whom to ask"),
  );
}
