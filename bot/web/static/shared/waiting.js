// While an answer is on its way, and when none comes.

import { button, element, link } from "./element.js";

export function loading(text) {
  return element("p", { class: "loading" }, text, element("span", { class: "dots", "aria-hidden": "true" }, element("i"), element("i"), element("i")));
}

// `stays`: what was typed is not lost by signing in, for that happens in another window.
export function failed(failure, retry, { stays = false } = {}) {
  const target = stays ? { target: "_blank", rel: "noopener" } : {};
  const way = failure.signin ? link("/signin", "Sign in", { class: "button quiet", ...target }) : button("Try again", retry);
  return element("div", { class: "failed", role: "alert" }, element("p", {}, failure.message), way);
}
