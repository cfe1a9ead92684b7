// What a recipient can do with a case. Forms are made once and stay: what somebody has begun to write outlives a fresh look
// at the case.

import { alone } from "../shared/alone.js";
import { button, element } from "../shared/element.js";
import { fieldOf } from "../shared/fields.js";
import { form } from "./form.js";

const QUICK = {
  acknowledge: ["I have it", "Noted: you have it."],
  start: ["I am working on it", "Noted: you are working on it. The reporter sees that somebody is."],
};
const TO_THEM = { report: "the reporter", disclosure: "the employee" };
const FINAL = "This cannot be undone.";

const isWritten = (field) => field.kind === "long" && field.value();
const words = (id, label, limit, more = {}) => fieldOf({ id, kind: "long", label, limit, ...more });
const choice = (id, label, options, missing) => fieldOf({ id, kind: "choice", label, missing, options: options.map((one) => ({ id: one, label: one })) });

function answering(view, send) {
  const whom = TO_THEM[view.kind];
  const help = view.anonymous
    ? "They read it when they look here again with their code."
    : "They read it here, and are told that there is something new if they asked to be.";
  const text = words("answer", `Message to ${whom}`, view.limit, { help, missing: "Nothing is written yet. Write something first." });
  return form({
    id: "answer-form",
    title: `Write to ${whom}`,
    fields: [text],
    values: () => ({ text: text.value() }),
    press: "Send the message",
    send: (body, taken) => send("answer", body, `Sent: ${whom} can read it now. It is shown among the messages.`, { taken }),
  });
}

function passing(view, send) {
  const whom = fieldOf({ id: "colleague", kind: "select", label: "To whom", first: "Choose a colleague", missing: "Choose a colleague." });
  let known = [];
  const chosen = () => known.find((one) => one.tag === whom.value());
  const update = (now) => {
    known = now.colleagues;
    whom.offer(known.map((one) => ({ id: one.tag, label: `${one.name} (${one.role})` })));
  };
  const made = form({
    id: "pass-on-form",
    title: "Pass it on",
    fields: [whom],
    values: () => ({ to: whom.value() }),
    press: "Pass it on",
    once: {
      yes: "Yes, pass it on",
      sentences: () => [
        `${chosen().name} (${chosen().role}) will see all of this case.`,
        "That is what was written in it, who wrote it, and every message. They are told now. You and everybody else who has it keep it.",
      ],
    },
    send: (body, taken) => send("pass_on", body, `Passed on: ${chosen().name} is told, and can open the case.`, { taken }),
  });
  return { ...made, update };
}

function closing(view, send) {
  const outcome = choice("outcome", "How did it end?", view.outcomes, "Choose how it ended.");
  const text = words("close-text", "Words to the reporter (optional)", view.limit);
  return form({
    id: "close-form",
    title: "Close it",
    fields: [outcome, text],
    values: () => ({ outcome: outcome.value(), text: text.value() }),
    press: "Close the case",
    once: {
      yes: "Yes, close it",
      sentences: () => [`Close the case as “${outcome.value()}”? ${FINAL}`, "The reporter sees how it ended. Nobody can do anything more in it; the reporter can still add something."],
    },
    send: (body, taken) => send("close", body, "The case is closed.", { taken }),
  });
}

function deciding(view, send) {
  const decision = choice("decision", "What is decided?", view.outcomes, "Choose a decision.");
  const text = words("decide-text", "Conditions or reasons, for the employee (optional)", view.limit);
  return form({
    id: "decide-form",
    title: "Decide",
    fields: [decision, text],
    values: () => ({ decision: decision.value(), text: text.value() }),
    press: "Decide",
    once: {
      yes: "Yes, decide so",
      sentences: () => [`Decide “${decision.value()}”?`, "The employee sees it, and is asked to say that they read it. A later decision can take its place; that this one was made stays in the history."],
    },
    send: (body, taken) => send("decide", body, "Decided: the employee can read it now.", { taken }),
  });
}

function retiring(view, send) {
  const text = words("retire-text", "Words to the employee (optional)", view.limit);
  return form({
    id: "retire-form",
    title: "End it",
    fields: [text],
    values: () => ({ text: text.value() }),
    press: "End the disclosure",
    once: {
      yes: "Yes, end it",
      sentences: () => [`End this disclosure? ${FINAL}`, "That is for when the interest, or the duty that it touched, is no more. The employee sees that it has ended."],
    },
    send: (body, taken) => send("retire", body, "The disclosure has ended.", { taken }),
  });
}

// In the order in which they are shown; `open`: whether it is there without being asked for.
const FORMS = {
  answer: { make: answering, open: true },
  pass_on: { make: passing, title: "Pass it on to a colleague" },
  close: { make: closing, title: "Close the case" },
  decide: { make: deciding, title: "Decide" },
  retire: { make: retiring, title: "End the disclosure" },
};

function folded(title, node) {
  return element("details", { class: "fold" }, element("summary", {}, title), node);
}

function quick(view, send) {
  const given = Object.keys(QUICK).filter((name) => view.acts.includes(name));
  const buttons = given.map((name, at) => {
    const press = button(QUICK[name][0], () => alone([press], () => send(name, {}, QUICK[name][1], { tells: true })), at ? "quiet" : "");
    return press;
  });
  return buttons.length ? element("div", { class: "ways" }, ...buttons) : null;
}

// `send(name, body, done, {tells, taken})` does it, and resolves to a sentence where it could not be done.
export function acts(send) {
  const made = new Map();
  const place = element("div", { class: "act-list" });
  const of = (name, view) => {
    if (!made.has(name)) {
      const one = FORMS[name].make(view, send);
      made.set(name, { ...one, shown: FORMS[name].open ? one.node : folded(FORMS[name].title, one.node) });
    }
    const one = made.get(name);
    one.update?.(view);
    return one.shown;
  };
  return {
    place,
    show: (view) => {
      const names = Object.keys(FORMS).filter((name) => view.acts.includes(name));
      const none = view.acts.length ? null : element("p", { class: "none" }, "It has ended; nothing more can be done in it.");
      place.replaceChildren(...[quick(view, send), none, ...names.map((name) => of(name, view))].filter(Boolean));
    },
    // What was written and not sent: [name of the form, words].
    unsent: () => [...made.values()].flatMap(({ node, fields }) => fields.filter(isWritten).map((field) => [node.getAttribute("aria-label"), field.value()])),
    forget: () => {
      made.clear();
      place.replaceChildren();
    },
  };
}
