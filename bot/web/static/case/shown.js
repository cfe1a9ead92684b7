// A case as a recipient sees it. Its type is never shown but as alleged.

import { element, label, row } from "../shared/element.js";
import { warning } from "../shared/emergency.js";
import { reach } from "../shared/jump.js";
import { standing } from "../shared/standing.js";
import { time } from "../shared/when.js";

const ROLES = { employee: "An employee", supervisor: "A supervisor" };
const NO_FINDING = {
  report: "This is what the reporter says. It is no finding: people decide what to make of it.",
  disclosure: "This is what the employee says of their own affairs. People decide what comes of it.",
};
const ANONYMOUS = "Anonymous. They can be asked in a message here, which they read with a code of their own.";

function danger(view, isNew) {
  return view.danger ? warning(view.danger.text, view.danger.number, { aloud: isNew }) : null;
}

function who(view) {
  return `${ROLES[view.role]}${view.unit ? `, ${view.unit}` : ""}`;
}

function facts(view) {
  return element(
    "dl",
    { class: "facts" },
    row("State", view.state),
    view.acknowledge_by ? row("Say that you have it by", time(view.acknowledge_by)) : null,
    view.outcome ? row(view.kind === "report" ? "Outcome" : "Decision", view.outcome) : null,
    view.review_at ? row("To be looked at again", time(view.review_at)) : null,
    row(view.kind === "report" ? "Filed" : "Disclosed on", time(view.filed_at)),
    row("From", who(view)),
    row(view.kind === "report" ? "Reporter" : "Employee", view.anonymous ? ANONYMOUS : element("bdi", {}, view.reporter)),
    view.reach ? row("How to reach them", element("span", { class: "words", dir: "auto" }, view.reach)) : null,
  );
}

function section(title, ...content) {
  return element("section", {}, element("h2", {}, title), ...content);
}

function contents(view) {
  const lines = view.content.map((line) => element("div", {}, element("dt", {}, line.label), element("dd", { class: "words", dir: "auto" }, line.text)));
  return section(view.kind === "report" ? "What was reported" : "What was disclosed", element("dl", { class: "answers" }, ...lines));
}

function message(one) {
  return element(
    "li",
    { class: one.own ? "message own" : "message" },
    element("p", { class: "from" }, element("strong", {}, one.who), " ", time(one.at)),
    element("p", { class: "words", dir: "auto" }, one.text),
  );
}

function messages(view) {
  const none = element("p", { class: "none" }, "Nothing was written yet.");
  return section("Messages", view.messages.length ? element("ol", { class: "messages" }, ...view.messages.map(message)) : none);
}

function receiver(one) {
  return element("li", {}, element("strong", {}, one.name), `, ${one.role}: `, ...standing(one));
}

function others(view) {
  const none = element("p", { class: "none" }, "Nobody but you.");
  return section("Who else received it", view.others.length ? element("ul", {}, ...view.others.map(receiver)) : none);
}

function mark(task) {
  if (task.done_at) return [label("Done"), element("span", { class: "when" }, time(task.done_at))];
  const due = task.due ? element("span", { class: "when" }, "due ", time(task.due)) : null;
  return [task.late ? label("Late", "danger") : label("Not ticked off"), due];
}

function duties(view) {
  if (!view.duties.length) return null;
  const items = view.duties.map((task) => element("li", {}, element("p", {}, task.text), element("p", { class: "labels" }, ...mark(task))));
  return section("Left to the reporter", element("ul", { class: "duties" }, ...items));
}

// On a narrow screen what can be done comes last.
function ahead(view) {
  return view.acts.length ? element("p", { class: "to-acts" }, reach("acts-title", {}, "Go to what you can do")) : null;
}

// `isNew`: it was not shown before, so that its warning is said aloud. Returns {head, body}: what stands above all, and
// what stands beside the acts.
export function shown(view, isNew) {
  return {
    head: [danger(view, isNew)].filter(Boolean),
    body: [
      element("p", { class: "alleged" }, view.alleged),
      element("p", { class: "hint" }, NO_FINDING[view.kind]),
      facts(view),
      ahead(view),
      contents(view),
      messages(view),
      others(view),
      duties(view),
    ].filter(Boolean),
  };
}
