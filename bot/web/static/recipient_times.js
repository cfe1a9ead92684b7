// Times as people write them, in the zone of whoever reads them.

import { element } from "./element.js";

const FORM = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

export const written = (moment) => moment.toLocaleString("en-GB", FORM).replace(" at ", ", ");
export const hour = (moment) => moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

export function time(iso) {
  return element("time", { datetime: iso }, written(new Date(iso)));
}
