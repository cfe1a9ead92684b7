// What was found in a draft: the emergency first, then the verdict, then everything that led to it.

import { approvals } from "./approvals.js";
import { contacts } from "./contacts.js";
import { element } from "./element.js";
import { emergency } from "./emergency.js";
import { findings, grouped } from "./findings.js";
import { marked } from "./marks.js";
import { suggestion } from "./suggestion.js";
import { tabs } from "./tabs.js";

const VERDICTS = {
  clear: ["Nothing found", "This is no approval: only the guidelines were looked at, and by a machine."],
  review: ["Wants a second look", "Something in it may go against the guidelines. A machine found it; the decision is yours."],
  stop: ["Should not go out like this", "Something in it goes against a rule, as far as a machine can tell. See what, and what would help."],
};
// Where nothing is found in a draft from which someone may be in danger.
const MATTERS_MORE = [
  "This matters more than a post",
  "The guidelines say nothing against these words. If you or somebody else may come to harm, call first, and talk to somebody. If nobody is in danger, never mind the number.",
];
const KEPT_IN_MIND = "What is listed below is to be kept in mind; it speaks against nothing in the draft.";
const STRICTNESS = ["stop", "review", "clear"];
const POSTED = { official: "If you post it for your organisation", personal: "If you post it for yourself" };

// The stricter first; among equals the one with more findings, as the reply itself has it.
const byStrictness = ([, one], [, other]) =>
  STRICTNESS.indexOf(one.verdict) - STRICTNESS.indexOf(other.verdict) || other.findings.length - one.findings.length;

function words(verdict, reply) {
  return verdict === "clear" && reply.emergency ? MATTERS_MORE : VERDICTS[verdict];
}

function heading(reply) {
  return element("h2", { class: "verdict", tabindex: "-1" }, words(reply.verdict, reply)[0]);
}

// What a verdict means, in sentences. Notes change no verdict, and are not "found".
function meaning({ verdict, findings: all }, reply) {
  const notes = verdict === "clear" && all.length ? [KEPT_IN_MIND] : [];
  return [words(verdict, reply)[1], ...notes];
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

function view([capacity, screened], draft, reply, actions) {
  const [verdict] = VERDICTS[screened.verdict];
  const said = screened.verdict === "clear" ? [element("p", {}, [`${verdict}.`, ...meaning(screened, reply)].join(" "))] : [];
  return {
    key: capacity,
    name: [element("span", {}, POSTED[capacity]), element("strong", { class: screened.verdict }, verdict)],
    parts: [...said, ...details(draft, screened, capacity, actions)],
  };
}

function ofBoth(draft, reply, actions) {
  const both = Object.entries(reply.by_capacity).sort(byStrictness);
  const same = both[0][1].verdict === both[1][1].verdict;
  const title = heading(reply);
  const more = same ? "This holds whichever way you post it; the rules behind it may differ." : "That is the stricter of two answers: it depends on whether you post for your organisation or for yourself.";
  return { title, parts: [head(title, reply.verdict, [words(reply.verdict, reply)[1], more]), tabs("How you would post it", both.map((one) => view(one, draft, reply, actions)))] };
}

function ofOne(draft, reply, actions) {
  const title = heading(reply);
  return { title, parts: [head(title, reply.verdict, meaning(reply, reply)), ...details(draft, reply, "only", actions)] };
}

function notChecked(all) {
  if (!all.length) return null;
  return element("section", { class: "not-checked" }, element("h3", {}, "Not checked"), element("ul", {}, ...all.map((one) => element("li", {}, one))));
}

// `actions`: recheck(draft) checks another draft. Returns the elements, and the heading that the focus goes to.
export function checked(draft, reply, actions) {
  const { title, parts } = reply.by_capacity ? ofBoth(draft, reply, actions) : ofOne(draft, reply, actions);
  const all = [
    emergency(reply),
    ...parts,
    contacts(reply.contacts, reply.emergency ? "Whom to talk to" : "Whom to ask"),
    notChecked(reply.not_checked),
  ];
  return { verdict: title, parts: all.filter(Boolean) };
}
