// Somebody's own cases, the newest first; each unfolds.

import { element, link } from "../shared/element.js";
import { forgetOnLeaving, guard, isTyped } from "../shared/leaving.js";
import { failed, loading } from "../shared/waiting.js";
import { caseActions, cases } from "./api.js";
import { caseLead, caseTitle, caseView } from "./case_view.js";

const progress = document.getElementById("progress");
const place = document.getElementById("cases");

function one(view, open) {
  return element(
    "details",
    { class: "case-of", open },
    element("summary", {}, element("h2", {}, caseTitle(view)), element("span", { class: "now" }, `${caseLead(view)} ${view.state}`)),
    caseView(view, caseActions(view.id)),
  );
}

async function show() {
  progress.replaceChildren(loading("Looking for your cases"));
  try {
    const own = await cases();
    const nothing = element("p", {}, "There is nothing yet. You can ", link("/report", "report something"), " or ", link("/disclose", "disclose something"), ".");
    progress.replaceChildren();
    place.replaceChildren(...(own.length ? own.map((view) => one(view, own.length === 1)) : [nothing]));
  } catch (failure) {
    progress.replaceChildren(failed(failure, show));
  }
}

forgetOnLeaving();
guard(isTyped);
await show();
