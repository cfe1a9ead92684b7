// The check of a draft: a draft in, what was found in it out. All of it lives in this page alone, and is gone when it is left.

import * as api from "../shared/api.js";
import { element } from "../shared/element.js";
import { failed, loading } from "../shared/waiting.js";
import { checked } from "./checked.js";
import { complain, counted, given, isAsChecked, prepare, put } from "./draft.js";

const PATIENCE = 3000;
const CHANGED = "This was found in the draft as you checked it. You have changed something since.";
const STILL = "Still looking: the first check after a start takes some seconds more";

const form = document.getElementById("draft-form");
const send = document.getElementById("check");
const restore = document.getElementById("restore");
const progress = document.getElementById("progress");
const result = document.getElementById("result");

let busy = false;
let own = null; // the writer's own draft, while a suggestion stands in the field
let last = null; // what the result is about
let changed = null; // the sentence that says so when the draft is no longer that
let visit = 0; // counts how often the page was left

function waiting(is) {
  busy = is;
  send.setAttribute("aria-disabled", String(is));
  result.setAttribute("aria-busy", String(is));
  progress.replaceChildren(...(is ? [loading("Looking at your draft")] : []));
}

function show(parts) {
  result.replaceChildren(...parts);
  result.hidden = false;
  result.scrollIntoView({ block: "start" });
}

async function answered(asked) {
  try {
    const reply = await api.check(asked);
    return { about: asked, ...checked(asked.draft, reply, { recheck }) };
  } catch (failure) {
    return { about: null, parts: [failed(failure, check, { stays: true })], verdict: null };
  }
}

async function check() {
  if (busy || complain()) return;
  waiting(true);
  result.hidden = true;
  const slow = setTimeout(() => progress.replaceChildren(loading(STILL)), PATIENCE);
  const before = visit;
  const found = await answered(given());
  clearTimeout(slow);
  waiting(false);
  if (before !== visit) return;
  last = found.about;
  changed = null;
  show(found.parts);
  edited(); // it may have been, while it was looked at
  // Without scrolling: an emergency number stands above the verdict.
  found.verdict?.focus({ preventScroll: true });
}

function recheck(suggestion) {
  if (busy) return;
  own = own ?? given().draft;
  put(suggestion);
  restore.hidden = false;
  check();
}

function putBack() {
  if (busy) return;
  put(own);
  own = null;
  restore.hidden = true;
  edited();
  document.getElementById("draft").focus();
}

// What is shown speaks of the draft as it was checked.
function edited() {
  counted();
  if (!last || result.hidden) return;
  const differs = !isAsChecked(last);
  if (differs && !changed) {
    changed = element("p", { class: "note changed", role: "status" });
    result.querySelector(".judgement").before(changed);
    changed.textContent = CHANGED;
  }
  if (changed) changed.hidden = !differs;
}

function forget() {
  visit += 1;
  own = last = changed = null;
  form.reset();
  result.replaceChildren();
  result.hidden = restore.hidden = true;
  counted();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});
form.addEventListener("input", edited);
restore.addEventListener("click", putBack);
// A browser may keep a page that is left, to show it again; nothing is left in it to show.
window.addEventListener("pagehide", forget);

try {
  await prepare();
} catch (failure) {
  show([failed(failure, () => location.reload())]);
}
