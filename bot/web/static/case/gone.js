// A link that opens nothing: if it is only too old, another one can be sent to whom it was made for.

import { alone } from "../shared/alone.js";
import { renew } from "./api.js";

const SENT = "If the link was only too old, another one is on its way to whom it was made for. It may take a minute.";

const token = location.pathname.split("/").at(-1);
const form = document.getElementById("renew-form");
const press = form.querySelector("button");
const said = document.getElementById("renewed");

function say(sentence, isFault) {
  said.textContent = sentence;
  said.classList.toggle("failed", isFault);
  said.focus();
}

async function renewed() {
  try {
    await renew(token);
    say(SENT, false);
    press.parentElement.hidden = true; // none is sent more often than that
  } catch (failure) {
    say(failure.message, true);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  alone([press], renewed);
});
