// Leaving the page. What is not kept anywhere is asked about first; what was left is not shown to whoever comes next.

const CALLING = 3000;

let called = 0;

// To call somebody is not to leave.
document.addEventListener("click", (event) => {
  if (event.target.closest?.('a[href^="tel:"], a[href^="mailto:"], a[download]')) called = Date.now();
});

// Whether something was typed that was not sent, where what is sent is taken out of its field.
export const isTyped = () => [...document.querySelectorAll("#main textarea")].some((one) => one.value.trim());

// `isUnsaved()`: whether something would be lost.
export function guard(isUnsaved) {
  window.addEventListener("beforeunload", (event) => {
    if (isUnsaved() && Date.now() - called > CALLING) event.preventDefault();
  });
}

// A browser may keep a page that is left, to show it again; nothing is left in it to show.
export function forgetOnLeaving() {
  window.addEventListener("pagehide", () => document.getElementById("main").replaceChildren());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
