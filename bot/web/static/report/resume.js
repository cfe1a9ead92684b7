// A half-filled form as it is kept, and the offer to go on with it.

import { button, element } from "../shared/element.js";
import { failed } from "../shared/waiting.js";

const OWN = "own.";

const known = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value && value.length));

// What was filled in so far, flat; null where that is nothing worth keeping. `opening`: id of the field that holds the text.
export function packed({ who, text, type, form, people, opening }) {
  const answers = { ...(form?.answers() || {}), [opening]: text };
  const own = { ...who, ...(type || {}), ...(form?.reporter() || {}), names: people?.names, roles: people?.roles };
  const about = Object.fromEntries(Object.entries(known(own)).map(([name, value]) => [OWN + name, value]));
  return Object.keys(known(answers)).length ? { ...known(answers), ...about } : null;
}

export function unpacked(kept, opening) {
  const own = (name) => kept[OWN + name] || "";
  return {
    who: { org: own("org"), unit: own("unit"), role: own("role") },
    text: kept[opening] || "",
    type: own("type"),
    variant: own("variant"),
    name: own("name"),
    reach: own("reach"),
    people: { names: own("names") || [], roles: own("roles") || [] },
    answers: Object.fromEntries(Object.entries(kept).filter(([name]) => !name.startsWith(OWN))),
  };
}

// Until it is decided nothing else is shown: what is typed anew would take the place of what is kept.
export function offer({ goOn, begin, drop }) {
  const place = document.getElementById("resume");
  const discard = async () => {
    try {
      await drop();
      place.replaceChildren();
      begin();
    } catch (failure) {
      place.append(failed(failure, discard, { stays: true }));
    }
  };
  const resume = () => {
    place.replaceChildren();
    goOn();
  };
  place.replaceChildren(
    element(
      "section",
      { class: "resume card", "aria-labelledby": "resume-title" },
      element("h2", { id: "resume-title" }, "Continue where you stopped?"),
      element("p", {}, "You began this within the last day, and did not send it."),
      element("div", { class: "ways" }, button("Continue", resume, ""), button("Discard it", discard)),
    ),
  );
}
