// The emergency number, which stands on every page about cases all the time; in danger, what to do stands with it.

import { callable } from "../shared/element.js";

const bar = document.getElementById("standing");
const words = document.getElementById("standing-words");
const button = document.getElementById("standing-call");

let number = button.textContent.replace("Call ", "");
let danger = false;

const sentence = () => (danger ? `If someone may be in danger now, call ${number} first.` : "Somebody in danger?");

function show() {
  bar.classList.toggle("emergency", danger);
  button.setAttribute("href", callable(number));
  button.textContent = `Call ${number}`;
  if (words.textContent === sentence()) return;
  words.textContent = "";
  if (danger) words.setAttribute("role", "alert");
  else words.removeAttribute("role");
  words.textContent = sentence(); // after the role, so that it is read out
}

export function emergencyNumber(found) {
  if (found) number = found;
  show();
}

export function inDanger(is) {
  danger = is;
  show();
}
