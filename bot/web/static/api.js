// Talks to the interface. What goes wrong becomes a Failure with a sentence that can be shown.

export class Failure extends Error {
  constructor(sentence, signin = false) {
    super(sentence);
    this.signin = signin;
  }
}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { ...options, credentials: "same-origin" });
  } catch {
    throw new Failure("The assistant cannot be reached. Check your connection, then try again.");
  }
  if (response.ok) return response.status === 204 ? null : response.json();
  const body = await response.json().catch(() => ({}));
  throw new Failure(body.error || "Something went wrong. Please try again.", response.status === 401);
}

function post(path, body) {
  return call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

export const organisations = () => call("/api/organisations");
export const examples = () => call("/static/examples.json");
export const ask = (question) => post("/api/ask", question);
export const check = (draft) => post("/api/check", draft);
export const sendFeedback = (feedback) => post("/api/feedback", feedback);
