// Whom to talk to: names, numbers, addresses, and by when.

import { callable, element, label, link, row } from "./element.js";
import { writtenDate } from "./when.js";

export const DEADLINES = { immediate: "Immediately", PT24H: "Within 24 hours", P30D: "Within 30 days" };

// A contact may have several numbers: "250 387-7000 / 1-866-660-0811".
function phones(contact) {
  if (!contact.phone) return null;
  const numbers = contact.phone.split(/\s+(?:\/|or)\s+/).flatMap((number, at) => (at ? [" or ", link(callable(number), number)] : [link(callable(number), number)]));
  return row("Phone", ...numbers, contact.phone_note ? ` (${contact.phone_note})` : null);
}

function shortAddress(address) {
  return address.replace(/^https?:\/\//, "").replace(/\/$/, "");
}

// How old it is what stands there: a number from an old text may not ring any more.
function checked({ verified, text_date: date }) {
  if (verified) return element("p", { class: "checked" }, `Checked ${writtenDate(verified)}`);
  if (date === null) return null;
  return element("p", { class: "checked" }, `From ${date ? `the text of ${writtenDate(date)}` : "a text that bears no date"}; not checked since`);
}

function contact(one) {
  const ways = [
    phones(one),
    one.email ? row("Email", link(`mailto:${one.email}`, one.email)) : null,
    one.address ? row("Address", one.address) : null,
    one.url ? row("Page", link(one.url, shortAddress(one.url), { target: "_blank", rel: "noopener noreferrer" })) : null,
  ].filter(Boolean);
  return element(
    "li",
    { class: "contact" },
    element("p", { class: "name" }, one.name, one.deadline ? label(DEADLINES[one.deadline] || one.deadline, "danger") : null),
    element("p", { class: "why" }, one.why),
    ways.length ? element("dl", {}, ...ways) : null,
    ways.length ? checked(one) : null,
  );
}

export function contactList(all) {
  return element("ul", {}, ...all.map(contact));
}

export function contacts(all, heading) {
  if (!all.length) return null;
  return element("section", { class: "contacts" }, element("h3", {}, heading), contactList(all));
}
