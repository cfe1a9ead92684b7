// What a page makes once for one press of a button: what comes with the same is taken once, however often it is sent.

export function token() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
}

// Of words that are sent: the same for the same words, until it is known that they arrived.
export function presses() {
  const open = new Map();
  return {
    of: (words) => {
      if (!open.has(words)) open.set(words, token());
      return open.get(words);
    },
    arrived: (words) => open.delete(words),
  };
}
