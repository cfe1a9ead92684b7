// The smallest change that helps: its words, what was changed, what remains; to be copied or checked again.

import { copy } from "../shared/copy.js";
import { button, element } from "../shared/element.js";

function offered(text, actions) {
  const words = element("div", { class: "draft", dir: "auto", tabindex: "0", role: "group", "aria-label": "Suggested text" }, text);
  const said = element("p", { class: "said", role: "status" });
  return [
    words,
    element("div", { class: "ways" }, button("Copy the suggestion", () => copy(text, words, said, "The suggestion was copied.")), button("Check the suggestion", () => actions.recheck(text))),
    said,
  ];
}

function changes(all) {
  return all.length ? element("ul", {}, ...all.map((one) => element("li", {}, one))) : null;
}

function remaining(names) {
  return names.length ? element("p", { class: "note warning" }, `Still to be looked at: ${names.join("; ")}.`) : null;
}

function section(title, ...parts) {
  return element("section", { class: "suggestion" }, element("h3", {}, title), ...parts);
}

export function suggestion(draft, screened, actions) {
  const { suggestion: text, suggestion_changes: changed, suggestion_remaining: left, suggestion_note: note } = screened;
  const said = note ? element("p", {}, note) : null;
  if (text === null) return note ? section("No small change helps", said) : null;
  if (text.trim() === draft.trim()) return section("No small change helps", remaining(left), said);
  return section("A smaller change that helps", ...offered(text, actions), changes(changed), remaining(left), said);
}
