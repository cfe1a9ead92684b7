// The talk: questions in, answers out. All of it lives in this page alone, and is gone when it is closed.

import * as api from "../shared/api.js";
import { element } from "../shared/element.js";
import { failed, loading } from "../shared/waiting.js";
import { answer } from "./answer.js";
import { asker, organisationName, prepare } from "./asker.js";

const HISTORY = 4;

const composer = document.getElementById("composer");
const field = document.getElementById("question");
const send = document.getElementById("ask");
const title = document.getElementById("title");
const intro = document.getElementById("intro");
const list = document.getElementById("turns");
const fresh = document.getElementById("new");
const conversation = document.getElementById("conversation");

let turns = [];
let examples = {};
let busy = false;

function waiting(is) {
  busy = is;
  send.setAttribute("aria-disabled", String(is));
  conversation.setAttribute("aria-busy", String(is));
}

function historyBefore(turn) {
  return turns.filter((one) => one.number < turn.number).map((one) => one.question).slice(-HISTORY);
}

async function fill(turn) {
  if (busy) return;
  waiting(true);
  turn.place.replaceChildren(loading("Looking in the guidelines"));
  try {
    const reply = await api.ask({ question: turn.question, org: turn.org, role: turn.role, capacity: turn.capacity, history: historyBefore(turn) });
    turn.place.replaceChildren(...answer(turn, reply, actionsOf(turn)));
  } catch (failure) {
    turn.place.replaceChildren(failed(failure, () => fill(turn)));
  }
  waiting(false);
  // The answer's beginning comes to the top: an emergency number must not wait below the fold.
  turn.heading.focus({ preventScroll: true });
  turn.heading.scrollIntoView({ block: "start" });
}

function actionsOf(turn) {
  return {
    clarify: (capacity) => fill(Object.assign(turn, { capacity, asked: true })),
    elsewhere: (org) => begin(`What does ${organisationName(org)} say: ${turn.question}`),
  };
}

// The page's first heading stays for whoever goes by headings.
function introduce(is) {
  intro.hidden = !is;
  title.classList.toggle("unseen", !is);
  fresh.hidden = is;
}

function begin(question) {
  if (busy || !question.trim()) return;
  const number = turns.length + 1;
  const heading = element("h2", { id: `turn-${number}`, class: "question", tabindex: "-1" }, element("span", { class: "unseen" }, "You asked: "), question.trim());
  const place = element("div", { class: "reply" });
  const turn = { number, question: question.trim(), heading, place, ...asker() };
  turns.push(turn);
  introduce(false);
  list.append(element("li", {}, element("article", { "aria-labelledby": heading.id }, heading, place)));
  fill(turn);
}

function startOver() {
  if (busy) return;
  turns = [];
  list.replaceChildren();
  introduce(true);
  field.focus();
  window.scrollTo(0, 0);
}

function showExamples() {
  const own = examples[asker().org || ""] || [];
  const items = own.map((text) => element("li", {}, element("button", { type: "button", class: "example", onclick: () => begin(text) }, text)));
  document.getElementById("examples").replaceChildren(...items);
  document.getElementById("examples-title").hidden = !items.length;
}

function grow() {
  field.rows = Math.min(8, Math.max(1, field.value.split("\n").length, Math.ceil(field.value.length / 70)));
}

function submit() {
  if (busy || !field.value.trim()) return field.focus();
  begin(field.value);
  field.value = "";
  return grow();
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
field.addEventListener("input", grow);
field.addEventListener("keydown", (event) => {
  // While a word is being composed (as in Japanese), Enter belongs to the input method.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
});
fresh.addEventListener("click", startOver);

try {
  [examples] = await Promise.all([api.examples(), prepare(showExamples)]);
  showExamples();
} catch (failure) {
  intro.append(failed(failure, () => location.reload()));
}
