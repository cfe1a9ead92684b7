// What is left to the reporter, to be ticked off as it is done.

import { element, label } from "../shared/element.js";
import { writtenMoment } from "../shared/when.js";

function task(one, tick, said) {
  const due = one.due ? `By ${writtenMoment(one.due)}` : "";
  const box = element("input", { type: "checkbox", checked: Boolean(one.done_at), disabled: Boolean(one.done_at) || !tick });
  const notes = element(
    "small",
    {},
    one.done_at ? `You did this: ${writtenMoment(one.done_at)}.` : due,
    one.late ? " " : null,
    one.late ? label("The time for this has passed; do it now", "danger") : null,
  );
  box.addEventListener("change", () => tick(one.id, box, said));
  return element("li", {}, element("label", { class: "choice" }, box, element("span", {}, one.text, notes)));
}

// `tick(duty)` resolves once it is kept; without it, nothing can be ticked off.
export function tasks(all, tick) {
  if (!all.length) return null;
  const said = element("p", { class: "said", role: "status" });
  const ticked = async (id, box) => {
    said.textContent = "";
    said.classList.remove("failed");
    box.disabled = true;
    try {
      await tick(id);
      said.textContent = "It is noted that you did this.";
    } catch (failure) {
      box.checked = box.disabled = false;
      said.classList.add("failed");
      said.textContent = failure.message;
    }
  };
  return element(
    "section",
    { class: "tasks" },
    element("h3", {}, "What is left to you"),
    element("p", { class: "hint" }, "What was sent here does none of this for you. Tick off what you have done; those who have the case see that."),
    element("ul", {}, ...all.map((one) => task(one, tick && ticked))),
    said,
  );
}
