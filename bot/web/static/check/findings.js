// Findings, the weightiest first: what it is, why it matters, what to do, the rule. What is said alike is said once.

import { element, label } from "../shared/element.js";
import { reach } from "../shared/jump.js";
import { citation } from "../shared/quote.js";

const SEVERITIES = { violation: "Should not go out", warning: "Wants a second look", note: "To keep in mind" };
const KINDS = { violation: "danger", warning: "warning", note: "" };
const MOST_PLACES = 12;
const LONGEST = 90;

export const severityName = (severity) => SEVERITIES[severity];

// A finding that is about all of a draft, or about what is missing from it, has no place in it.
function hasPlace({ start, end }, points) {
  const isWritten = (point) => point.trim() !== "";
  const whole = start <= points.findIndex(isWritten) && end > points.findLastIndex(isWritten);
  return start < end && !whole;
}

const likeness = (one) => JSON.stringify([one.category, one.severity, one.advice, one.citations.map((cited) => [cited.passage_id, cited.quote])]);

// Findings that differ in nothing but their place, together: [{number, finding, places}]. Places are code points, as
// `points` are.
export function grouped(findings, points) {
  const groups = new Map();
  for (const finding of findings) {
    const key = likeness(finding);
    if (!groups.has(key)) groups.set(key, { number: groups.size + 1, finding, places: [] });
    if (hasPlace(finding, points)) groups.get(key).places.push({ start: finding.start, end: finding.end, span: finding.span });
  }
  for (const group of groups.values()) group.places.sort((one, other) => one.start - other.start);
  return [...groups.values()];
}

export const findingId = (key, group) => `${key}-finding-${group.number}`;
export const markId = (key, group, at) => `${key}-mark-${group.number}-${at}`;

function shortened(span) {
  const points = Array.from(span.trim().replace(/\s+/g, " "));
  return points.length > LONGEST ? `${points.slice(0, LONGEST).join("").trimEnd()}…` : points.join("");
}

function places(group, key) {
  if (!group.places.length) return element("p", { class: "places" }, "This is about the draft as a whole.");
  const shown = group.places.slice(0, MOST_PLACES).flatMap(({ span }, at) => [
    at ? ", " : null,
    reach(markId(key, group, at), {}, element("bdi", {}, `“${shortened(span)}”`)),
  ]);
  const more = group.places.length - MOST_PLACES;
  return element("p", { class: "places" }, "In your draft: ", ...shown, more > 0 ? ` and in ${more} more places` : null);
}

function rule(finding) {
  if (!finding.citations.length) return [element("p", { class: "note" }, "The guidelines of your organisation say nothing of this.")];
  return finding.citations.map((cited) => citation(cited));
}

function item(group, key) {
  const { finding, number } = group;
  return element(
    "li",
    { class: `finding is-${finding.severity}` },
    element(
      "h4",
      { id: findingId(key, group), tabindex: "-1" },
      element("span", { class: "number" }, element("span", { class: "unseen" }, "Finding "), String(number)),
      element("span", {}, finding.name, " ", label(SEVERITIES[finding.severity], KINDS[finding.severity])),
    ),
    places(group, key),
    element("p", {}, finding.why),
    element("p", {}, element("strong", {}, "What to do: "), finding.advice),
    ...rule(finding),
  );
}

export function findings(groups, key) {
  if (!groups.length) return null;
  const notes = groups.every((group) => group.finding.severity === "note");
  return element(
    "section",
    { class: "findings" },
    element("h3", {}, notes ? "To keep in mind" : "What was found"),
    element("ol", {}, ...groups.map((group) => item(group, key))),
  );
}
