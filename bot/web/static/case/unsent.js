// What somebody wrote and could not send any more: theirs to copy.

import { element } from "../shared/element.js";

// `all`: [[name of the form, words]].
export function unsent(all) {
  if (!all.length) return null;
  const boxes = all.map(([name, words], at) => {
    const id = `unsent-${at}`;
    const box = element("textarea", { id, rows: "5", dir: "auto", readonly: true });
    box.value = words;
    return element("div", { class: "field" }, element("label", { for: id }, name), box);
  });
  return element(
    "section",
    { class: "unsent" },
    element("h2", {}, "What you wrote, and was not sent"),
    element("p", { class: "hint" }, "Copy it if you need it; it is gone when you leave this page."),
    ...boxes,
  );
}
