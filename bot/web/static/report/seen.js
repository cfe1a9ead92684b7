// Who will see it, and what goes with that, before anything is sent.

import { element, label, row } from "../shared/element.js";
import { collectionRows } from "./collection.js";

const BECAUSE = {
  route: "",
  intake: "Because nobody else can be found for it, or may see it.",
  urgent: "At once, because somebody may be in danger.",
};
const NOTICE = "Is told the case’s number, with a link. What you wrote is not in that message; they read it here.";
const NEXT = "Nobody else is told now. If none of them says in time that they have it, or it cannot be delivered to them, these are told in turn:";
const NOBODY_NEXT = "Nobody else is told now, nor if none of them says in time that they have it: nobody else here may be told.";
const PASSED_ON = "Whoever has it may pass it on to a colleague; never to those whom you said are involved.";
const FULL = "Is sent what you wrote, in a message to them alone.";

function recipient(one) {
  return element(
    "li",
    { class: "recipient" },
    element("p", { class: "name" }, one.name, " ", label(one.role)),
    element("p", { class: "why" }, [BECAUSE[one.because], one.full ? FULL : NOTICE].filter(Boolean).join(" ")),
  );
}

function line(preview) {
  if (!preview.line.length) return [element("p", {}, `${NOBODY_NEXT} ${PASSED_ON}`)];
  const one = ({ name, who }) => element("li", {}, name, who ? `, ${who.replace(/^Your /, "your ")}` : null);
  return [element("p", {}, NEXT), element("ul", { class: "line" }, ...preview.line.map(one)), element("p", {}, PASSED_ON)];
}

export function recipients(preview) {
  if (!preview.recipients.length) {
    return [element("div", { class: "notice-box" }, element("p", {}, element("strong", {}, "It cannot be sent here: nobody is left who could receive it. ")), element("p", {}, preview.call))];
  }
  return [element("p", {}, preview.alleged), element("ul", { class: "recipients" }, ...preview.recipients.map(recipient)), ...line(preview)];
}

export function summary(preview) {
  const names = preview.recipients.map((one) => one.name);
  return names.length ? `It goes to: ${names.join("; ")}.` : "Nobody is left who could receive it.";
}

// Where it cannot be sent, nothing is kept or collected either.
export function notices(preview) {
  const isSent = preview.recipients.length > 0;
  return [
    isSent && preview.anonymous ? element("div", { class: "notice-box" }, element("p", {}, element("strong", {}, "Before you send it: "), preview.anonymous)) : null,
    isSent ? element("dl", { class: "facts" }, row("Where it is kept", preview.kept), row("What it becomes", preview.record), ...collectionRows(preview.collection)) : null,
    preview.remains.length
      ? element("section", { class: "remains" }, element("h3", {}, "What this does not do for you"), element("ul", {}, ...preview.remains.map((one) => element("li", {}, one))))
      : null,
  ].filter(Boolean);
}
