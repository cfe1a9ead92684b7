// The steps on the way to sending, of which one is shown; the others stay as they were left.

import { element } from "../shared/element.js";

export const NAMES = { describe: "Say it", confirm: "What to do now", form: "Details", seen: "Who will see it", sent: "Sent" };
const ORDER = Object.keys(NAMES);

const place = document.getElementById("stage");
const list = document.getElementById("stages");
const intro = document.getElementById("intro");

let shown = null;

function mark(name) {
  const at = ORDER.indexOf(name);
  list.hidden = false;
  list.replaceChildren(
    ...ORDER.map((one, number) =>
      element("li", { class: number < at ? "done" : null, "aria-current": number === at ? "step" : null }, NAMES[one]),
    ),
  );
}

export function heading(text) {
  return element("h2", { tabindex: "-1" }, text);
}

// Shows a step: {name, title (its heading), element}; the focus goes to the heading.
export function go(stage, { focus = true } = {}) {
  if (shown && shown !== stage) shown.element.hidden = true;
  if (stage.element.parentNode !== place) place.append(stage.element);
  stage.element.hidden = false;
  intro.hidden = stage.name !== "describe";
  mark(stage.name);
  shown = stage;
  if (!focus) return;
  window.scrollTo(0, 0);
  stage.title.focus({ preventScroll: true });
}

// Takes the place of a step that was there before.
export function replace(before, after) {
  before?.element.remove();
  return after;
}

export const isShown = (stage) => shown === stage;
