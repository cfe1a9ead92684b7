// What the reporter decides of who receives it: one person for a step, or nobody; and which conditions hold.

import { element } from "../shared/element.js";
import { fieldOf, group } from "../shared/fields.js";

const NOBODY = "nobody";
const OTHER = "other";
const OWN_CHOICE = "The choice is yours; nobody is chosen for you.";
const TELLING = "The choice is yours. Whoever leads you and gets it knows then that it comes from one of their people.";

function either(names) {
  const said = names.map((name) => name.replace(/^Your /, "your "));
  return said.length > 1 ? `${said.slice(0, -1).join(", ")} or ${said.at(-1)}` : said[0];
}

// Somebody whose name is not in the list: in which role, by what name, at which work mail address.
function other(step, mayName, { domains, limits }) {
  const roles = Object.entries(mayName).map(([id, name]) => ({ id, label: name }));
  const role = fieldOf({ id: `other-role-${step}`, kind: "select", label: "Who are they to you?", options: roles });
  const name = fieldOf({ id: `other-name-${step}`, kind: "line", label: "Their name", limit: limits.name, required: true });
  const ending = `@${domains.join(" or @")}`;
  const mail = fieldOf({ id: `other-mail-${step}`, kind: "line", label: "Their work mail address", help: `It ends with ${ending}.`, limit: limits.mail, required: true });
  const isTheirs = () => domains.some((one) => mail.value().trim().toLowerCase().replace(/^[^\s@]+@/, "") === one.toLowerCase());
  let refused = { mail: null, sentence: "" }; // what the service said of it last
  const wrong = () => {
    if (mail.fault()) return mail.fault();
    if (mail.value() === refused.mail) return refused.sentence;
    return isTheirs() ? "" : `Give their work mail address; it ends with ${ending}.`;
  };
  const isWrong = () => Boolean(mail.value() && wrong());
  mail.element.addEventListener("change", () => mail.tell(isWrong() ? wrong() : ""));
  role.element.hidden = roles.length < 2;
  return {
    element: element("div", { class: "other fields", hidden: true }, role.element, name.element, mail.element),
    typed: () => ({ role: role.value(), name: name.value(), mail: mail.value() }),
    put: (typed) => {
      role.put(typed.role);
      name.put(typed.name);
      mail.put(typed.mail);
    },
    value: () => (name.value() && mail.value() && !wrong() ? { contact: role.value(), name: name.value(), mail: mail.value() } : null),
    isWrong,
    refuse: (sentence) => {
      refused = { mail: mail.value(), sentence };
      mail.tell(sentence);
    },
    complain: () => {
      name.tell(name.fault());
      mail.tell(wrong());
      return [name, mail][[name.fault(), wrong()].findIndex(Boolean)] || null;
    },
  };
}

function choice(asked, context) {
  const name = `choice-${asked.step}`;
  const names = [...new Set([...asked.people.map((one) => one.role), ...Object.values(asked.may_name)])];
  const somebody = Object.keys(asked.may_name).length ? other(asked.step, asked.may_name, context) : null;
  const offered = [
    ...asked.people.map((one) => [`tag ${one.contact} ${one.tag}`, `${one.name}, ${one.role.replace(/^Your /, "your ")}`]),
    ...(somebody ? [[OTHER, "Somebody whose name is not here"]] : []),
    [NOBODY, "Nobody of these"],
  ];
  const boxes = offered.map(([value]) => element("input", { type: "radio", name, value }));
  const shown = boxes.map((box, at) => [
    element("label", { class: "choice" }, box, element("span", {}, offered[at][1])),
    box.value === OTHER ? somebody.element : null,
  ]);
  const label = `Whom shall it go to: ${either(names)}?`;
  const { element: place, tell, focus } = group({ id: name, label, help: context.anonymous ? TELLING : OWN_CHOICE }, boxes, ...shown.flat());
  const chosen = () => boxes.find((box) => box.checked)?.value || null;
  const unfold = () => {
    tell("");
    if (somebody) somebody.element.hidden = chosen() !== OTHER;
  };
  place.addEventListener("change", unfold);
  return {
    element: place,
    step: asked.step,
    // What was chosen and typed before the choice was made anew.
    state: () => ({ chosen: chosen(), typed: somebody?.typed() }),
    put: (state) => {
      for (const box of boxes) box.checked = box.value === state.chosen;
      if (state.typed) somebody?.put(state.typed);
      unfold();
    },
    value: () => {
      const found = chosen();
      if (!found || found === NOBODY) return null;
      const [, contact, tag] = found.split(" ");
      const who = found === OTHER ? somebody.value() : { contact, tag };
      return who && { step: asked.step, ...who };
    },
    isWrong: () => chosen() === OTHER && somebody.isWrong(),
    refuse: (sentence) => {
      const is = chosen() === OTHER && Boolean(somebody.value());
      if (is) somebody.refuse(sentence);
      return is;
    },
    complain: () => {
      if (chosen() === OTHER) return somebody.complain();
      tell(chosen() ? "" : "Choose somebody, or nobody of these.");
      return chosen() ? null : { focus };
    },
  };
}

function condition(one, checked) {
  const words = one.when.replace(/^if /, "");
  return element(
    "label",
    { class: "choice" },
    element("input", { type: "checkbox", name: "condition", value: String(one.step), checked }),
    element("span", {}, words.charAt(0).toUpperCase() + words.slice(1), element("small", {}, `Then it concerns ${either(one.contacts)} too.`)),
  );
}

// `changed(soon)`: is called when something was chosen, or typed (then it can wait a moment).
export function choices(changed, context) {
  const place = element("div", { class: "fields" });
  const ticked = () => [...place.querySelectorAll('input[name="condition"]:checked')].map((one) => Number(one.value));
  let shown = "";
  let parts = [];
  place.addEventListener("change", () => changed(false));
  place.addEventListener("input", (event) => {
    if (event.target.type === "text") changed(true);
  });

  // Builds them anew only where others are to be made: what was chosen, and the focus, stay otherwise.
  const show = (preview) => {
    const now = JSON.stringify([preview.choices, preview.conditions]);
    if (now === shown) return;
    shown = now;
    const before = new Map(parts.map((one) => [one.step, one.state()]));
    const held = ticked();
    parts = preview.choices.map((one) => choice(one, context));
    const conditions = preview.conditions.map((one) => condition(one, held.includes(one.step)));
    const asked = conditions.length ? [element("fieldset", { id: "conditions" }, element("legend", {}, "Does one of these hold?"), ...conditions)] : [];
    place.replaceChildren(...parts.map((one) => one.element), ...asked);
    for (const one of parts) if (before.has(one.step)) one.put(before.get(one.step));
  };

  return {
    element: place,
    show,
    values: () => ({
      chosen: parts.map((one) => one.value()).filter(Boolean),
      applies: ticked(),
    }),
    // Whether an address stands there that cannot be taken: nothing is sent then.
    isWrong: () => parts.some((one) => one.isWrong()),
    // Says at the address of whoever was named what the service said of it; returns whether somebody was.
    refuse: (sentence) => parts.some((one) => one.refuse(sentence)),
    complain: () => parts.map((one) => one.complain()).find(Boolean) || null,
  };
}
