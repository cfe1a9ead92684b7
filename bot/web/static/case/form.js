// A form of a case: what is missing is said at its field; what cannot be taken back is asked once more; while one is
// sent, none is sent again.

import { alone, isBusy } from "../shared/alone.js";
import { button, element } from "../shared/element.js";
import { complained } from "../shared/fields.js";

// `once`: {sentences(), yes} where it is asked once more; `send(values, taken)` resolves to a sentence where it could not
// be done, and calls `taken` once what was written has arrived; `values()` makes them of the fields. Returns {node, fields}.
export function form({ id, title, fields, values, press, once = null, send }) {
  const sure = element("div", { class: "sure", role: "group", hidden: true });
  const submit = element("button", { type: "submit", class: "button" }, press);
  const ways = element("div", { class: "ways" }, submit);
  const error = element("p", { class: "failed", role: "alert", tabindex: "-1", hidden: true });
  const node = element("form", { id, class: "act", autocomplete: "off", novalidate: true, "aria-label": title }, ...fields.map((field) => field.element), error, ways, sure);

  const back = () => {
    sure.hidden = true;
    sure.removeAttribute("aria-labelledby");
    sure.replaceChildren();
    ways.hidden = false;
  };
  const tell = (sentence) => {
    error.textContent = sentence;
    error.hidden = !sentence;
    if (sentence) error.focus();
  };
  const empty = () => {
    for (const field of fields) {
      field.put("");
      field.tell("");
    }
  };
  const go = (control) =>
    alone([control], async () => {
      tell("");
      const failure = await send(values(), empty);
      back();
      if (failure) return tell(failure);
      return node.closest("details")?.removeAttribute("open");
    });
  const ask = () => {
    const [first, ...rest] = once.sentences();
    const head = element("p", { id: `${id}-sure`, tabindex: "-1" }, element("strong", {}, first));
    const yes = button(once.yes, () => go(yes), "grave");
    const no = button("Go back", () => {
      back();
      submit.focus();
    });
    sure.replaceChildren(head, ...rest.map((sentence) => element("p", {}, sentence)), element("div", { class: "ways" }, yes, no));
    sure.setAttribute("aria-labelledby", head.id);
    sure.hidden = false;
    ways.hidden = true;
    head.focus();
  };

  node.addEventListener("input", back); // what was asked may not be what would be sent any more
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isBusy() || !sure.hidden || complained(fields)) return;
    if (once) ask();
    else go(submit);
  });
  return { node, fields };
}
