// One thing at a time: a second press while something is on its way does nothing.

let busy = false;

export const isBusy = () => busy;

// Resolves to what `work` does; to undefined where something else is on its way. `controls` look disabled meanwhile, and
// keep the focus.
export async function alone(controls, work) {
  if (busy) return undefined;
  busy = true;
  controls.forEach((control) => control.setAttribute("aria-disabled", "true"));
  try {
    return await work();
  } finally {
    busy = false;
    controls.forEach((control) => control.removeAttribute("aria-disabled"));
  }
}
