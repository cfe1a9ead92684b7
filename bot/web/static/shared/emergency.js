// In danger: whom to call, before anything else.

import { element, link } from "./element.js";

export function emergencyStep(reply) {
  return reply.next_steps.find((step) => step.kind === "emergency");
}

export function emergency(reply) {
  const step = emergencyStep(reply);
  if (!reply.emergency || !step) return null;
  const call = link(`tel:${step.target.replace(/[^\d+]/g, "")}`, `Call ${step.target}`, { class: "button" });
  return element("div", { class: "emergency", role: "alert" }, element("p", {}, step.text), call);
}
