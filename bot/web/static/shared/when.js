// Days and times as people write them, in the time of whoever reads.

import { element } from "./element.js";

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const LONG = { day: "numeric", month: "long", year: "numeric" };

// A day of a document or a record; what is no whole day, such as a year, as it is.
export function writtenDate(value) {
  const parts = DAY.exec(value);
  if (!parts) return value;
  const day = new Date(Date.UTC(+parts[1], +parts[2] - 1, +parts[3]));
  return day.toLocaleDateString("en-GB", { ...LONG, timeZone: "UTC" });
}

// How the zone of whoever reads is called at a time: `PST`, `PDT`.
function zone(at) {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZoneName: "short" }).formatToParts(at);
  return parts.find((one) => one.type === "timeZoneName").value;
}

export const hour = (moment) => `${moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })} ${zone(moment)}`;

// `value`: a time as the interface writes it, or a Date.
export function writtenMoment(value) {
  const at = new Date(value);
  return `${at.toLocaleDateString("en-GB", LONG)}, ${hour(at)}`;
}

export function time(iso) {
  return element("time", { datetime: iso }, writtenMoment(iso));
}

// An answer that is a day or a time, written out; any other as it is.
export function writtenAnswer(text) {
  if (DAY.test(text)) return writtenDate(text);
  return MOMENT.test(text) && !Number.isNaN(Date.parse(text)) ? writtenMoment(text) : text;
}

export function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

// A day with a time, with the zone of whoever types it: time limits count from it.
export function zoned(day, time) {
  const minutes = -new Date(`${day}T${time}`).getTimezoneOffset();
  const two = (value) => String(Math.floor(Math.abs(value))).padStart(2, "0");
  return `${day}T${time}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
