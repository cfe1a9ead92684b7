// The first step: whose organisation, in what role, and what happened in one's own words.

import { contacts } from "./contacts.js";
import { element } from "./element.js";
import { fieldOf } from "./fields.js";
import { emergencyNumber } from "./standing.js";

const ABOUT = {
  report: { label: "What happened?", help: "In your own words, as you saw or heard it. Names and details of others only where they are needed." },
  disclosure: { label: "What is the interest?", help: "A business, a second job, shares, a gift, a relative, an office: what it is and your part in it." },
};

function orgField(setting) {
  const standard = setting.organisations.find((one) => one.default);
  const all = setting.organisations.map((one) => element("option", { value: one.id, selected: one === standard }, one.name));
  const choose = standard ? null : element("option", { value: "" }, "Choose your organisation");
  return element("select", { id: "org", "aria-describedby": "org-error" }, choose, ...all);
}

function roleField() {
  const one = (value, name, checked) => element("label", { class: "choice" }, element("input", { type: "radio", name: "role", value, checked }), element("span", {}, name));
  return element("fieldset", { id: "role" }, element("legend", {}, "You are"), one("employee", "An employee", true), one("supervisor", "A supervisor", false));
}

// `limit`: of the text. `changed`: is called whenever something was typed or chosen.
export function describe(setting, kind, { limit, anonymous, changed }) {
  const org = orgField(setting);
  const unit = element("select", { id: "unit", "aria-describedby": "unit-hint" });
  const unitField = element(
    "div",
    { class: "field" },
    element("label", { for: "unit" }, "Your ministry, department or office"),
    unit,
    element("p", { class: "hint", id: "unit-hint" }, anonymous ? "It may point to you where only few people work. Some contacts differ by it." : "Some contacts differ by it."),
  );
  const role = roleField();
  const text = fieldOf({ id: "text", kind: "long", limit, required: true, ...ABOUT[kind] });
  const refused = element("div", { class: "refused", role: "status" });
  const orgError = element("p", { id: "org-error", class: "failed", hidden: true });
  const chosen = () => setting.organisations.find((one) => one.id === org.value);

  const showUnits = () => {
    const units = chosen()?.units || [];
    unit.replaceChildren(element("option", { value: "" }, "None of these, or not said"), ...units.map((one) => element("option", { value: one }, one)));
    unitField.hidden = !units.length;
  };
  const showRefusal = () => {
    const one = chosen();
    const is = one && !one.taken;
    refused.replaceChildren(
      ...(is ? [element("p", { class: "notice-box" }, `Reports of ${one.name} are not taken here. Please turn to somebody directly:`), contacts(one.contacts, "Whom to tell")].filter(Boolean) : []),
    );
  };
  const orgChanged = () => {
    emergencyNumber(chosen()?.number);
    showUnits();
    showRefusal();
    tellOrg("");
  };
  const tellOrg = (sentence) => {
    orgError.textContent = sentence;
    orgError.hidden = !sentence;
    if (sentence) org.setAttribute("aria-invalid", "true");
    else org.removeAttribute("aria-invalid");
  };

  const form = element(
    "div",
    { class: "fields" },
    element("div", { class: "situation" }, element("div", { class: "field" }, element("label", { for: "org" }, "Your organisation"), org, orgError), role, unitField),
    refused,
    text.element,
  );
  org.addEventListener("change", orgChanged);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  orgChanged();

  return {
    element: form,
    text,
    values: () => ({ org: org.value, unit: unit.value || null, role: role.querySelector(":checked").value }),
    put: ({ org: id, unit: part, role: as }) => {
      if (setting.organisations.some((one) => one.id === id)) org.value = id;
      orgChanged();
      if ([...unit.options].some((one) => one.value === part)) unit.value = part;
      if (as) role.querySelector(`[value="${as === "supervisor" ? "supervisor" : "employee"}"]`).checked = true;
    },
    organisation: chosen,
    // Says what is missing, at the field itself; returns the first such field.
    complain: () => {
      const one = chosen();
      tellOrg(one ? "" : "Choose your organisation: whom a report goes to depends on it.");
      text.tell(text.fault());
      if (!one || !one.taken) return org;
      return text.fault() ? text : null;
    },
  };
}
