// Talks to the interface. What goes wrong becomes a Failure with a sentence that can be shown.

// `status`: of the answer; 0 where none came. `problems`: id of a field -> what is wrong with its answer. `now`: the case
// as it is by now, where something was not done because it is not as it was seen.
export class Failure extends Error {
  constructor(sentence, status = 0, { problems = {}, case: now = null } = {}) {
    super(sentence);
    this.status = status;
    this.problems = problems;
    this.now = now;
    this.signin = status === 401;
  }
}

const PATIENCE = 120_000; // milliseconds; the first answer after a start takes some seconds

export async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE), ...options });
  } catch {
    throw new Failure("The assistant cannot be reached. Check your connection, then try again.");
  }
  if (response.ok) return response.status === 204 ? null : response.json();
  const body = await response.json().catch(() => ({}));
  throw new Failure(body.error || "Something went wrong. Please try again.", response.status, body);
}

export function post(path, body, options = {}) {
  return call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), ...options });
}

export const organisations = () => call("/api/organisations");
export const examples = () => call("/api/examples");
export const ask = (question) => post("/api/ask", question);
export const check = (draft) => post("/api/check", draft);
export const sendFeedback = (feedback) => post("/api/feedback", feedback);
