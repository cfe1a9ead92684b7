// The interface for whoever follows up a case: by a receipt code, for which they are called without cookies, or signed in.

import { call, post } from "../shared/api.js";
import { presses } from "../shared/press.js";

// A receipt code goes in bodies alone, never in an address.
const byReceipt = (what, body) => post(`/api/receipt/${what}`, body, { credentials: "omit" });
export const openReceipt = (receipt) => byReceipt("open", { receipt });

// What is added is taken once, though its answer was lost and it is sent again. `send(body)` sends it.
function adding(send) {
  const pressed = presses();
  return async (text) => {
    const now = await send({ text, submission: pressed.of(text) });
    pressed.arrived(text);
    return now;
  };
}

// What its reporter can do with a case: each answers with the case as it is then.
export const receiptActions = (receipt) => ({
  add: adding((body) => byReceipt("add", { receipt, ...body })),
  tick: (duty) => byReceipt("tick", { receipt, duty }),
  accept: () => byReceipt("accept", { receipt }),
  keepOut: (names) => byReceipt("keep-out", { receipt, names }),
});

export const caseActions = (id) => ({
  add: adding((body) => post(`/api/cases/${id}/add`, body)),
  tick: (duty) => post(`/api/cases/${id}/tick`, { duty }),
  accept: () => post(`/api/cases/${id}/accept`, {}),
  keepOut: (names) => post(`/api/cases/${id}/keep-out`, { names }),
});

export const cases = () => call("/api/cases");
