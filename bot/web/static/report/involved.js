// Who is involved: nothing goes to them. Whoever may come to see it is offered, and nobody is ticked beforehand.

import { element } from "../shared/element.js";
import { fieldOf } from "../shared/fields.js";

const SAID = "Whom your words may speak of";
const OTHERS = "Who may come to see it, now or later";

function box(name, value, text) {
  return element("label", { class: "choice" }, element("input", { type: "checkbox", name, value }), element("span", {}, text));
}

const called = ({ name, who }) => (who ? `${name}, ${who.replace(/^Your /, "your ")}` : name);

// People and roles under one heading, which is there as soon as anybody is.
function offered(id, title) {
  const place = element("div", { role: "group", "aria-labelledby": id, hidden: true }, element("p", { id, class: "small" }, title));
  return {
    place,
    add: (made) => {
      place.append(made);
      place.hidden = false;
    },
  };
}

// `concerned`: whom to ask about, as the preview says. `changed(soon)`: is called when something was ticked, or typed (then
// it can wait a moment).
export function involved(concerned, limits, changed) {
  const more = fieldOf({ id: "involved", kind: "lines", label: "People who are involved", help: "One name on each line, first and last name.", limit: limits.name, most: limits.involved, options: [] });
  const groups = { said: offered("involved-said", SAID), others: offered("involved-others", OTHERS) };
  const ticked = (name) => [...place.querySelectorAll(`input[name="${name}"]:checked`)].map((one) => one.value);

  // Whoever was offered once stays: who is ticked must be seen, and nothing moves under somebody's hand.
  const put = (group, name, value, text) => {
    if ([...place.querySelectorAll(`input[name="${name}"]`)].some((one) => one.value === value)) return;
    groups[group].add(box(name, value, text));
  };
  const suggest = (found) => {
    for (const group of ["said", "others"]) {
      for (const one of found[group]) put(group, "involved-name", one.name, called(one));
      for (const [id, name] of Object.entries(found[`${group === "said" ? "said" : "other"}_roles`])) put(group, "involved-role", id, name);
    }
    const offers = Boolean(place.querySelector("input"));
    legend.textContent = offers ? "Is one of these people involved in what happened?" : "Is somebody involved who must not see this?";
    more.element.querySelector("label").textContent = offers ? "Other people who are involved" : "People who are involved";
  };

  const legend = element("legend");
  const place = element(
    "fieldset",
    { id: "involved", "aria-describedby": "involved-hint" },
    legend,
    element("p", { class: "hint", id: "involved-hint" }, "Whoever took part in it, or whom it is about. Nothing of this goes to them, nor to whoever stands in for them. Leave it empty if nobody is."),
    groups.said.place,
    groups.others.place,
    more.element,
  );
  suggest(concerned);
  place.addEventListener("change", (event) => changed(event.target.tagName === "TEXTAREA"));
  more.element.addEventListener("input", () => changed(true));
  return {
    element: place,
    suggest,
    values: () => ({ names: [...new Set([...ticked("involved-name"), ...more.value()])], roles: ticked("involved-role") }),
    put: ({ names: given = [], roles: of = [] }) => {
      const boxes = [...place.querySelectorAll("input")];
      for (const one of boxes) if ((one.name === "involved-role" ? of : given).includes(one.value)) one.checked = true;
      more.put(given.filter((name) => !boxes.some((one) => one.name === "involved-name" && one.value === name)));
    },
    complain: () => {
      more.tell(more.fault());
      return more.fault() ? more : null;
    },
  };
}
