// Reporting and disclosing, step by step, under a name or without one. Everything lives in this page alone; under a name,
// what was typed is kept for a day.

import { caseActions, receiptActions } from "../followup/api.js";
import { Failure } from "../shared/api.js";
import { button, element } from "../shared/element.js";
import { forgetOnLeaving, guard } from "../shared/leaving.js";
import { token } from "../shared/press.js";
import { failed, loading } from "../shared/waiting.js";
import { drafts, taking } from "./api.js";
import { confirm } from "./confirm.js";
import { describe } from "./describe.js";
import { details } from "./details.js";
import { keeper } from "./keep.js";
import { offer, packed, unpacked } from "./resume.js";
import { sending } from "./sending.js";
import { sent } from "./sent.js";
import { go, heading, isShown, replace } from "./stages.js";
import { emergencyNumber, inDanger } from "./standing.js";

const main = document.getElementById("main");
const progress = document.getElementById("progress");
const kept = document.getElementById("kept");
const anonymous = main.dataset.door === "anonymous";
const api = taking(anonymous);
const NOT_DISCLOSED = "Disclosures are not taken here. Please turn to your supervisor or to somebody whom you trust.";
const DISCLOSED = "Disclose a possible conflict of interest";

let kind = main.dataset.kind;
let setting = null;
let stages = {};
let submission = token(); // one for one form, until it is sent
let unsaved = false; // something was typed, or a code shown, that is not sent or copied yet
let busy = false;

const keep = keeper(anonymous, () => kind, collect, (sentence) => {
  kept.textContent = sentence;
});

function touched() {
  unsaved = true;
  keep.touch();
}

// Waits for an answer in sight of the person; a failure is told where they are, and null returned.
async function waited(words, what, retry) {
  if (busy) return null;
  busy = true;
  progress.replaceChildren(loading(words));
  try {
    const found = await what();
    progress.replaceChildren();
    return found;
  } catch (failure) {
    progress.replaceChildren();
    if (Object.keys(failure.problems).length && stages.form) return problems(failure);
    progress.replaceChildren(failed(failure, retry, { stays: true }));
    progress.scrollIntoView({ block: "center" });
    return null;
  } finally {
    busy = false;
  }
}

function stage(name, text, body, ...ways) {
  const title = heading(text);
  return { name, title, element: element("section", { class: `stage ${name}` }, title, body.element, element("div", { class: "ways" }, ...ways)), body };
}

const back = (name) => button("Back", () => go(stages[name]));

// --- Say it

// The field that holds the matter itself: it is asked first, and stands among the details again.
const opening = () => setting.forms[kind].fields.find((one) => one.id === setting.forms[kind].opening);

function startDescribe() {
  const body = describe(setting, opening(), { anonymous, changed: touched });
  const title = kind === "report" ? "Say what happened" : "Say what it is";
  document.getElementById("stage").replaceChildren();
  stages = { describe: stage("describe", title, body, button("Go on", () => toConfirm(), "")) };
}

const disclosed = () => setting.types.find((one) => one.handling === "disclosure");
const about = () => ({ text: stages.describe.body.text.value(), ...stages.describe.body.values() });
const understand = (more) => api.understand({ ...about(), ...more });

// --- What it is about, and what to do now

async function toConfirm(draft = null) {
  const { body } = stages.describe;
  if (body.complains()) return null;
  const type = kind === "disclosure" ? disclosed().id : null;
  const reply = await waited("Looking in the guidelines", () => understand({ type }), () => toConfirm(draft));
  if (!reply) return null;
  danger(reply);
  const before = stages.confirm?.body.values() || draft;
  const on = button("Go on", toForm, "");
  const context = { setting, organisation: body.organisation(), role: body.values().role, kind, anonymous };
  const found = confirm(context, reply, {
    again: async (id, variant) => {
      const understood = await understand({ type: id, variant });
      danger(understood);
      return understood;
    },
    disclose: toDisclosure,
    shown: ({ handling, elsewhere }) => {
      on.textContent = handling === "answer" ? "Report it all the same" : "Go on";
      on.hidden = elsewhere;
      touched();
    },
  });
  const words = kind === "report" ? "What it is about, and what to do now" : "What the guidelines ask of you";
  stages.confirm = replace(stages.confirm, stage("confirm", words, found, on, back("describe")));
  go(stages.confirm);
  if (before?.type && kind === "report") await found.choose(before.type, before.variant);
  return stages.confirm;
}

function danger(reply) {
  emergencyNumber(reply.number);
  inDanger(reply.emergency || stages.form?.body.danger() || false);
}

function toDisclosure() {
  const { text, ...who } = about();
  keep.drop("report").catch(() => null); // it goes on as a disclosure
  kind = "disclosure";
  submission = token();
  document.title = DISCLOSED;
  document.querySelector("h1").textContent = DISCLOSED;
  for (const one of document.querySelectorAll("nav a")) {
    if (one.getAttribute("href") === "/disclose") one.setAttribute("aria-current", "page");
    else one.removeAttribute("aria-current");
  }
  history.replaceState(null, "", "/disclose");
  startDescribe();
  stages.describe.body.put(who);
  stages.describe.body.text.put(text);
  touched();
  toConfirm();
}

// --- Details

function toForm() {
  const found = stages.confirm.body;
  const missing = found.complain();
  if (missing) return missing.focus();
  if (!stages.form) startForm();
  stages.form.body.begin(stages.describe.body.text.value());
  return go(stages.form);
}

function startForm() {
  const body = details(setting, kind, {
    anonymous,
    chosen: () => stages.confirm.body.values(),
    changed: touched,
    danger: () => danger(stages.confirm.body.reply()),
  });
  const home = button("Back", () => {
    stages.describe.body.text.put(body.text());
    go(stages.confirm);
  });
  stages.form = stage("form", "The details", body, button("See who will see it", () => toSeen(), ""), home);
}

// What the server says of answers is told at their fields.
function problems(failure) {
  go(stages.form, { focus: false });
  const first = stages.form.body.complain(failure.problems);
  if (first) first.focus();
  else progress.replaceChildren(failed(failure, toSeen, { stays: true }));
  return null;
}

// --- Who will see it

function whole() {
  const { text: _, ...who } = about();
  const named = anonymous ? {} : { kind, ...stages.form.body.reporter() };
  return { ...who, ...stages.confirm.body.values(), ...named, answers: stages.form.body.answers(), danger: stages.confirm.body.reply().emergency };
}

async function toSeen() {
  const wrong = stages.form.body.complain();
  if (wrong) return wrong.focus();
  const people = stages.seen?.body.people.values() || resumed?.people;
  const first = await waited("Looking who will see it", () => api.preview({ ...whole(), ...(people ? { involved: people } : {}) }), toSeen);
  if (!first) return null;
  stages.seen = replace(stages.seen, startSeen(first));
  if (people) stages.seen.body.people.put(people);
  return go(stages.seen);
}

function startSeen(first) {
  const context = { limits: setting.limits, domains: setting.domains, anonymous, kind };
  const body = sending(context, first, { form: whole, look: api.preview, send: deliver, problems, changed: touched });
  return stage("seen", "Before it is sent", body, body.press, back("form"));
}

async function deliver(form) {
  await keep.stop();
  try {
    done(await api.file({ ...form, submission }));
  } catch (failure) {
    keep.resume();
    throw failure;
  }
}

// --- Sent

function done(filed) {
  unsaved = anonymous && Boolean(filed.receipt);
  kept.remove();
  const title = heading(`${kind === "report" ? "Your report was received" : "Your disclosure was received"}: case ${filed.number}`);
  const actions = anonymous ? filed.receipt && receiptActions(filed.receipt) : caseActions(filed.id);
  const involved = stages.seen.body.people.values().roles;
  const cards = stages.confirm.body.reply().contacts.filter((card) => !involved.includes(card.id));
  const last = { name: "sent", title, element: sent(filed, cards, actions, { anonymous, title, copied: () => (unsaved = false) }) };
  document.getElementById("stage").replaceChildren();
  document.getElementById("resume").replaceChildren();
  go(last);
}

// --- Begun before

let resumed = null;

function collect() {
  if (!stages.describe) return null;
  return packed({
    who: stages.describe.body.values(),
    text: isShown(stages.describe) || !stages.form ? stages.describe.body.text.value() : stages.form.body.text(),
    type: stages.confirm?.body.values(),
    form: stages.form?.body,
    people: stages.seen?.body.people.values() || resumed?.people,
    opening: opening().id,
  });
}

async function goOn(answers) {
  const draft = unpacked(answers, opening().id);
  resumed = draft;
  stages.describe.body.put(draft.who);
  stages.describe.body.text.put(draft.text);
  if (!draft.text || !(await toConfirm(draft)) || !(draft.type || kind === "disclosure")) return;
  startForm();
  stages.form.body.put(draft);
  toForm();
}

async function start() {
  const known = anonymous ? [api.setting()] : [api.setting(), drafts.get(kind)];
  const [found, before] = await Promise.all(known);
  setting = found;
  if (kind === "disclosure" && !disclosed()) throw new Failure(NOT_DISCLOSED);
  startDescribe();
  const begin = (options) => go(stages.describe, options);
  if (before?.answers) offer({ goOn: () => begin() || goOn(before.answers), begin, drop: () => keep.drop(kind) });
  else begin({ focus: false });
}

forgetOnLeaving();
guard(() => unsaved && !keep.keeps());
progress.replaceChildren(loading("Getting ready"));
try {
  await start();
  progress.replaceChildren();
} catch (failure) {
  progress.replaceChildren(failed(failure, () => location.reload()));
}
