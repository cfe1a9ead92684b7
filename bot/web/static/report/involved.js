// Who is involved: nothing goes to them. What was found in the text is suggested, and nobody is ticked beforehand.

import { element } from "../shared/element.js";
import { fieldOf } from "../shared/fields.js";

function box(name, value, text) {
  return element("label", { class: "choice" }, element("input", { type: "checkbox", name, value }), element("span", {}, text));
}

// `roles`: Map of id -> how it is called. `names`: of staff whom the text may speak of. `changed(soon)`: is called when
// something was ticked, or typed (then it can wait a moment).
export function involved(roles, names, limits, changed) {
  const more = fieldOf({ id: "involved", kind: "lines", label: "Other people who are involved", help: "One name on each line, first and last name.", limit: limits.name, most: limits.involved, options: [] });
  const shownNames = element("div");
  const shownRoles = element("div");
  const ticked = (name) => [...place.querySelectorAll(`input[name="${name}"]:checked`)].map((one) => one.value);

  const suggest = (found, of) => {
    for (const name of found) if (![...shownNames.querySelectorAll("input")].some((one) => one.value === name)) shownNames.append(box("involved-name", name, name));
    for (const [id, name] of of) if (![...shownRoles.querySelectorAll("input")].some((one) => one.value === id)) shownRoles.append(box("involved-role", id, name));
    legend.textContent = place.querySelector("input") ? "Is one of these people involved in what happened?" : "Is somebody involved who must not see this?";
  };

  const legend = element("legend");
  const place = element(
    "fieldset",
    { id: "involved", "aria-describedby": "involved-hint" },
    legend,
    element("p", { class: "hint", id: "involved-hint" }, "Whoever took part in it, or whom it is about. Nothing of this goes to them, nor to whoever stands in for them. Leave it empty if nobody is."),
    shownRoles,
    shownNames,
    more.element,
  );
  suggest(names, roles);
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
