// Keeps a half-filled form of somebody who is signed in, so that an interruption loses nothing: every few seconds while
// they type, and when they turn away. Without a name nothing is kept.

import { drafts } from "./api.js";

const EVERY = 3000;
const SMALL = 60000; // a request that outlives its page may hold no more

const nothing = { keeps: () => false, touch() {}, async stop() {}, resume() {}, async drop() {} };

// `keeps()`: whether what is typed is kept. `form()` returns the id of the form, `collect()` what was filled in, null where that is nothing. `told(sentence)`.
export function keeper(anonymous, form, collect, told) {
  if (anonymous) return nothing;
  let timer = 0;
  let running = null;
  let waits = false;
  let stopped = false;
  let failing = false;

  const put = async (options) => {
    const answers = collect();
    if (!answers) return;
    try {
      await drafts.put(form(), answers, options);
      failing = false;
      told("What you wrote so far is kept for you until tomorrow.");
    } catch (failure) {
      failing = true;
      told(failure.signin ? "What you write is not kept at the moment: please sign in again, in another window." : "What you write is not kept at the moment.");
    }
  };
  const save = async (options) => {
    clearTimeout(timer);
    timer = 0;
    waits = false;
    await running;
    if (stopped) return;
    running = put(options);
    await running;
  };
  const touch = () => {
    waits = true;
    if (!timer && !stopped) timer = setTimeout(save, EVERY);
  };

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !waits || stopped) return;
    save({ keepalive: JSON.stringify(collect() || "").length * 3 < SMALL });
  });
  return {
    keeps: () => !failing,
    touch,
    // Nothing is kept from here on; what is on its way has arrived.
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
    resume() {
      stopped = false;
      timer = 0;
      touch();
    },
    async drop(id) {
      await running; // it must not arrive after this
      return drafts.drop(id);
    },
  };
}
