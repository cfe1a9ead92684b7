// The interface for recipients of cases.

import { post } from "../shared/api.js";

const GONE = [401, 404];

// Whether nothing can be done with the case any more from here.
export const isOver = (failure) => GONE.includes(failure.status);

const at = (path, body = {}) => post(`/api/case/${path}`, body);

export const sendCode = (token) => at("code", { token });
export const renew = (token) => at("renew", { token });
export const enter = (token, code) => at("enter", { token, code });
export const read = (session) => at(`${session}/read`);
export const act = (session, name, body) => at(`${session}/${name.replace("_", "-")}`, body);
export const leave = (session) => at(`${session}/leave`);
