// The way in: a code is sent, and typed. Nothing is asked of the service before a button is pressed, for machines open
// links too.

import { alone } from "../shared/alone.js";
import * as api from "./api.js";

const AGAIN_AFTER = 30_000;
const SENT = "If the link is still good, a code is on its way to you. It may take a minute.";
const NO_CODE = "There is no code yet. Type the one that was sent to you.";

// `entered(session)` is called once the code was right.
export function door(token, entered) {
  const place = document.getElementById("door");
  const sending = document.getElementById("send-form");
  const entering = document.getElementById("enter-form");
  const sent = document.getElementById("sent");
  const field = document.getElementById("code");
  const error = document.getElementById("code-error");
  const [send, enter] = [sending, entering].map((one) => one.querySelector("button"));
  let waits = false;

  const tell = (sentence) => {
    error.textContent = sentence;
    error.hidden = !sentence;
    if (!sentence) return field.removeAttribute("aria-invalid");
    field.setAttribute("aria-invalid", "true");
    return field.focus();
  };
  const say = (sentence, isFault) => {
    sent.textContent = sentence;
    sent.classList.toggle("failed", isFault);
  };
  const rest = () => {
    waits = true;
    send.textContent = "Send me another code";
    send.setAttribute("aria-disabled", "true");
    setTimeout(() => {
      waits = false;
      send.removeAttribute("aria-disabled");
    }, AGAIN_AFTER);
  };
  const sendOne = async () => {
    say("");
    try {
      await api.sendCode(token);
      say(SENT, false);
      field.focus();
      setTimeout(rest); // after the button was given free
    } catch (failure) {
      say(failure.message, true);
      sent.focus();
    }
  };
  const enterWith = async () => {
    try {
      const { session } = await api.enter(token, field.value.trim());
      field.value = "";
      say("");
      await entered(session);
    } catch (failure) {
      tell(failure.message);
      field.select();
    }
  };

  sending.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!waits) alone([send], sendOne);
    else say("You can have another code sent half a minute after the last one.", false);
  });
  entering.addEventListener("submit", (event) => {
    event.preventDefault();
    tell("");
    if (!field.value.trim()) tell(NO_CODE);
    else alone([enter], enterWith);
  });
  field.addEventListener("input", () => tell(""));
  return place;
}
