// Following up a case with its receipt code. The code stands in this page's memory alone, and is gone when it is left.

import { button, element } from "../shared/element.js";
import { forgetOnLeaving, guard, isTyped } from "../shared/leaving.js";
import { failed, loading } from "../shared/waiting.js";
import { openReceipt, receiptActions } from "./api.js";
import { caseLead, caseTitle, caseView } from "./case_view.js";

const form = document.getElementById("receipt-form");
const field = document.getElementById("receipt");
const error = document.getElementById("receipt-error");
const progress = document.getElementById("progress");
const place = document.getElementById("case");
const intro = document.getElementById("intro");

const UNSENT = "You have written something that was not sent. Press once more to close the case without it.";
const unsent = element("p", { class: "said failed", role: "status" });

let busy = false;
let insists = false; // on closing without what was written

function tell(sentence) {
  error.textContent = sentence;
  error.hidden = !sentence;
  if (sentence) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

function close() {
  if (isTyped() && !insists) {
    insists = true;
    unsent.textContent = UNSENT;
    return;
  }
  place.replaceChildren();
  form.hidden = intro.hidden = false;
  field.focus();
}

function show(view, receipt) {
  const title = element("h2", { tabindex: "-1" }, caseTitle(view));
  form.hidden = intro.hidden = true;
  insists = false;
  unsent.textContent = "";
  place.replaceChildren(
    element("div", { class: "head" }, title, element("p", { class: "lead" }, caseLead(view))),
    caseView(view, receiptActions(receipt)),
    unsent,
    element("div", { class: "ways" }, button("Close this case", close)),
  );
  window.scrollTo(0, 0);
  title.focus({ preventScroll: true });
}

async function open() {
  const receipt = field.value;
  if (busy) return;
  if (!receipt.trim()) {
    tell("Type the receipt code first.");
    field.focus();
    return;
  }
  busy = true;
  tell("");
  progress.replaceChildren(loading("Opening it"));
  try {
    const view = await openReceipt(receipt);
    progress.replaceChildren();
    field.value = "";
    show(view, receipt);
  } catch (failure) {
    progress.replaceChildren();
    if (failure.status === 400) {
      tell(failure.message);
      field.focus();
    } else progress.replaceChildren(failed(failure, open));
  }
  busy = false;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  open();
});
field.addEventListener("input", () => tell(""));
form.hidden = false;
forgetOnLeaving();
guard(isTyped);
