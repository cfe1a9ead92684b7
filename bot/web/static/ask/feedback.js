// Feedback on an answer, and a question sent to the maintainers on purpose.

import { alone } from "../shared/alone.js";
import { sendFeedback } from "../shared/api.js";
import { button, element } from "../shared/element.js";

const send = (feedback, place, thanks) => alone([...place.querySelectorAll("button")], () => delivered(feedback, place, thanks));

async function delivered(feedback, place, thanks) {
  const said = element("p", { class: "said", tabindex: "-1", role: "status" });
  try {
    await sendFeedback(feedback);
    said.append(thanks);
    place.replaceChildren(said);
    said.focus();
    return true;
  } catch (failure) {
    place.querySelector(".failed")?.remove();
    said.classList.add("failed");
    said.append(failure.message);
    place.append(said);
    return false;
  }
}

export function helpful(turn, reply) {
  const place = element("div", { class: "feedback", role: "group", "aria-label": "Feedback on this answer" });
  const passages = reply.citations.map((cited) => cited.passage_id);
  const give = async (value) => {
    const sent = await send({ helpful: value, org: turn.org, passages }, place, "Thank you. Your feedback is kept without your name.");
    if (sent && !value) place.append(foldedSender(turn));
  };
  place.append(element("span", {}, "Did this answer help?"), button("Helpful", () => give(true)), button("Not helpful", () => give(false)));
  return place;
}

function foldedSender(turn) {
  return element("details", { class: "more" }, element("summary", {}, "Send the question too, so that it can be mended"), sender(turn));
}

export function sender(turn) {
  const id = `send-${turn.number}`;
  const words = element("textarea", { id, rows: "3", "aria-describedby": `${id}-consent` });
  words.value = turn.question;
  const form = element(
    "form",
    { class: "sender" },
    element("label", { for: id }, "Send this question to the maintainers"),
    words,
    element(
      "p",
      { class: "hint", id: `${id}-consent` },
      "If you send it, these words are stored without your name, and help to improve the texts. Please take out names and details that point to a person.",
    ),
    element("button", { class: "button quiet", type: "submit" }, "Send question"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const question = words.value.trim();
    if (question) send({ helpful: null, org: turn.org, passages: [], question }, form, "Thank you. The question was sent without your name.");
    else words.focus();
  });
  return form;
}
