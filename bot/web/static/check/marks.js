// The draft with the words of its findings marked. Places are in code points, where strings here count UTF-16 units: the
// draft comes as an array of its code points. Marks that overlap are drawn piece by piece, the weightiest uppermost.

import { element } from "../shared/element.js";
import { jump, reach } from "../shared/jump.js";
import { findingId, markId, severityName } from "./findings.js";

// [{from, to, over, ending}]: pieces of the draft, the marks that lie over each, and those of them that end with it.
export function pieces(length, marks) {
  const waiting = [...marks].sort((one, other) => other.start - one.start);
  const edges = [...new Set([0, length, ...marks.flatMap((mark) => [mark.start, mark.end])])].sort((one, other) => one - other);
  let over = [];
  return edges.slice(0, -1).map((from, at) => {
    const to = edges[at + 1];
    over = over.filter((mark) => mark.end > from);
    while (waiting.length && waiting.at(-1).start === from) over.push(waiting.pop());
    over.sort((one, other) => one.group.number - other.group.number);
    return { from, to, over: [...over], ending: over.filter((mark) => mark.end === to) };
  });
}

// The number behind the words: what a keyboard or a screen reader goes to the finding by.
function number(mark, key) {
  const { finding, number: shown } = mark.group;
  return reach(
    findingId(key, mark.group),
    { id: markId(key, mark.group, mark.at), class: `number is-${finding.severity}`, "aria-label": `Finding ${shown}: ${finding.name}. ${severityName(finding.severity)}` },
    String(shown),
  );
}

function piece({ from, to, over, ending }, points, key) {
  const words = points.slice(from, to).join("");
  if (!over.length) return [words];
  const top = over[0].group;
  const mark = element("mark", { class: `is-${top.finding.severity}` }, words);
  mark.addEventListener("click", () => {
    if (getSelection().isCollapsed) jump(findingId(key, top));
  });
  return [mark, ending.length ? element("span", { class: "numbers" }, ...ending.map((one) => number(one, key))) : null];
}

export function marked(points, groups, key) {
  const marks = groups.flatMap((group) => group.places.map(({ start, end }, at) => ({ start, end, group, at })));
  if (!marks.length) return null;
  const drawn = pieces(points.length, marks).flatMap((one) => piece(one, points, key));
  return element(
    "section",
    { class: "marked" },
    element("h3", {}, "Your draft, marked"),
    element("div", { class: "draft", dir: "auto" }, ...drawn),
    element("p", { class: "hint" }, "Each number leads to what was found there."),
  );
}
