// A question of a form as a control: its label, its help, how much room there is, and what is wrong with its answer.
// Each: {id, element, value(), put(value), fault(), tell(sentence), focus()}. `value` is empty where nothing was answered.

import { element } from "./element.js";
import { today, zoned } from "./when.js";

const NEAR = 0.8;
const OLDEST = "1970-01-01";

const written = (number) => number.toLocaleString("en-CA");
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

const unanswered = (declared, is) => (declared.required && is ? `Please answer: ${declared.label}` : "");

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

function text(declared) {
  const { id, help, error, described } = surroundings(declared);
  const count = counter(declared, id);
  const attributes = { id, "aria-describedby": `${described} ${count.shown.id}`, "aria-required": declared.required ? "true" : null, autocomplete: "off" };
  const control = declared.kind === "long" ? element("textarea", { ...attributes, rows: declared.limit > 5000 ? "8" : "4", dir: "auto" }) : element("input", { ...attributes, type: "text", dir: "auto" });
  const tell = telling(error, [control]);
  const over = () => (points(control.value.trim()) > declared.limit ? `${declared.label} At most ${written(declared.limit)} characters; these are ${written(points(control.value.trim()))}.` : "");
  control.addEventListener("input", () => {
    count.update(control.value);
    tell(over());
  });
  count.update("");
  return {
    element: element("div", { class: "field" }, element("label", { for: id }, ...labelOf(declared)), help, control, count.shown, error),
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
  const control = element("textarea", { id, rows: "3", "aria-describedby": described, autocomplete: "off", dir: "auto" });
  const tell = telling(error, [control]);
  const given = () => control.value.split("\n").map((one) => one.trim()).filter(Boolean);
  control.addEventListener("input", () => tell(""));
  const over = () => (given().length > declared.most ? `${declared.label} At most ${declared.most} entries.` : "") || (given().some((one) => points(one) > declared.limit) ? `${declared.label} At most ${written(declared.limit)} characters each.` : "");
  return {
    element: element("div", { class: "field" }, element("label", { for: id }, ...labelOf(declared)), help, control, error),
    value: given,
    put: (value) => {
      control.value = (value || []).join("\n");
    },
    fault: () => unanswered(declared, !given().length) || over(),
    tell,
    focus: () => control.focus(),
  };
}

function group(declared, help, error, described, ...parts) {
  return element("fieldset", { "aria-describedby": described }, element("legend", {}, ...labelOf(declared)), help, ...parts, error);
}

function options(declared) {
  const { id, help, error, described } = surroundings(declared);
  const single = declared.kind === "choice";
  const boxes = declared.options.map((option) => element("input", { type: single ? "radio" : "checkbox", name: id, value: option.id }));
  const tell = telling(error, boxes);
  for (const box of boxes) box.addEventListener("change", () => tell(""));
  const given = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const choices = boxes.map((box, at) => element("label", { class: "choice" }, box, element("span", {}, declared.options[at].label)));
  return {
    element: group(declared, help, error, described, ...choices),
    value: () => (single ? given()[0] || "" : given()),
    put: (value) => {
      for (const box of boxes) box.checked = single ? box.value === value : (value || []).includes(box.value);
    },
    fault: () => unanswered(declared, !given().length),
    tell,
    focus: () => (boxes.find((box) => box.checked) || boxes[0]).focus(),
  };
}

const unfinished = (control) => control.validity.badInput;

function date(declared) {
  const { id, help, error, described } = surroundings(declared);
  const control = element("input", { id, type: "date", min: OLDEST, max: today(), "aria-describedby": described, "aria-required": declared.required ? "true" : null });
  const tell = telling(error, [control]);
  control.addEventListener("input", () => tell(""));
  return {
    element: element("div", { class: "field" }, element("label", { for: id }, ...labelOf(declared)), help, control, error),
    value: () => control.value,
    put: (value) => {
      control.value = value || "";
    },
    fault: () => (unfinished(control) ? `${declared.label} Give day, month and year.` : unanswered(declared, !control.value)),
    tell,
    focus: () => control.focus(),
  };
}

// A day, with the time where it is known.
function moment(declared) {
  const { id, help, error, described } = surroundings(declared);
  const day = element("input", { id, type: "date", min: OLDEST, max: today(), "aria-describedby": error.id });
  const time = element("input", { id: `${id}-time`, type: "time", "aria-describedby": error.id });
  const tell = telling(error, [day, time]);
  for (const control of [day, time]) control.addEventListener("input", () => tell(""));
  const fault = () => {
    if (unfinished(day) || unfinished(time)) return `${declared.label} Give day, month and year; the time in hours and minutes, or not at all.`;
    return time.value && !day.value ? `${declared.label} Give the day too.` : unanswered(declared, !day.value);
  };
  const part = (name, control) => element("div", { class: "field" }, element("label", { for: control.id }, name), control);
  return {
    element: group(declared, help, error, described, element("div", { class: "moment" }, part("Day", day), part("Time, if you know it", time))),
    value: () => (day.value && time.value ? zoned(day.value, time.value) : day.value),
    put: (value) => {
      day.value = (value || "").slice(0, 10);
      time.value = (value || "").slice(11, 16);
    },
    fault,
    tell,
    focus: () => day.focus(),
  };
}

const KINDS = { line: text, long: text, lines, choice: options, several: options, date, moment };

export function fieldOf(declared) {
  return { id: declared.id, ...KINDS[declared.kind](declared) };
}
