// What to do now: the steps of the route with whom to turn to, by when, on what that rests, and where it stands.

import { contactList, DEADLINES } from "../shared/contacts.js";
import { element, label } from "../shared/element.js";
import { citation } from "../shared/quote.js";

const SINCE = { filing: "", incident: " of what happened", awareness: " of when you knew of it" };
const BASIS = {
  text: "Your organisation’s guidelines say so.",
  fallback: "Your organisation’s guidelines name nobody for just this; this is whom they name for doubts and reports in general.",
  common: "Your organisation’s guidelines say nothing of this; it stands here because safety comes first.",
};

const deadline = (step) => (DEADLINES[step.deadline] || step.deadline) + (step.deadline === "immediate" ? "" : SINCE[step.from] || "");

function step(one, cards) {
  const named = one.any_of.map((id) => cards.get(id)).filter(Boolean);
  const contacts = named.map((card) => ({ ...card, deadline: null })); // the step says by when
  const labels = [one.deadline ? label(deadline(one), "danger") : null, one.when ? label(`Only ${one.when}`, "warning") : null].filter(Boolean);
  return element(
    "li",
    { class: "step" },
    labels.length ? element("p", { class: "labels" }, ...labels) : null,
    contacts.length > 1 ? element("p", { class: "any" }, "One of these:") : null,
    element("div", { class: "contacts" }, contactList(contacts)),
    one.note ? element("p", { class: "note" }, one.note) : null,
    element("p", { class: `basis is-${one.basis}` }, BASIS[one.basis]),
    element("details", { class: "more" }, element("summary", {}, one.basis === "text" ? "The rule" : "The passage that comes nearest"), citation(one.citation)),
  );
}

const key = (cited) => `${cited.passage_id} ${cited.quote}`;

function others(reply) {
  const said = new Set(reply.route.map((one) => key(one.citation)));
  const rest = reply.citations.filter((cited) => !said.has(key(cited)));
  if (!rest.length) return null;
  return element("details", { class: "more" }, element("summary", {}, "What else the guidelines say of it"), ...rest.map((cited) => citation(cited)));
}

export function route(reply, title) {
  const cards = new Map(reply.contacts.map((card) => [card.id, card]));
  return element(
    "section",
    { class: "route" },
    element("h3", {}, title),
    element("ol", {}, ...reply.route.map((one) => step(one, cards))),
    others(reply),
  );
}
