// The recipient's side of a case. The link stays in the page's address until the case is open, and nowhere after that.
// The case is read when it is opened and when somebody asks for it, for each reading is noted; never by itself.

import { alone } from "../shared/alone.js";
import { button, element } from "../shared/element.js";
import { presses } from "../shared/press.js";
import { hour, writtenMoment } from "../shared/when.js";
import { acts } from "./acts.js";
import * as api from "./api.js";
import { door } from "./door.js";
import { shown } from "./shown.js";
import { unsent } from "./unsent.js";

const SESSION = /^\/case\/([0-9a-f]{16})$/;
const WARN = 5 * 60_000;
const OVER = "A code opens a case for 30 minutes; they are over.";
const HERE = "To go on, have a new code sent below. What you had begun to write comes back with the case.";
const BACK = "To go on, open the link in your message again, and have a new code sent.";
const LEFT = "It is not open here any more. To come back, open the link in your message again.";
const UNSENT = "You have written something that was not sent. Press once more to leave without it.";

const place = document.getElementById("case");
const said = element("p", { class: "outcome", role: "status", tabindex: "-1" });
const warning = element("p", { class: "note warning", role: "status" });
const printed = element("p", { class: "printed" });
const doing = acts(send);
const pressed = presses();

let session = SESSION.exec(location.pathname)?.[1] || null;
const link = session ? null : location.pathname.split("/").at(-1);
const way = link ? door(link, entered) : null;

let view = null; // as it was seen last
let until = 0;
let timers = [];
let insists = false; // on leaving without what was written

function say(sentence, isFault = false) {
  said.textContent = sentence;
  said.classList.toggle("failed", isFault);
  if (sentence) said.focus();
}

function foot() {
  const again = button("Look again", () => alone([again], lookAgain));
  const print = button("Print", () => window.print());
  const leave = button("Leave the case", () => alone([leave], leaveIt));
  return element(
    "footer",
    { class: "session" },
    element("p", { class: "hint" }, `Open to ${view.you} until ${hour(new Date(until))}. Each time the case is opened or looked at again, that is noted in its history.`),
    element("div", { class: "ways" }, again, print, leave),
  );
}

function show(now) {
  const isNew = view === null;
  view = now;
  insists = false;
  document.title = `Case ${view.number}`;
  timed(view.left * 1000);
  doing.show(view);
  const { head, body } = shown(view, isNew);
  const title = element("h1", { id: "title", tabindex: "-1" }, `Case ${view.number}`);
  const own = element("section", { class: "acts", "aria-labelledby": "acts-title" }, element("h2", { id: "acts-title", tabindex: "-1" }, "What you can do"), said, warning, doing.place, view.ended ? unsent(doing.unsent()) : null);
  place.replaceChildren(...head, title, printed, element("div", { class: "sides" }, element("div", { class: "told" }, ...body), own), foot());
  place.removeAttribute("aria-busy");
  place.hidden = false;
  if (way) way.hidden = true;
  if (isNew) title.focus();
}

function timed(left) {
  timers.forEach(clearTimeout);
  until = Date.now() + left;
  timers = [setTimeout(warn, Math.max(0, left - WARN)), setTimeout(timeIsOver, left)];
}

function timeIsOver() {
  over("Your time is over", `${OVER} ${way ? HERE : BACK}`, { again: true });
}

function warn() {
  const minutes = Math.max(1, Math.round((until - Date.now()) / 60_000));
  warning.textContent = `In ${minutes} ${minutes === 1 ? "minute" : "minutes"} the case is shut here. Send what you are writing before then.`;
}

// Nothing of the case stays on the page, but for what was written and not sent. `again`: whoever came by the link in this
// window can have a new code sent right here; what they had begun to write is in its place again then.
function over(title, sentence, { again = false } = {}) {
  const words = unsent(doing.unsent());
  forget();
  const head = element("h1", { tabindex: "-1" }, title);
  place.replaceChildren(...[head, element("p", { class: "lead" }, sentence), words].filter(Boolean));
  place.hidden = false;
  place.removeAttribute("aria-busy");
  if (way) way.hidden = !again;
  head.focus();
}

function forget() {
  timers.forEach(clearTimeout);
  view = null;
  session = null;
  said.textContent = warning.textContent = printed.textContent = "";
  document.title = "A case";
  place.replaceChildren();
}

function refused(failure) {
  if (failure.status === 401) over("The case is not open here", failure.message, { again: true });
  if (failure.status === 404) over("This opens nothing", failure.message);
}

async function entered(name) {
  session = name;
  history.replaceState(null, "", `/case/${name}`);
  await first();
}

// The code was right; where the case cannot be shown yet, it is asked for again without another.
async function first() {
  try {
    show(await api.read(session));
  } catch (failure) {
    if (api.isOver(failure)) refused(failure);
    else unread(failure);
  }
}

function unread(failure) {
  const again = button("Try again", () => alone([again], first));
  const sentence = element("p", { role: "alert", tabindex: "-1" }, failure.message);
  place.replaceChildren(element("h1", {}, "A case"), element("div", { class: "failed" }, sentence, again));
  place.hidden = false;
  if (way) way.hidden = true;
  sentence.focus();
}

// What goes with an act: the case as it was seen, and, of words, the press of the button.
const withIt = (name, body, words) => (name === "acknowledge" ? body : { seen: view.seen, ...body, ...("text" in body ? { submission: pressed.of(words) } : {}) });

// Does one of the acts; resolves to a sentence where it could not be done. `taken()` is called once it arrived.
async function send(name, body, done, { tells = false, taken = () => {} } = {}) {
  const words = JSON.stringify([name, body]);
  try {
    const now = await api.act(session, name, withIt(name, body, words));
    pressed.arrived(words);
    taken();
    show(now);
    say(done);
    return "";
  } catch (failure) {
    if (failure.now) show(failure.now);
    if (tells || (failure.now && !view.acts.includes(name))) say(failure.message, true);
    refused(failure);
    return failure.message;
  }
}

async function lookAgain() {
  try {
    show(await api.read(session));
    say(`This is the case as it was at ${hour(new Date())}.`);
  } catch (failure) {
    say(failure.message, true);
    refused(failure);
  }
}

async function leaveIt() {
  if (doing.unsent().length && !insists) {
    insists = true;
    return say(UNSENT, true);
  }
  try {
    await api.leave(session);
    doing.forget();
    over("You have left the case", LEFT);
  } catch (failure) {
    say(failure.message, true);
  }
  return undefined;
}

window.addEventListener("beforeprint", () => {
  if (view) printed.textContent = `Printed by ${view.you} on ${writtenMoment(new Date())}. What the case says is alleged.`;
});
window.addEventListener("beforeunload", (event) => {
  if (view && doing.unsent().length) event.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  if (view && Date.now() >= until) timeIsOver(); // a machine that slept counts no time
});
// A browser may keep a page that is left, to show it again; nothing is left in it to show.
window.addEventListener("pagehide", () => {
  doing.forget();
  forget();
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

if (session) alone([], first);
