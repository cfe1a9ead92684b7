// Somebody's own cases, the newest first; each unfolds.

import { caseLead, caseTitle, caseView } from "./case_view.js";
import { element, link } from "./element.js";
import { forgetOnLeaving } from "./leaving.js";
import { caseActions, cases } from "./report_api.js";
import { failed, loading } from "./waiting.js";

const MOST = 10000;

const progress = document.getElementById("progress");
const place = document.getElementById("cases");

function one(view, open) {
  return element(
    "details",
    { class: "case-of", open },
    element("summary", {}, element("h2", {}, caseTitle(view)), element("span", { class: "now" }, `${caseLead(view)} ${view.state}`)),
    caseView(view, caseActions(view.id), MOST),
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
await show();
