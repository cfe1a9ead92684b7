// Days and times as people write them, in the time of whoever reads.

import { writtenDate } from "./quote.js";

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function writtenMoment(value) {
  const at = new Date(value);
  const day = at.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  return `${day}, ${at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`;
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
