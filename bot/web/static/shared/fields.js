// A question of a form as a control: its label, its help, how much room there is, and what is wrong with its answer.
// Each: {id, kind, element, value(), put(value), fault(), tell(sentence), focus()}. `value` is empty where nothing was
// answered; of a `select`, `offer(options)` takes the place of what can be chosen.
// What is declared: {id, kind, label, help, required, limit, most, options}; beside what the interface declares, `missing`
// is what is said where there is no answer, and `first` what a `select` shows until something is chosen.

import { element } from "./element.js";
import { today, zoned } from "./when.js";

const NEAR = 0.8;
const OLDEST = "1970-01-01";
const LARGE = 5000; // characters, beyond which there is room for a long text at once

const written = (number) => number.toLocaleString("en-CA");
// In code points, as the limit is counted.
const points = (text) => Array.from(text).length;

function labelOf(declared) {
  return [declared.label, declared.required ? element("span", { class: "required" }, " (required)") : null];
}

// What stands around every control: its help before it, how much is written and what is wrong after it.
function surroundings(declared) {
  const id = `f-${declared.id}`;
  const help = declared.help ? element("p", { class: "hint", id: `${id}-help` }, declared.help) : null;
  const error = element("p", { class: "failed", id: `${id}-error`, hidden: true });
  return { id, help, error, described: [help && help.id, error.id].filter(Boolean).join(" ") };
}

function telling(error, controls) {
  return (sentence) => {
    error.textContent = sentence;
    error.hidden = !sentence;
    for (const control of controls) {
      if (sentence) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  };
}

const unanswered = (declared, is) => (is && (declared.missing || (declared.required && `Please answer: ${declared.label}`))) || "";
// A sentence on an answer, after the question where that reads well.
const about = ({ label }, sentence) => (/[?.!]$/.test(label) ? `${label} ${sentence}` : sentence);

function counter(declared, id) {
  const shown = element("p", { class: "hint count", id: `${id}-count` });
  const update = (text) => {
    const now = points(text);
    shown.hidden = declared.kind === "line" && now < declared.limit * NEAR;
    shown.classList.toggle("failed", now > declared.limit);
    shown.textContent = `${written(now)} of ${written(declared.limit)} characters${now > declared.limit ? ": too long" : ""}`;
  };
  return { shown, update };
}

function field(id, declared, help, control, ...after) {
  return element("div", { class: "field" }, element("label", { for: id }, ...labelOf(declared)), help, control, ...after);
}

function text(declared) {
  const { id, help, error, described } = surroundings(declared);
  const count = counter(declared, id);
  const attributes = { id, "aria-describedby": `${described} ${count.shown.id}`, "aria-required": declared.required ? "true" : null, autocomplete: "off", dir: "auto" };
  const control = declared.kind === "long" ? element("textarea", { ...attributes, rows: declared.limit > LARGE ? "8" : "4" }) : element("input", { ...attributes, type: "text" });
  const tell = telling(error, [control]);
  const over = () => {
    const now = points(control.value.trim());
    return now > declared.limit ? about(declared, `At most ${written(declared.limit)} characters; these are ${written(now)}.`) : "";
  };
  control.addEventListener("input", () => {
    count.update(control.value);
    tell(over());
  });
  count.update("");
  return {
    element: field(id, declared, help, control, count.shown, error),
    value: () => control.value.trim() && control.value,
    put: (value) => {
      control.value = value || "";
      count.update(control.value);
    },
    fault: () => unanswered(declared, !control.value.trim()) || over(),
    tell,
    focus: () => control.focus(),
  };
}

// Several answers, one on each line.
function lines(declared) {
  const { id, help, error, described } = surroundings(declared);
  const control = element("textarea", { id, rows: "3", "aria-describedby": described, "aria-required": declared.required ? "true" : null, autocomplete: "off", dir: "auto" });
  const tell = telling(error, [control]);
  const given = () => control.value.split("\n").map((one) => one.trim()).filter(Boolean);
  control.addEventListener("input", () => tell(""));
  const over = () => {
    if (given().length > declared.most) return about(declared, `At most ${declared.most} entries.`);
    return given().some((one) => points(one) > declared.limit) ? about(declared, `At most ${written(declared.limit)} characters each.`) : "";
  };
  return {
    element: field(id, declared, help, control, error),
    value: given,
    put: (value) => {
      control.value = (value || []).join("\n");
    },
    fault: () => unanswered(declared, !given().length) || over(),
    tell,
    focus: () => control.focus(),
  };
}

// One of a list that is too long, or too changing, to stand there whole.
function select(declared) {
  const { id, help, error, described } = surroundings(declared);
  const control = element("select", { id, "aria-describedby": described, "aria-required": declared.required ? "true" : null });
  const tell = telling(error, [control]);
  control.addEventListener("change", () => tell(""));
  const put = (value) => {
    if ([...control.options].some((one) => one.value === value)) control.value = value;
  };
  const offer = (options) => {
    const before = control.value;
    const first = declared.first ? [{ id: "", label: declared.first }] : [];
    control.replaceChildren(...[...first, ...options].map((one) => element("option", { value: one.id }, one.label)));
    put(before);
  };
  offer(declared.options || []);
  return {
    element: field(id, declared, help, control, error),
    value: () => control.value,
    put,
    offer,
    fault: () => unanswered(declared, !control.value),
    tell,
    focus: () => control.focus(),
  };
}

// Controls under one question. What is wrong stands below them, and is read with whichever of them has the focus.
// `parts`: what is shown, with the controls in it. Returns {element, tell, focus}.
export function group(declared, controls, ...parts) {
  const { id, help, error } = surroundings(declared);
  for (const control of controls) control.setAttribute("aria-describedby", error.id);
  return {
    element: element("fieldset", { id: `${id}-group`, "aria-describedby": help && help.id }, element("legend", {}, ...labelOf(declared)), help, ...parts, error),
    tell: telling(error, controls),
    focus: () => (controls.find((one) => one.checked) || controls[0]).focus(),
  };
}

function options(declared) {
  const single = declared.kind === "choice";
  const boxes = declared.options.map((option) => element("input", { type: single ? "radio" : "checkbox", name: `f-${declared.id}`, value: option.id }));
  const choices = boxes.map((box, at) => element("label", { class: "choice" }, box, element("span", {}, declared.options[at].label)));
  const made = group(declared, boxes, ...choices);
  for (const box of boxes) box.addEventListener("change", () => made.tell(""));
  const given = () => boxes.filter((box) => box.checked).map((box) => box.value);
  return {
    ...made,
    value: () => (single ? given()[0] || "" : given()),
    put: (value) => {
      for (const box of boxes) box.checked = single ? box.value === value : (value || []).includes(box.value);
    },
    fault: () => unanswered(declared, !given().length),
  };
}

const unfinished = (control) => control.validity.badInput;

function date(declared) {
  const { id, help, error, described } = surroundings(declared);
  const control = element("input", { id, type: "date", min: OLDEST, max: today(), "aria-describedby": described, "aria-required": declared.required ? "true" : null });
  const tell = telling(error, [control]);
  control.addEventListener("input", () => tell(""));
  return {
    element: field(id, declared, help, control, error),
    value: () => control.value,
    put: (value) => {
      control.value = value || "";
    },
    fault: () => (unfinished(control) ? about(declared, "Give day, month and year.") : unanswered(declared, !control.value)),
    tell,
    focus: () => control.focus(),
  };
}

// A day, with the time where it is known.
function moment(declared) {
  const id = `f-${declared.id}`;
  const day = element("input", { id, type: "date", min: OLDEST, max: today() });
  const time = element("input", { id: `${id}-time`, type: "time" });
  const part = (name, control) => element("div", { class: "field" }, element("label", { for: control.id }, name), control);
  const made = group(declared, [day, time], element("div", { class: "moment" }, part("Day", day), part("Time, if you know it", time)));
  for (const control of [day, time]) control.addEventListener("input", () => made.tell(""));
  return {
    ...made,
    value: () => (day.value && time.value ? zoned(day.value, time.value) : day.value),
    put: (value) => {
      day.value = (value || "").slice(0, 10);
      time.value = (value || "").slice(11, 16);
    },
    fault: () => {
      if (unfinished(day) || unfinished(time)) return about(declared, "Give day, month and year; the time in hours and minutes, or not at all.");
      return time.value && !day.value ? about(declared, "Give the day too.") : unanswered(declared, !day.value);
    },
  };
}

const KINDS = { line: text, long: text, lines, select, choice: options, several: options, date, moment };

export function fieldOf(declared) {
  return { id: declared.id, kind: declared.kind, ...KINDS[declared.kind](declared) };
}

// Says at each of these fields what is wrong with it, and goes to the first where something is; returns whether there is.
export function complained(fields) {
  const wrong = fields.filter((one) => {
    one.tell(one.fault());
    return one.fault();
  });
  wrong[0]?.focus();
  return wrong.length > 0;
}
