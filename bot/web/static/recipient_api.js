// Talks to the recipients' interface. What goes wrong becomes a Failure with a sentence that can be shown.

const GONE = [401, 404];

export class Failure extends Error {
  // `now`: the case as it is by now, where something was not done because it is not as it was seen.
  constructor(sentence, status = 0, now = null) {
    super(sentence);
    this.status = status;
    this.now = now;
  }

  // Nothing can be done with the case any more from here.
  get isOver() {
    return GONE.includes(this.status);
  }
}

async function post(path, body = {}) {
  let response;
  try {
    response = await fetch(`/api/case/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
    });
  } catch {
    throw new Failure("The assistant cannot be reached. Check your connection, then try again.");
  }
  if (response.ok) return response.status === 204 ? null : response.json();
  const said = await response.json().catch(() => ({}));
  throw new Failure(said.error || "Something went wrong. Please try again.", response.status, said.case || null);
}

export const sendCode = (token) => post("code", { token });
export const renew = (token) => post("renew", { token });
export const enter = (token, code) => post("enter", { token, code });
export const read = (session) => post(`${session}/read`);
export const act = (session, name, body) => post(`${session}/${name.replace("_", "-")}`, body);
export const leave = (session) => post(`${session}/leave`);
