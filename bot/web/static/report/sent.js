// After it was sent: the case's number, the receipt code, what happens next, what is left to do, and the own words to keep.

import { next, receivers } from "../followup/case_view.js";
import { ownCopy } from "../followup/own_copy.js";
import { tasks } from "../followup/tasks.js";
import { contactList } from "../shared/contacts.js";
import { copy } from "../shared/copy.js";
import { button, element, link } from "../shared/element.js";

const ONCE = "Write it down: it is kept nowhere here.";
const AGAIN = "This had arrived before, and was not sent a second time. What you changed since then is not in it; add it to the case.";

function receipt(code, copied) {
  const words = element("p", { class: "receipt-code", id: "receipt-code" }, code);
  const said = element("p", { class: "said", role: "status" });
  return element(
    "section",
    { class: "code" },
    element("h3", {}, "Your receipt code"),
    words,
    element("div", { class: "ways" }, button("Copy the code", () => copy(code, words, said, "The code was copied.").then(copied))),
    said,
    element("p", {}, element("strong", {}, ONCE), " It opens the case to whoever has it."),
    element("p", { class: "hint" }, "With it you can see ", link("/receipt", "where the case stands", { rel: "noreferrer" }), ", answer questions and add something."),
  );
}

function numbers(cards) {
  const called = cards.filter((card) => card.phone).map((card) => ({ ...card, deadline: null }));
  return called.length ? element("section", { class: "contacts" }, element("h3", {}, "Numbers to call"), contactList(called)) : null;
}

// `actions`: how it is followed up, or null where nothing is known to do that with. `copied()`: the receipt code was.
export function sent(kept, cards, actions, { anonymous, title, copied }) {
  const named = anonymous ? null : element("p", {}, "You find it at any time under ", link("/cases", "my cases"), ".");
  return element(
    "section",
    { class: "sent card" },
    title,
    kept.again ? element("p", { class: "note warning" }, AGAIN) : null,
    element("p", { class: "answer" }, kept.case.state),
    element("h3", {}, "What happens next"),
    next(kept.case),
    named,
    receivers(kept.case),
    receipt(kept.receipt, copied),
    tasks(kept.case.duties, actions && actions.tick),
    numbers(cards),
    ownCopy(kept.case, { open: true }),
  );
}
