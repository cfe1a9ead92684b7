// The second step: what it is about, which the reporter confirms; what to do now; what the guidelines say of the matter.

import { button, element, label, link } from "./element.js";
import { route } from "./route.js";
import { told } from "./told.js";
import { failed, loading } from "./waiting.js";

const OWN_NAME = "You disclose this yourself, under your own name; it is no report about somebody.";

function option(name, one, { likely, checked, choose }) {
  const box = element("input", { type: "radio", name, value: one.id, checked });
  box.addEventListener("change", () => choose(one.id));
  return element(
    "label",
    { class: "choice" },
    box,
    element("span", {}, one.name, likely ? " " : null, likely ? label("Most likely") : null, element("small", {}, one.covers)),
  );
}

// `actions`: again(type, variant) resolves to what is understood then; disclose() goes to the disclosure; shown() is told
// how what was chosen is handled.
export function confirm({ setting, organisation, role, kind, anonymous }, first, actions) {
  const types = setting.types.filter((one) => one.role === null || one.role === role);
  const variantsOf = (type) => (types.find((one) => one.id === type)?.variants || []).filter((one) => (organisation.variants[type] || []).includes(one.id));
  const error = element("p", { class: "failed", id: "type-error", hidden: true });
  const now = element("div", { class: "now-steps" });
  const said = element("p", { class: "unseen", role: "status" });
  const variants = element("div");
  let type = kind === "disclosure" ? first.type : null;
  let variant = null;
  let reply = first;
  let asked = 0;

  const isChosen = () => Boolean(type) && (!variantsOf(type).length || Boolean(variant));
  const isKnown = () => isChosen() && reply.type === type;
  const handling = () => types.find((one) => one.id === type)?.handling;
  const tell = (sentence) => {
    error.textContent = sentence;
    error.hidden = !sentence;
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
    variants.replaceChildren(
      ...(known.length
        ? [
            element(
              "fieldset",
              { id: "variant" },
              element("legend", {}, "Which of these is it?"),
              ...known.map((one) => option("variant", one, { likely: reply.type === type && reply.variant === one.id && !variant, checked: one.id === variant, choose })),
            ),
          ]
        : []),
    );
  };
  const chooseType = async (id) => {
    [type, variant] = [id, null];
    tell("");
    variants.replaceChildren();
    await again();
    if (type === id) showVariants();
  };

  const likely = [first.guess, ...first.alternatives].map((guess) => guess.type);
  const next = likely.map((id) => types.find((one) => one.id === id)).filter(Boolean);
  const rest = types.filter((one) => !next.includes(one));
  const choice = (one) => option("type", one, { likely: one.id === first.type && first.guess.chance > 0, checked: false, choose: chooseType });
  const question = element(
    "fieldset",
    { id: "type", "aria-describedby": "type-hint type-error" },
    element("legend", {}, "What is it about?"),
    element("p", { class: "hint", id: "type-hint" }, "Choose what fits best. It is what you say it is, no finding; nothing can be sent before you have chosen."),
    ...next.map(choice),
    rest.length ? element("details", { class: "more" }, element("summary", {}, "Something else"), ...rest.map(choice)) : null,
  );
  const asks = element("div", { class: "card about" }, question, variants, error);

  const choose = async (id, of) => {
    const box = question.querySelector(`input[value="${CSS.escape(id)}"]`);
    if (!box) return;
    box.checked = true;
    if (box.closest("details")) box.closest("details").open = true;
    await chooseType(id);
    const part = variants.querySelector(`input[value="${CSS.escape(of || "")}"]`);
    if (part) part.click();
  };

  show();
  return {
    element: element("div", { class: "understood" }, kind === "report" ? asks : null, said, now),
    values: () => ({ type, variant }),
    reply: () => reply,
    choose,
    // Says what is still to be chosen; returns the control where it is.
    complain: () => {
      if (isKnown()) return null;
      if (isChosen()) tell("What to do about this is not known yet; wait a moment, or try again.");
      else tell(type ? "Choose which of these it is." : "Choose first what it is about; nothing can be sent before.");
      return (type && variants.querySelector("input")) || question.querySelector("input");
    },
  };
}
