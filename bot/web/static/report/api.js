// The interface for whoever reports. Whoever is not to be known is called for without cookies.

import { call, post } from "../shared/api.js";

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

export const drafts = {
  get: (form) => call(`/api/drafts/${form}`),
  put: (form, answers, options = {}) => post("/api/drafts", { form, answers }, options),
  drop: (form) => call(`/api/drafts/${form}`, { method: "DELETE" }),
};
