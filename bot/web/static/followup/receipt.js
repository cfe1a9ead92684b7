// Following up a case with its receipt code. The code stands in this page's memory alone, and is gone when it is left.

import { button, element } from "../shared/element.js";
import { forgetOnLeaving } from "../shared/leaving.js";
import { failed, loading } from "../shared/waiting.js";
import { openReceipt, receiptActions } from "./api.js";
import { caseLead, caseTitle, caseView } from "./case_view.js";

const form = document.getElementById("receipt-form");
const field = document.getElementById("receipt");
const error = document.getElementById("receipt-error");
const progress = document.getElementById("progress");
const place = document.getElementById("case");
const intro = document.getElementById("intro");

let busy = false;

function tell(sentence) {
  error.textContent = sentence;
  error.hidden = !sentence;
  if (sentence) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

function close() {
  place.replaceChildren();
  form.hidden = intro.hidden = false;
  field.focus();
}

function show(view, receipt) {
  const title = element("h1", { tabindex: "-1" }, caseTitle(view));
  form.hidden = intro.hidden = true;
  place.replaceChildren(
    element("div", { class: "head" }, title, element("p", { class: "lead" }, caseLead(view))),
    caseView(view, receiptActions(receipt)),
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
