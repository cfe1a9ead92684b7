// The second step: what it is about, which the reporter confirms; what to do now; what the guidelines say of the matter.

import { button, element, label, link } from "../shared/element.js";
import { group } from "../shared/fields.js";
import { failed, loading } from "../shared/waiting.js";
import { route } from "./route.js";
import { told } from "./told.js";

const CHOOSE = "Choose what fits best. It is what you say it is, no finding; nothing can be sent before you have chosen.";
const NO_TYPE = "Choose first what it is about; nothing can be sent before.";
const NO_VARIANT = "Choose which of these it is.";
const NOT_KNOWN = "What to do about this is not known yet; wait a moment, or try again.";
const OWN_NAME = "You disclose this yourself, under your own name; it is no report about somebody.";

// One of some options, each with what it covers. `choose(id)` is called when one was; `arrange` may fold some away.
function question(declared, options, { likely, choose }, arrange = (shown) => shown) {
  const boxes = options.map((one) => element("input", { type: "radio", name: declared.id, value: one.id }));
  const shown = options.map((one, at) =>
    element(
      "label",
      { class: "choice" },
      boxes[at],
      element("span", {}, one.name, one.id === likely ? " " : null, one.id === likely ? label("Most likely") : null, element("small", {}, one.covers)),
    ),
  );
  boxes.forEach((box) => box.addEventListener("change", () => choose(box.value)));
  return { ...group(declared, boxes, ...arrange(shown)), box: (id) => boxes.find((box) => box.value === id) };
}

// `actions`: again(type, variant) resolves to what is understood then; disclose() goes to the disclosure; shown() is told
// how what was chosen is handled.
export function confirm({ setting, organisation, role, kind, anonymous }, first, actions) {
  const types = setting.types.filter((one) => one.role === null || one.role === role);
  const variantsOf = (type) => (types.find((one) => one.id === type)?.variants || []).filter((one) => (organisation.variants[type] || []).includes(one.id));
  const now = element("div", { class: "now-steps" });
  const said = element("p", { class: "unseen", role: "status" });
  const place = element("div"); // of the question for the variant
  let which = null;
  let type = kind === "disclosure" ? first.type : null;
  let variant = null;
  let reply = first;
  let asked = 0;

  const isChosen = () => Boolean(type) && (!variantsOf(type).length || Boolean(variant));
  const isKnown = () => isChosen() && reply.type === type;
  const handling = () => types.find((one) => one.id === type)?.handling;
  const tell = (sentence) => {
    what.tell(which ? "" : sentence);
    which?.tell(sentence);
  };

  const show = () => {
    const title = type ? "What to do now" : "If it is what seems most likely, do this now";
    const isOther = kind === "report" && handling() === "disclosure";
    // Of what is anybody's guess nothing is said before it was chosen.
    const isGuessed = type || first.guess.chance > 0;
    now.replaceChildren(...(isGuessed ? [isOther ? disclosing() : null, told(reply.answer), route(reply, title)].filter(Boolean) : []));
    said.textContent = type ? "What to do now stands below." : "";
    actions.shown({ handling: handling(), elsewhere: isOther });
  };
  const disclosing = () =>
    element(
      "div",
      { class: "notice-box" },
      element("p", {}, OWN_NAME),
      anonymous
        ? element("p", {}, "It cannot be made anonymously. ", link("/disclose", "Open the disclosure", { rel: "noreferrer" }), ": it knows who you are, and takes nothing of this page along.")
        : button("Go on to the disclosure", actions.disclose, ""),
    );
  const again = async () => {
    const mine = (asked += 1);
    now.replaceChildren(loading("Looking in the guidelines"));
    try {
      const found = await actions.again(type, variant);
      if (mine !== asked) return;
      reply = found;
      show();
    } catch (failure) {
      if (mine === asked) now.replaceChildren(failed(failure, again, { stays: true }));
    }
  };

  const showVariants = () => {
    const known = variantsOf(type);
    const choose = (id) => {
      variant = id;
      tell("");
      again();
    };
    which = known.length ? question({ id: "variant", label: "Which of these is it?" }, known, { likely: reply.type === type && reply.variant, choose }) : null;
    place.replaceChildren(...(which ? [which.element] : []));
  };
  const chooseType = async (id) => {
    [type, variant, which] = [id, null, null];
    tell("");
    place.replaceChildren();
    await again();
    if (type === id) showVariants();
  };

  const guessed = first.guess.chance > 0 ? [first.guess, ...first.alternatives] : [];
  const next = guessed.map((guess) => types.find((one) => one.id === guess.type)).filter(Boolean);
  const rest = types.filter((one) => !next.includes(one));
  const what = question(
    { id: "type", label: "What is it about?", help: CHOOSE },
    [...next, ...rest],
    { likely: first.guess.chance > 0 && first.type, choose: chooseType },
    (shown) => (next.length && rest.length ? [...shown.slice(0, next.length), element("details", { class: "more" }, element("summary", {}, "Something else"), ...shown.slice(next.length))] : shown),
  );

  const choose = async (id, of) => {
    const box = what.box(id);
    if (!box) return;
    box.checked = true;
    if (box.closest("details")) box.closest("details").open = true;
    await chooseType(id);
    which?.box(of)?.click();
  };

  show();
  return {
    element: element("div", { class: "understood" }, kind === "report" ? element("div", { class: "card about" }, what.element, place) : null, said, now),
    values: () => ({ type, variant }),
    reply: () => reply,
    choose,
    // Says what is still to be chosen; returns the control where it is.
    complain: () => {
      if (isKnown()) return null;
      tell(type ? (which && !variant ? NO_VARIANT : NOT_KNOWN) : NO_TYPE);
      return which || what;
    },
  };
}
