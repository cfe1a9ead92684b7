// Who asks: organisation, role, capacity. Kept in the page's address, so that a bookmark remembers it; nothing is stored.

import * as api from "../shared/api.js";
import { element } from "../shared/element.js";

const form = document.getElementById("asker-form");
const select = document.getElementById("org");
const panel = document.getElementById("asker");
const wide = window.matchMedia("(min-width: 60rem)");
let known = [];

export const asker = () => ({
  org: select.value || null,
  role: form.elements.role.value,
  capacity: form.elements.capacity.value || null,
});

export const organisationName = (id) => known.find((one) => one.id === id)?.name || id;

function describe() {
  const { org, role, capacity } = asker();
  const parts = [org ? organisationName(org) : "All organisations", role === "supervisor" ? "supervisor" : "employee"];
  if (capacity) parts.push(`${capacity} use`);
  document.getElementById("asker-now").textContent = parts.join(", ");
}

function remember() {
  const { org, role } = asker();
  const query = new URLSearchParams({ org: org || "", ...(role === "supervisor" ? { role } : {}) });
  history.replaceState(null, "", `?${query}`);
}

function recall() {
  const query = new URLSearchParams(location.search);
  const named = query.get("org");
  const standard = known.find((one) => one.default)?.id || "";
  select.value = named !== null && (named === "" || known.some((one) => one.id === named)) ? named : standard;
  if (query.get("role") === "supervisor") form.elements.role.value = "supervisor";
}

// On a wide screen the choices stand beside the talk; on a narrow one they fold away.
function fold() {
  panel.open = wide.matches;
}

export async function prepare(changed) {
  wide.addEventListener("change", fold);
  fold();
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    describe();
    remember();
    if (event.target === select) changed();
  });
  known = await api.organisations();
  select.prepend(...known.map((one) => element("option", { value: one.id }, one.name)));
  recall();
  describe();
}
