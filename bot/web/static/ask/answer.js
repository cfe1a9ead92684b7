// A reply as elements: the emergency first, then the answer, where it stands, whom to ask, what else.

import { contacts } from "../shared/contacts.js";
import { button, element, label } from "../shared/element.js";
import { emergency, emergencyStep } from "../shared/emergency.js";
import { citation, foreignLabel, isWhole } from "../shared/quote.js";
import { helpful, sender } from "./feedback.js";

const ANSWERED_FOR = { official: "For official use", personal: "For personal use" };

const steps = (reply, kind) => reply.next_steps.filter((step) => step.kind === kind);

function shortAnswer(turn, reply) {
  const best = reply.citations[0];
  // In danger the banner has said this already.
  const said = emergencyStep(reply)?.text || "";
  const text = reply.answer.startsWith(said) ? reply.answer.slice(said.length).trim() : reply.answer;
  const labels = [
    best?.foreign ? foreignLabel(best) : null,
    turn.asked && turn.capacity ? label(ANSWERED_FOR[turn.capacity]) : null,
    reply.answered || reply.emergency ? null : label("Not covered"),
  ].filter(Boolean);
  return [
    ...(reply.answered ? steps(reply, "elsewhere") : []).map((step) => element("p", { class: "note warning" }, step.text)),
    labels.length ? element("p", { class: "labels" }, ...labels) : null,
    !text || isWhole(reply) ? null : element("p", { class: "answer" }, text),
  ];
}

function clarify(reply, actions) {
  if (reply.clarify !== "capacity") return null;
  const buttons = steps(reply, "capacity").map((step) => button(step.text, () => actions.clarify(step.target)));
  return element(
    "div",
    { class: "clarify", role: "group", "aria-label": "Official or personal use" },
    element("p", {}, "The rule differs. Which of the two is it?"),
    element("div", { class: "ways" }, ...buttons),
  );
}

function citations(reply) {
  const [best, ...others] = reply.citations;
  if (!best) return null;
  const name = others.length === 1 ? "1 more passage on this" : `${others.length} more passages on this`;
  return element(
    "section",
    { class: "sources" },
    element("h3", {}, isWhole(reply) ? "The rule" : "The rule in full"),
    citation(best, { leads: true, large: isWhole(reply) }),
    others.length ? element("details", { class: "more" }, element("summary", {}, name), ...others.map((other) => citation(other))) : null,
  );
}

function elsewhere(reply, actions) {
  if (reply.answered) return []; // said above the answer
  return steps(reply, "elsewhere").map((step) =>
    element("div", { class: "elsewhere" }, element("p", {}, step.text), button("Show that rule", () => actions.elsewhere(step.target))),
  );
}

function references(reply) {
  const found = steps(reply, "reference");
  return found.length ? element("ul", { class: "references" }, ...found.map((step) => element("li", {}, step.text))) : null;
}

function closing(turn, reply) {
  if (reply.answered) return helpful(turn, reply);
  return reply.emergency ? null : sender(turn);
}

// `actions`: clarify(capacity) asks again in the same place, elsewhere(org) asks what another organisation says.
export function answer(turn, reply, actions) {
  return [
    emergency(reply),
    ...shortAnswer(turn, reply),
    clarify(reply, actions),
    citations(reply),
    references(reply),
    contacts(reply.contacts, reply.answered || reply.emergency ? "Whom to talk to" : "Whom to ask"),
    ...elsewhere(reply, actions),
    closing(turn, reply),
  ].filter(Boolean);
}
