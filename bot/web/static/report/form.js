// A form as it is declared: its fields, of which some are asked only after certain answers.

import { element } from "../shared/element.js";
import { fieldOf } from "../shared/fields.js";

const isAnswered = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));
const holds = ({ field, among }, answers) => [answers[field] || ""].flat().some((one) => among.includes(one));

// `known`: returns what conditions may hang on beside the answers, such as the type.
export function formOf(declared, known) {
  const fields = declared.fields.map((one) => ({ declared: one, ...fieldOf(one) }));

  // The fields that are asked now, in order; an answer to a field that is not asked decides nothing.
  const asked = () => {
    const answers = { ...known() };
    return fields.filter((field) => {
      const is = field.declared.only.every((one) => holds(one, answers));
      if (is) answers[field.id] = field.value();
      return is;
    });
  };

  const update = () => {
    const shown = new Set(asked());
    for (const field of fields) field.element.hidden = !shown.has(field);
  };

  // Says at each field what is wrong with it; returns the first such field. Without `problems` it looks for itself.
  const complain = (problems = null) => {
    let first = null;
    for (const field of asked()) {
      const sentence = problems ? problems[field.id] || "" : field.fault();
      field.tell(sentence);
      if (sentence && !first) first = field;
    }
    return first;
  };

  const place = element("div", { class: "fields" }, ...fields.map((field) => field.element));
  place.addEventListener("input", update);
  place.addEventListener("change", update);
  return {
    element: place,
    update,
    complain,
    answers: () => Object.fromEntries(asked().map((field) => [field.id, field.value()]).filter(([, value]) => isAnswered(value))),
    value: (id) => fields.find((field) => field.id === id)?.value() || "",
    put: (id, value) => {
      fields.find((field) => field.id === id)?.put(value);
      update();
    },
  };
}
