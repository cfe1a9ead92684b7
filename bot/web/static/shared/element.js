// Builds elements. Text goes in as text: nothing from an answer is ever read as markup.

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick" || name === "onsubmit") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

export function button(text, act, kind = "quiet") {
  return element("button", { type: "button", class: `button ${kind}`, onclick: act }, text);
}

export function label(text, kind = "") {
  return element("span", { class: `label ${kind}` }, text);
}

// A term and what is said of it, in a list of them.
export function row(name, ...content) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, ...content));
}

export const callable = (number) => `tel:${number.replace(/[^\d+]/g, "")}`;

// Only these schemes are linked; any other address is shown as text.
export function link(address, text, attributes = {}) {
  const safe = /^(https?:\/\/|mailto:|tel:|\/)/i.test(address);
  return safe ? element("a", { href: address, ...attributes }, text) : document.createTextNode(text);
}
