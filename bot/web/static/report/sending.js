// The last step before sending: who is involved, what the reporter decides, who will see it. Whatever is changed there,
// who will see it is looked up anew; only what was shown last can be sent.

import { button, element } from "../shared/element.js";
import { failed, loading } from "../shared/waiting.js";
import { choices } from "./choices.js";
import { involved } from "./involved.js";
import { notices, recipients, summary } from "./seen.js";

const SOON = 600;
const UNSURE = "Whether it arrived is not known. What you wrote is still here: send it again as soon as you are connected; it is filed once, however often it is sent.";

// `look(form)` resolves to a preview, `send(form)` sends; `problems(failure)` takes what is wrong with the form itself.
// `form()` is what was filled in before this step.
export function sending({ limits, domains, anonymous, kind }, first, { form, look, send, problems, changed }) {
  const shown = element("div", { class: "seen" });
  const told = element("p", { class: "unseen", role: "status" });
  const trouble = element("div");
  const press = button(kind === "report" ? "Send this report" : "Send this disclosure", () => submit(), "");
  let preview = first;
  let looking = null; // the look-up that is under way
  let timer = 0;
  let busy = false;

  const people = involved(first.concerned, limits, (soon) => again(soon));
  const decisions = choices((soon) => again(soon), { anonymous, domains, limits });

  const whole = () => ({ ...form(), involved: people.values(), ...decisions.values() });

  const show = (found) => {
    preview = found;
    people.suggest(found.concerned);
    decisions.show(found);
    shown.replaceChildren(...recipients(found), ...notices(found));
    press.hidden = !found.recipients.length;
    told.textContent = summary(found);
  };

  // Sending is held while it is not known who will see it, or something stands there that cannot be taken.
  const hold = () => {
    if (busy || looking || !preview || decisions.isWrong()) press.setAttribute("aria-disabled", "true");
    else press.removeAttribute("aria-disabled");
  };

  const refresh = async () => {
    clearTimeout(timer);
    timer = 0;
    const mine = (looking = look(whole()));
    hold();
    shown.setAttribute("aria-busy", "true");
    try {
      const found = await mine;
      if (looking !== mine) return;
      trouble.replaceChildren();
      show(found);
    } catch (failure) {
      if (looking !== mine) return;
      if (failure.status === 400 && decisions.refuse(failure.message)) {
        refresh(); // without them
        return;
      }
      preview = null; // what was shown before may not be so any more
      shown.replaceChildren();
      if (Object.keys(failure.problems).length) problems(failure);
      else trouble.replaceChildren(failed(failure, refresh, { stays: true }));
    }
    looking = null;
    shown.removeAttribute("aria-busy");
    hold();
  };

  function again(soon) {
    changed();
    hold();
    clearTimeout(timer);
    if (soon) timer = setTimeout(refresh, SOON);
    else refresh();
  }

  // Waits until who will see it is known of what is filled in now.
  const settled = async () => {
    if (timer) refresh();
    while (looking) await looking.catch(() => null).then(() => new Promise((done) => setTimeout(done, 0)));
    return preview;
  };

  async function submit() {
    if (busy) return;
    busy = true;
    hold();
    try {
      const found = await settled();
      const wrong = people.complain() || decisions.complain() || (found ? null : trouble.querySelector("button, a"));
      if (wrong) wrong.focus();
      else if (found?.recipients.length) await deliver(found);
    } finally {
      busy = false;
      hold();
    }
  }

  async function deliver(found) {
    trouble.replaceChildren(loading("Sending"));
    try {
      await send({ ...whole(), seen: found.seen });
      trouble.replaceChildren();
    } catch (failure) {
      if (Object.keys(failure.problems).length) return problems(failure);
      if (failure.status === 409) await refresh();
      if (!failure.status) failure.message += ` ${UNSURE}`;
      trouble.replaceChildren(failed(failure, submit, { stays: true }));
    }
  }

  show(first);
  return {
    element: element(
      "div",
      { class: "card sending" },
      people.element,
      decisions.element,
      element("section", { "aria-labelledby": "seen-title" }, element("h3", { id: "seen-title" }, "Who will see this"), told, shown),
      trouble,
    ),
    press,
    people,
    refresh,
  };
}
