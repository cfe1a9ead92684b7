// How far a case has come with somebody to whom it went, in the interface's words; where it has none, whether they have it.

import { time } from "./when.js";

export function standing({ standing_in_words: words, standing_at: at, since, has_it: has }) {
  if (words) return [words, ...(at ? [", since ", time(at)] : [])];
  return has ? ["has said that they have it"] : ["for them since ", time(since), "; has not said yet that they have it"];
}
