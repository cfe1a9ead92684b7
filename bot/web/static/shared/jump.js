// Ways to another part of the same page. The page's address stays as it is: nothing of a draft shows in it or in the history.

import { element } from "./element.js";

export function jump(id) {
  const target = document.getElementById(id);
  if (!target) return;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center" });
}

export function reach(id, attributes, ...content) {
  const onclick = (event) => {
    event.preventDefault();
    jump(id);
  };
  return element("a", { href: `#${id}`, onclick, ...attributes }, ...content);
}
