// The first step: whose organisation, in what role, and what happened in one's own words.

import { contacts } from "../shared/contacts.js";
import { element } from "../shared/element.js";
import { complained, fieldOf } from "../shared/fields.js";
import { collectionNotice } from "./collection.js";
import { emergencyNumber } from "./standing.js";

const BY_UNIT = "Some contacts differ by it.";
const ROLES = [
  { id: "employee", label: "An employee" },
  { id: "supervisor", label: "A supervisor" },
];

function orgField(organisations, standard) {
  const field = fieldOf({
    id: "org",
    kind: "select",
    label: "Your organisation",
    options: organisations.map((one) => ({ id: one.id, label: one.name })),
    first: standard ? null : "Choose your organisation",
    missing: "Choose your organisation: whom a report goes to depends on it.",
  });
  field.put(standard?.id);
  return field;
}

// `opening`: the field of the form that is asked here. `changed`: is called whenever something was typed or chosen.
export function describe({ organisations }, opening, { anonymous, changed }) {
  const org = orgField(organisations, organisations.find((one) => one.default));
  const help = anonymous ? `It may point to you where only few people work. ${BY_UNIT}` : BY_UNIT;
  const unit = fieldOf({ id: "unit", kind: "select", label: "Your ministry, department or office", first: "None of these, or not said", help });
  const role = fieldOf({ id: "role", kind: "choice", label: "You are", options: ROLES });
  const text = fieldOf({ ...opening, id: "text" });
  const refused = element("div", { class: "refused", role: "status" });
  const notice = element("div");
  const chosen = () => organisations.find((one) => one.id === org.value());

  const showUnits = (one) => {
    const units = one?.units || [];
    unit.put("");
    unit.offer(units.map((name) => ({ id: name, label: name })));
    unit.element.hidden = !units.length;
  };
  const showRefusal = (one) => {
    const is = one && !one.taken;
    refused.replaceChildren(
      ...(is ? [element("p", { class: "notice-box" }, `Reports of ${one.name} are not taken here. Please turn to somebody directly:`), contacts(one.contacts, "Whom to tell")].filter(Boolean) : []),
    );
    notice.replaceChildren(...[one?.taken ? collectionNotice(one) : null].filter(Boolean));
  };
  const orgChanged = () => {
    const one = chosen();
    emergencyNumber(one?.number);
    showUnits(one);
    showRefusal(one);
  };

  const form = element("div", { class: "fields" }, element("div", { class: "situation" }, org.element, role.element, unit.element), refused, notice, text.element);
  org.element.addEventListener("change", orgChanged);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  role.put("employee");
  orgChanged();

  return {
    element: form,
    text,
    values: () => ({ org: org.value(), unit: unit.value() || null, role: role.value() }),
    put: (given) => {
      org.put(given.org);
      orgChanged();
      unit.put(given.unit);
      if (given.role) role.put(given.role);
    },
    organisation: chosen,
    // Says what is missing, at the field itself; returns whether anything is.
    complains: () => {
      if (complained([org, text])) return true;
      if (!chosen().taken) org.focus();
      return !chosen().taken;
    },
  };
}
