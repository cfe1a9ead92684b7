// The reporter's own words, to keep: read, saved as a text file that is made here in the browser, printed.

import { button, element } from "../shared/element.js";
import { writtenAnswer, writtenMoment } from "../shared/when.js";

function asText(view) {
  const head = [`Case ${view.number}`, `Sent on ${writtenMoment(view.filed_at)}`, view.alleged];
  const answers = view.content.map((line) => `${line.label}\n${writtenAnswer(line.text)}`);
  return [head.join("\n"), ...answers].join("\n\n") + "\n";
}

function save(view) {
  const address = URL.createObjectURL(new Blob([asText(view)], { type: "text/plain" }));
  const anchor = element("a", { href: address, download: `${view.number}.txt` });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function answered(line) {
  return element("div", {}, element("dt", {}, line.label), element("dd", { dir: "auto" }, writtenAnswer(line.text)));
}

// `open`: whether it is shown unfolded.
export function ownCopy(view, { open = false } = {}) {
  return element(
    "section",
    { class: "own" },
    element(
      "details",
      { open, class: "more" },
      element("summary", {}, "What you wrote"),
      element("dl", { class: "answers" }, ...view.content.map(answered)),
    ),
    element("div", { class: "ways" }, button("Save as a text file", () => save(view)), button("Print this page", () => window.print())),
    element("p", { class: "hint" }, "The file stays on this device, and can be read by whoever uses it."),
  );
}

// What is folded is printed too.
window.addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll(".own details")) one.open = true;
});
