// The form: the draft, whose it is, how it would be posted; and what is wrong with that, in a sentence beside the field.

import * as api from "../shared/api.js";
import { element } from "../shared/element.js";

const NEAR = 0.9;

const form = document.getElementById("draft-form");
const field = document.getElementById("draft");
const select = document.getElementById("org");
const count = document.getElementById("draft-count");
const most = Number(field.dataset.most);

const written = (number) => number.toLocaleString("en-CA");

export const given = () => ({ draft: field.value, org: select.value || null, capacity: form.elements.capacity.value || null });

export function isAsChecked(last) {
  const now = given();
  return now.draft === last.draft && now.org === last.org && now.capacity === last.capacity;
}

// In code points, as the limit is counted; a string here has at least as many units.
function size() {
  const text = field.value;
  return text.length < most * NEAR ? text.length : Array.from(text).length;
}

export function counted() {
  const now = size();
  count.hidden = now < most * NEAR;
  count.classList.toggle("failed", now > most);
  count.textContent = `${written(now)} of ${written(most)} characters${now > most ? ": too long" : ""}`;
  tell(field, "");
  if (select.value) tell(select, "");
}

export function put(draft) {
  field.value = draft;
  counted();
}

function tell(control, sentence) {
  const place = document.getElementById(`${control.id}-error`);
  place.textContent = sentence;
  place.hidden = !sentence;
  if (sentence) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

function draftFault() {
  const now = size();
  if (!field.value.trim()) return "There is no draft yet. Write or paste what you are about to post.";
  return now > most ? `This draft has ${written(now)} characters; at most ${written(most)} are read. Check it in parts.` : "";
}

// Says what is missing, at the field itself; returns whether anything is.
export function complain() {
  const faults = [
    [select, select.value ? "" : "Choose your organisation: a draft is checked by the rules of one."],
    [field, draftFault()],
  ];
  for (const [control, sentence] of faults) tell(control, sentence);
  const first = faults.find(([, sentence]) => sentence);
  first?.[0].focus();
  return Boolean(first);
}

export async function prepare() {
  const known = await api.organisations();
  const standard = known.find((one) => one.default);
  // With a default there is nothing left to choose it from; without one, nobody's rules are taken for granted.
  if (standard) select.replaceChildren();
  select.append(...known.map((one) => element("option", { value: one.id, selected: one.id === standard?.id }, one.name)));
  counted();
}
