// Whom to talk to: names, numbers, addresses, and by when.

import { element, label, link } from "./element.js";

const DEADLINES = { immediate: "Immediately", PT24H: "Within 24 hours", P30D: "Within 30 days" };

export function telephone(number) {
  return link(`tel:${number.replace(/[^\d+]/g, "")}`, number);
}

// A contact may have several numbers: "250 387-7000 / 1-866-660-0811".
function phones(contact) {
  if (!contact.phone) return null;
  const numbers = contact.phone.split(/\s+(?:\/|or)\s+/).flatMap((number, at) => (at ? [" or ", telephone(number)] : [telephone(number)]));
  return row("Phone", ...numbers, contact.phone_note ? ` (${contact.phone_note})` : null);
}

function row(name, ...content) {
  return element("div", {}, element("dt", {}, name), element("dd", {}, ...content));
}

function shortAddress(address) {
  return address.replace(/^https?:\/\//, "").replace(/\/$/, "");
}

function contact(one) {
  const ways = [
    phones(one),
    one.email ? row("Email", link(`mailto:${one.email}`, one.email)) : null,
    one.address ? row("Address", one.address) : null,
    one.url ? row("Page", link(one.url, shortAddress(one.url), { target: "_blank", rel: "noopener noreferrer" })) : null,
  ].filter(Boolean);
  if (ways.length && one.verified) ways.push(row("Checked", one.verified));
  return element(
    "li",
    { class: "contact" },
    element("p", { class: "name" }, one.name, one.deadline ? label(DEADLINES[one.deadline] || one.deadline, "danger") : null),
    element("p", { class: "why" }, one.why),
    ways.length ? element("dl", {}, ...ways) : null,
  );
}

export function contactList(all) {
  return element("ul", {}, ...all.map(contact));
}

export function contacts(all, heading) {
  if (!all.length) return null;
  return element("section", { class: "contacts" }, element("h3", {}, heading), contactList(all));
}
