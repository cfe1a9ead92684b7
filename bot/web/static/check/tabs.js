// Two views of which one is shown. Arrow keys go from one to the other.

import { element } from "../shared/element.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function tab(view) {
  return element("button", { type: "button", role: "tab", id: `tab-${view.key}`, "aria-controls": `view-${view.key}` }, ...view.name);
}

function panel(view) {
  return element("div", { role: "tabpanel", id: `view-${view.key}`, "aria-labelledby": `tab-${view.key}`, class: "view" }, ...view.parts);
}

// `views`: [{key, name, parts}], both of them elements; the first is shown.
export function tabs(label, views) {
  const heads = views.map(tab);
  const panels = views.map(panel);
  const choose = (chosen) => {
    heads.forEach((head, at) => {
      head.setAttribute("aria-selected", String(at === chosen));
      head.tabIndex = at === chosen ? 0 : -1;
      panels[at].hidden = at !== chosen;
    });
  };
  heads.forEach((head, at) => {
    head.addEventListener("click", () => choose(at));
    head.addEventListener("keydown", (event) => {
      if (!(event.key in STEPS)) return;
      event.preventDefault();
      const next = (at + STEPS[event.key] + heads.length) % heads.length;
      choose(next);
      heads[next].focus();
    });
  });
  choose(0);
  return element("div", { class: "either" }, element("div", { role: "tablist", class: "tabs", "aria-label": label }, ...heads), ...panels);
}
