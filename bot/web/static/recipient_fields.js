// Fields of the forms of a case: each knows what is wrong with it, and says so beside itself.
// A field: {node, control, value(), fault(), tell(sentence), reset()}.

import { element } from "./element.js";

const NEAR = 0.9;

const inDigits = (number) => number.toLocaleString("en-CA");

function said(id) {
  return element("p", { id: `${id}-error`, class: "failed", hidden: true });
}

function teller(control, place) {
  return (sentence) => {
    place.textContent = sentence;
    place.hidden = !sentence;
    if (sentence) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  };
}

// In code points, as the limit is counted.
const size = (text) => Array.from(text).length;

// `empty`: what is said where nothing was written; without it, nothing need be.
export function words(id, name, { limit, hint = "", empty = "" }) {
  const control = element("textarea", { id, rows: "5", dir: "auto", "aria-describedby": `${id}-error ${id}-count ${id}-hint` });
  const count = element("p", { id: `${id}-count`, class: "hint" });
  const error = said(id);
  const tell = teller(control, error);
  const counted = () => {
    const now = size(control.value);
    count.classList.toggle("near", now >= limit * NEAR);
    count.textContent = `${inDigits(now)} of ${inDigits(limit)} characters${now > limit ? ": too long" : ""}`;
  };
  control.addEventListener("input", () => {
    tell("");
    counted();
  });
  counted();
  const hints = hint ? element("p", { id: `${id}-hint`, class: "hint" }, hint) : null;
  return {
    node: element("div", { class: "field" }, element("label", { for: id }, name), hints, control, error, count),
    control,
    tell,
    value: () => control.value.trim(),
    fault: () => {
      const now = size(control.value.trim());
      if (!now) return empty;
      return now > limit ? `This has ${inDigits(now)} characters; at most ${inDigits(limit)} are sent. Send it in parts.` : "";
    },
    reset: () => {
      control.value = "";
      tell("");
      counted();
    },
  };
}

// One of some words; none is preselected.
export function choice(id, name, options, empty) {
  const error = said(id);
  const radios = options.map((option) => element("input", { type: "radio", name: id, value: option, "aria-describedby": `${id}-error` }));
  const labels = radios.map((radio, at) => element("label", { class: "choice" }, radio, element("span", {}, options[at])));
  const tells = radios.map((radio) => teller(radio, error));
  const tell = (sentence) => tells.forEach((one) => one(sentence));
  const value = () => radios.find((radio) => radio.checked)?.value || "";
  radios.forEach((radio) => radio.addEventListener("change", () => tell("")));
  return {
    node: element("fieldset", { id }, element("legend", {}, name), ...labels, error),
    control: radios[0],
    tell,
    value,
    fault: () => (value() ? "" : empty),
    reset: () => {
      radios.forEach((radio) => (radio.checked = false));
      tell("");
    },
  };
}

// Somebody of a list; nobody is preselected. `list(people)` replaces who is offered; `chosen()` is the person.
export function somebody(id, name, empty) {
  const control = element("select", { id, "aria-describedby": `${id}-error` });
  const error = said(id);
  const tell = teller(control, error);
  let known = [];
  control.addEventListener("change", () => tell(""));
  const chosen = () => known.find((one) => one.tag === control.value) || null;
  return {
    node: element("div", { class: "field" }, element("label", { for: id }, name), control, error),
    control,
    tell,
    chosen,
    value: () => control.value,
    fault: () => (chosen() ? "" : empty),
    list: (people) => {
      const before = control.value;
      known = people;
      control.replaceChildren(
        element("option", { value: "" }, "Choose a colleague"),
        ...people.map((one) => element("option", { value: one.tag }, `${one.name} (${one.role})`)),
      );
      control.value = people.some((one) => one.tag === before) ? before : "";
    },
    reset: () => {
      control.value = "";
      tell("");
    },
  };
}
