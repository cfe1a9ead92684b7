// What was found in a draft: the emergency first, then the verdict, then everything that led to it.

import { contacts } from "../shared/contacts.js";
import { element } from "../shared/element.js";
import { emergency } from "../shared/emergency.js";
import { approvals } from "./approvals.js";
import { findings, grouped } from "./findings.js";
import { marked } from "./marks.js";
import { suggestion } from "./suggestion.js";
import { tabs } from "./tabs.js";

const VERDICTS = {
  clear: ["Nothing found", "This is no approval: only the guidelines were looked at, and by a machine."],
  review: ["Wants a second look", "Something in it may go against the guidelines. A machine found it; the decision is yours."],
  stop: ["Should not go out like this", "Something in it goes against a rule, as far as a machine can tell. See what, and what would help."],
};
// Of a draft from which someone may be in danger: what else is found can wait, and is only there to be opened where the
// draft should not go out. Whoever despairs reads of no rule.
const MATTERS_MORE = "This matters more than a post";
const CALL_FIRST = "If you or somebody else may come to harm, call first, and talk to somebody. What the guidelines say of these words can wait; if nobody is in danger, check the draft without what reads like it.";
const KEPT_IN_MIND = "What is listed below is to be kept in mind; it speaks against nothing in the draft.";
const STRICTNESS = ["stop", "review", "clear"];
const POSTED = { official: "If you post it for your organisation", personal: "If you post it for yourself" };

// The stricter first; among equals the one with more findings, as the reply itself has it.
const byStrictness = ([, one], [, other]) =>
  STRICTNESS.indexOf(one.verdict) - STRICTNESS.indexOf(other.verdict) || other.findings.length - one.findings.length;

function heading(words) {
  return element("h2", { class: "verdict", tabindex: "-1" }, words);
}

// What a verdict means, in sentences. Notes change no verdict, and are not "found".
function meaning({ verdict, findings: all }) {
  const notes = verdict === "clear" && all.length ? [KEPT_IN_MIND] : [];
  return [VERDICTS[verdict][1], ...notes];
}

function head(title, verdict, sentences) {
  return element("div", { class: `judgement ${verdict}` }, title, ...sentences.map((sentence) => element("p", {}, sentence)));
}

function details(draft, screened, key, actions) {
  const points = Array.from(draft);
  const groups = grouped(screened.findings, points);
  return [
    marked(points, groups, key),
    findings(groups, key),
    approvals(screened.prior_approvals),
    suggestion(draft, screened, actions),
  ].filter(Boolean);
}

function view([capacity, screened], draft, actions) {
  const [verdict] = VERDICTS[screened.verdict];
  const said = screened.verdict === "clear" ? [element("p", {}, [`${verdict}.`, ...meaning(screened)].join(" "))] : [];
  return {
    key: capacity,
    name: [element("span", {}, POSTED[capacity]), element("strong", { class: screened.verdict }, verdict)],
    parts: [...said, ...details(draft, screened, capacity, actions)],
  };
}

function ofBoth(draft, reply, actions) {
  const both = Object.entries(reply.by_capacity).sort(byStrictness);
  const same = both[0][1].verdict === both[1][1].verdict;
  const title = heading(VERDICTS[reply.verdict][0]);
  const more = same ? "This holds whichever way you post it; the rules behind it may differ." : "That is the stricter of two answers: it depends on whether you post for your organisation or for yourself.";
  return { title, parts: [head(title, reply.verdict, [VERDICTS[reply.verdict][1], more]), tabs("How you would post it", both.map((one) => view(one, draft, actions)))] };
}

function ofOne(draft, reply, actions) {
  const title = heading(VERDICTS[reply.verdict][0]);
  return { title, parts: [head(title, reply.verdict, meaning(reply)), ...details(draft, reply, "only", actions)] };
}

function ofDanger(draft, reply, actions) {
  const title = heading(MATTERS_MORE);
  const parts = [head(title, reply.verdict, [CALL_FIRST])];
  if (reply.verdict !== "stop") return { title, parts, left: [] };
  const rest = ofAny(draft, reply, actions);
  return { title, parts, left: [element("details", {}, element("summary", {}, "What the guidelines say of these words"), ...rest.parts)] };
}

function ofAny(draft, reply, actions) {
  const of = reply.by_capacity ? ofBoth : ofOne;
  return { ...of(draft, reply, actions), left: [notChecked(reply.not_checked)] };
}

function notChecked(all) {
  if (!all.length) return null;
  return element("section", { class: "not-checked" }, element("h3", {}, "Not checked"), element("ul", {}, ...all.map((one) => element("li", {}, one))));
}

// `actions`: recheck(draft) checks another draft. Returns the elements, and the heading that the focus goes to.
export function checked(draft, reply, actions) {
  const { title, parts, left } = (reply.emergency ? ofDanger : ofAny)(draft, reply, actions);
  const all = [
    emergency(reply),
    ...parts,
    contacts(reply.contacts, reply.emergency ? "Whom to talk to" : "Whom to ask"),
    ...left,
  ];
  return { verdict: title, parts: all.filter(Boolean) };
}
