// What the guidelines ask for before such a post goes out, and who can give it.

import { contactList } from "../shared/contacts.js";
import { element } from "../shared/element.js";
import { citation } from "../shared/quote.js";

function approval(one) {
  return element(
    "li",
    { class: "approval" },
    element("p", {}, element("strong", {}, `Before ${one.when}: `), one.text),
    one.contacts.length ? contactList(one.contacts) : null,
    element("details", { class: "more" }, element("summary", {}, "The rule"), citation(one.citation)),
  );
}

export function approvals(all) {
  if (!all.length) return null;
  return element("section", { class: "approvals" }, element("h3", {}, "Before it goes out"), element("ul", {}, ...all.map(approval)));
}
