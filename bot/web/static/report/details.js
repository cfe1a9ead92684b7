// The details: the form, and under a name, whose it is.

import { element } from "../shared/element.js";
import { formOf } from "./form.js";

const DANGER = "danger";

const reporter = (limits) => ({
  fields: [
    { id: "name", kind: "line", label: "Your name", help: "As those who get it know you.", limit: limits.name, required: true, options: [], only: [] },
    { id: "reach", kind: "line", label: "How would you like to be reached?", help: "A number, an address, a time of day. Answers stand under “My cases” as well.", limit: limits.name, required: false, options: [], only: [] },
  ],
});

// `chosen()`: the type and variant. `changed()`, and `danger()` when somebody is said to be, or not to be, in danger.
export function details(setting, kind, { anonymous, chosen, changed, danger }) {
  const declared = setting.forms[kind];
  const form = formOf(declared, () => ({ type: chosen().type }));
  const who = formOf(reporter(setting.limits), () => ({}));
  const text = declared.opening;
  const place = element(
    "form",
    { class: "card", autocomplete: "off", novalidate: true, onsubmit: (event) => event.preventDefault() },
    element("p", { class: "lead" }, declared.lead),
    form.element,
    anonymous ? null : who.element,
  );
  place.addEventListener("input", changed);
  place.addEventListener("change", (event) => {
    changed();
    if (event.target.name === `f-${DANGER}`) danger();
  });
  return {
    element: place,
    // The words of the first step are the first answer.
    begin: (words) => {
      form.put(text, words);
      form.update();
    },
    text: () => form.value(text),
    danger: () => ["yes", "unsure"].includes(form.value(DANGER)),
    answers: form.answers,
    reporter: () => ({ name: who.value("name"), reach: who.value("reach") }),
    complain: (problems = null) => {
      const [first, second] = [form.complain(problems), anonymous ? null : who.complain(problems)];
      return first || second;
    },
    put: ({ answers, name, reach }) => {
      for (const [id, value] of Object.entries(answers)) form.put(id, value);
      who.put("name", name);
      who.put("reach", reach);
    },
  };
}
