// In danger: whom to call, before anything else.

import { callable, element, link } from "./element.js";

export function emergencyStep(reply) {
  return reply.next_steps.find((step) => step.kind === "emergency");
}

// `aloud`: whether it is read out as it appears.
export function warning(sentence, number, { aloud = true } = {}) {
  const call = link(callable(number), `Call ${number}`, { class: "button" });
  return element("div", { class: "emergency", role: aloud ? "alert" : null }, element("p", {}, sentence), call);
}

export function emergency(reply) {
  const step = emergencyStep(reply);
  if (!reply.emergency || !step) return null;
  return warning(step.text, step.target);
}
