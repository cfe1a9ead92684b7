// The interface for whoever reports. Whoever is not to be known is called for without cookies.

import { call, post } from "./api.js";

const UNKNOWN = { credentials: "omit" };

export function taking(anonymous) {
  const at = anonymous ? "/api/anonymous" : "/api/report";
  const options = anonymous ? UNKNOWN : {};
  return {
    setting: () => call(at, options),
    understand: (text) => post(`${at}/understand`, text, options),
    preview: (form) => post(`${at}/preview`, form, options),
    file: (form) => post(`${at}/file`, form, options),
  };
}

// A receipt code goes in bodies alone, never in an address.
const byReceipt = (what, body) => post(`/api/receipt/${what}`, body, UNKNOWN);
export const openReceipt = (receipt) => byReceipt("open", { receipt });

// What its reporter can do with a case: each answers with the case as it is then.
export const receiptActions = (receipt) => ({
  add: (text) => byReceipt("add", { receipt, text }),
  tick: (duty) => byReceipt("tick", { receipt, duty }),
  accept: () => byReceipt("accept", { receipt }),
  keepOut: (names) => byReceipt("keep-out", { receipt, names }),
});

export const caseActions = (id) => ({
  add: (text) => post(`/api/cases/${id}/add`, { text }),
  tick: (duty) => post(`/api/cases/${id}/tick`, { duty }),
  accept: () => post(`/api/cases/${id}/accept`, {}),
  keepOut: (names) => post(`/api/cases/${id}/keep-out`, { names }),
});

export const cases = () => call("/api/cases");

export const drafts = {
  get: (form) => call(`/api/drafts/${form}`),
  put: (form, answers, options = {}) => post("/api/drafts", { form, answers }, options),
  drop: (form) => call(`/api/drafts/${form}`, { method: "DELETE" }),
};
