// A case as its reporter sees it: where it stands, what comes next, what is left to them, what was said, what they wrote.

import { button, element } from "../shared/element.js";
import { complained, fieldOf } from "../shared/fields.js";
import { standing as howFar } from "../shared/standing.js";
import { writtenMoment } from "../shared/when.js";
import { ownCopy } from "./own_copy.js";
import { tasks } from "./tasks.js";

function standing(view) {
  return element(
    "section",
    { class: "state" },
    element("p", { class: "answer" }, view.state),
    view.outcome ? element("p", {}, element("strong", {}, view.kind === "disclosure" ? "The decision: " : "How it ended: "), view.outcome) : null,
    next(view),
  );
}

export function next(view) {
  return element("p", { class: "next" }, view.by ? element("strong", {}, `${writtenMoment(view.by)}. `) : null, view.next);
}

export function receivers(view) {
  const out = view.kept_out || [];
  if (!view.recipients.length && !out.length) return null;
  const one = (who) => element("li", {}, `${who.name}, ${who.role.replace(/^Your /, "your ")}: `, ...howFar(who));
  return element(
    "section",
    { class: "receivers" },
    element("h3", {}, "Whom it went to"),
    element("ul", {}, ...view.recipients.map(one)),
    out.length ? element("p", {}, `Kept out, as you said: ${out.join(", ")}.`) : null,
  );
}

function said(message) {
  return element(
    "li",
    { class: message.own ? "message own" : "message" },
    element("p", { class: "who" }, element("strong", {}, message.who), ` ${writtenMoment(message.at)}`),
    element("p", { class: "words", dir: "auto" }, message.text),
  );
}

function messages(view) {
  if (!view.messages.length) return null;
  return element("section", { class: "messages" }, element("h3", {}, "What was said"), element("ol", {}, ...view.messages.map(said)));
}

function writer(view, add, act) {
  const field = fieldOf({ id: `message-${view.number}`, kind: "long", label: "Add something", help: "An answer, something new, or something that you left out. Everybody who has the case is told that there is something new.", limit: view.limits.message, missing: "There is nothing to add yet; write something first." });
  const send = async (event) => {
    event.preventDefault();
    if (complained([field])) return null;
    return act(() => add(field.value()), ".messages li:last-child", "Your message was added.", () => field.put(""));
  };
  return element("form", { class: "writer fields", autocomplete: "off", novalidate: true, onsubmit: send }, field.element, element("button", { class: "button", type: "submit" }, "Add it"));
}

function decision(view, accept, act) {
  if (!view.may_accept) return null;
  const read = () => act(accept, ".state", "It is noted that you read the decision.");
  return element("section", { class: "decision" }, element("p", {}, "Those who decided want to know that you have read it."), button("I have read the decision", read, ""));
}

// Somebody turns out to be involved after it was sent.
function keepingOut(view, keepOut, act) {
  const names = fieldOf({ id: `out-${view.number}`, kind: "lines", label: "Who must not see it from now on?", help: "One name on each line, first and last name. What they have read they have read; from now on their links open it no more, nor do those of whoever stands in for them.", limit: view.limits.name, most: view.limits.involved, required: true });
  const send = (event) => {
    event.preventDefault();
    if (complained([names])) return null;
    return act(() => keepOut(names.value()), ".receivers", "They are kept out of it from now on.", () => names.put([]));
  };
  const form = element("form", { class: "writer fields", autocomplete: "off", novalidate: true, onsubmit: send }, names.element, element("button", { class: "button quiet", type: "submit" }, "Keep them out"));
  return element("details", { class: "more out" }, element("summary", {}, "Somebody who has it is involved"), form);
}

// `actions`: add(text), tick(duty), accept(), keepOut(names); each resolves to the case as it is then.
export function caseView(view, actions) {
  const place = element("div", { class: "case" });
  const told = element("p", { class: "said", role: "status" });
  let busy = false;

  // Does something, shows the case anew, and puts the focus on what is new; or says what went wrong, and loses nothing.
  const act = async (what, focus, done, sent = () => {}) => {
    if (busy) return;
    busy = true;
    told.classList.remove("failed");
    told.textContent = "";
    try {
      const now = await what();
      sent();
      show(now);
      told.textContent = done;
      const target = place.querySelector(focus);
      target?.setAttribute("tabindex", "-1");
      target?.focus();
    } catch (failure) {
      told.classList.add("failed");
      told.textContent = failure.message;
    }
    busy = false;
  };

  // Both stay, with what somebody has begun to write in them, whatever becomes of the case meanwhile.
  const writing = writer(view, actions.add, act);
  const out = keepingOut(view, actions.keepOut, act);

  const show = (now) =>
    place.replaceChildren(
      ...[
        standing(now),
        decision(now, actions.accept, act),
        tasks(now.duties, actions.tick),
        messages(now),
        writing,
        told,
        receivers(now),
        now.ended ? null : out,
        ownCopy(now),
      ].filter(Boolean),
    );

  show(view);
  return place;
}

export function caseTitle(view) {
  return `Case ${view.number}`;
}

export function caseLead(view) {
  return `${view.alleged}. Sent on ${writtenMoment(view.filed_at)}.`;
}
