// The collection notice: under what authority something is collected, what for, and who answers questions about that.

import { element, row } from "../shared/element.js";

export function collectionRows(notice) {
  if (!notice) return [];
  return [row("Under what authority", notice.authority), row("What for", notice.purpose), notice.contact ? row("Who answers questions about that", notice.contact) : null];
}

// Folded, for before anything is filled in.
export function collectionNotice(organisation) {
  if (!organisation.collection) return null;
  return element(
    "details",
    { class: "more collection" },
    element("summary", {}, "Under what authority this is collected"),
    element("dl", { class: "facts" }, ...collectionRows(organisation.collection)),
  );
}
